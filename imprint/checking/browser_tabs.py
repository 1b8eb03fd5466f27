"""Several tabs of one Chromium, which show documents at the same time; they are driven by a thread of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.async_api import Browser as Chromium
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Playwright, async_playwright

from imprint.checking.browser_host import Host
from imprint.checking.browser_looks import Look
from imprint.checking.browser_tab import Tab, Turn, adjust

PATIENCE = 20_000  # ms that a page may take to load
PLAYWRIGHT = (  # what Playwright switches off, which a switch of our own takes the place of
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "TcpPortRandomizationWin,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch"
)
POPUPS = "WebUIOmniboxPopup,WebUIOmniboxAimPopup"  # pages of each window's own, which take half a second to load
ARGUMENTS = [f"--disable-features={PLAYWRIGHT},{POPUPS}"]
TABS = 3  # documents shown at once: most of the time each waits for Chromium to draw the next picture


class BrowserError(Exception):
    """The browser could not be started, or could not open the document."""


@dataclass(frozen=True)
class Task:
    """What is to be done with the document at path, opened in a look; ``told`` gets the answer, or a BrowserError."""

    files: Mapping[str, bytes]
    path: str
    look: Look
    work: Callable[[Tab], Awaitable[Any]]
    told: Future[Any] = field(default_factory=Future)


class Tabs:
    """One Chromium with its tabs; what is begun first gets a tab first."""

    def __init__(self, executable: Path) -> None:
        self._executable = executable
        self._loop: asyncio.AbstractEventLoop | None = None
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None
        self._idle: list[Tab] = []
        self._places = asyncio.Semaphore(TABS)
        self._numbers = count(1)
        self._begun: set[Future[None]] = set()
        self._last = asyncio.Event()
        self._last.set()

    @property
    def version(self) -> str | None:
        """That of Chromium while it runs."""
        return self._chromium.version if self._chromium else None

    def start(self) -> None:
        """Starts Chromium; raises BrowserError where it does not start."""
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="browser", daemon=True)
        self._thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self._start(), self._loop).result()
        except PlaywrightError as error:
            self.stop()
            raise BrowserError(f"the browser {self._executable} does not start: {_first_line(error)}") from error

    def stop(self) -> None:
        """Ends Chromium, whatever it may be at."""
        loop, self._loop = self._loop, None
        if loop is None:
            return
        for one in tuple(self._begun):
            one.cancel()
        asyncio.run_coroutine_threadsafe(self._stop(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join()
        loop.close()

    def begin(self, tasks: Sequence[Task]) -> None:
        """Does the tasks, all for one document, one after the other while it is open in a tab."""
        if self._loop is None:
            for task in tasks:
                task.told.set_exception(BrowserError("the browser is not running: use it in a with statement"))
            return
        turn = Turn(self._last, asyncio.Event())
        self._last = turn.after
        begun = asyncio.run_coroutine_threadsafe(self._show(tasks, turn, next(self._numbers)), self._loop)
        self._begun.add(begun)
        begun.add_done_callback(self._begun.discard)

    async def _start(self) -> None:
        self._playwright = await async_playwright().start()
        self._chromium = await self._playwright.chromium.launch(executable_path=self._executable, args=ARGUMENTS)

    async def _stop(self) -> None:
        with suppress(PlaywrightError):
            if self._chromium:
                await self._chromium.close()
        if self._playwright:
            await self._playwright.stop()
        self._chromium = self._playwright = None

    async def _show(self, tasks: Sequence[Task], turn: Turn, number: int) -> None:
        try:
            async with self._places:
                tab: Tab | None = None
                for task in tasks:
                    tab = await self._done(task, tab, turn, number)
                if tab:
                    await self._clear(tab)
            await turn.before.wait()
            turn.after.set()
        finally:
            for task in tasks:
                task.told.cancel()  # nothing for one that has ended

    async def _done(self, task: Task, tab: Tab | None, turn: Turn, number: int) -> Tab | None:
        """Does one task; after an error the tab is gone, and the next task opens the document anew."""
        try:
            tab = tab or await self._opened(task, turn, number)
            await adjust(tab, task.look)
            task.told.set_result(await task.work(tab))
        except PlaywrightError as error:
            told = BrowserError(f"the browser cannot show {task.path}: {_first_line(error)}")
            told.__cause__ = error
            task.told.set_exception(told)
            await _close(tab)
            return None
        except Exception as error:  # noqa: BLE001 - whoever waits for the answer gets it
            task.told.set_exception(error)
        return tab

    async def _opened(self, task: Task, turn: Turn, number: int) -> Tab:
        """A tab with the task's document in it, which looks as in the task's look from its beginning."""
        if task.path not in task.files:
            raise BrowserError(f"there is no file {task.path} to look at")
        host = Host(task.files, number)
        if self._idle:
            tab = self._idle.pop()
            tab.host, tab.turn = host, turn
        else:
            assert self._chromium
            tab = await _new_tab(self._chromium, host, turn)
        try:
            await adjust(tab, task.look)
            await tab.page.goto(host.address(task.path), timeout=PATIENCE)
        except PlaywrightError:
            await _close(tab)
            raise
        return tab

    async def _clear(self, tab: Tab) -> None:
        """Empties a tab: what its document might still ask for is not held against the next."""
        try:
            await tab.page.goto("about:blank")
        except PlaywrightError:
            await _close(tab)
        else:
            self._idle.append(tab)


async def _new_tab(chromium: Chromium, host: Host, turn: Turn) -> Tab:
    """A tab in a window of its own: a tab behind another one is drawn once a second."""
    window = await chromium.new_context(
        java_script_enabled=False, offline=True, service_workers="block", accept_downloads=False, no_viewport=True
    )
    page = await window.new_page()
    tab = Tab(page, await window.new_cdp_session(page), host, turn)
    await page.route("**/*", tab.answer)
    return tab


async def _close(tab: Tab | None) -> None:
    with suppress(PlaywrightError):
        if tab:
            await tab.page.context.close()


def _first_line(error: PlaywrightError) -> str:
    return error.message.strip().splitlines()[0]
