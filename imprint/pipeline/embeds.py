"""Whether a partner's page shows what is published: its verdict, in words that an editor understands."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from imprint import checking, embedding, publishing, reading
from imprint.checking import Found, PublishedKit, Shape, Trouble
from imprint.codes import finding
from imprint.digests import sha256
from imprint.errors import Exit, ImprintError, Where
from imprint.model import Status
from imprint.pipeline.judgement import Page, Shown, page_of, shown_as
from imprint.pipeline.making import WORDS
from imprint.pipeline.options import Options, Step
from imprint.pipeline.partner_eye import Rendering

if TYPE_CHECKING:
    from imprint.embedding import Fetched, Fetcher

PASTE = "send the partner the snippet that is published now, from partners.html"
TOP = 40_000_000  # bytes of a file in hand


def verify_embeds(
    pages: Sequence[str],
    options: Options,
    fetcher: "Fetcher | None" = None,
    *,
    render: Rendering | None = None,
    tell: Callable[[Step], None] = lambda _: None,
) -> tuple[Page, ...]:
    """The verdict on each page, an address or a file, by what is published in the output folder, and what ever was.

    Raises ImprintError, for the environment, where nothing is published or the history cannot be read.
    """
    judge = _Judge(options, fetcher or embedding.Fetcher(), render)
    found = []
    for number, page in enumerate(pages, 1):
        tell(Step(page, f"looking at it ({number} of {len(pages)})"))
        found.append(judge.of(page))
    return tuple(found)


class _Judge:
    def __init__(self, options: Options, fetcher: "Fetcher", render: Rendering | None) -> None:
        self.known = publishing.library(options.output)
        self.kits = tuple(checking.read_kit(data) for data in publishing.kits(options.output).values())
        words = reading.read_words(options.templates / WORDS)
        spoken = sorted({kit.language for kit in self.kits} & words.keys())
        self.words = words[spoken[0]] if spoken else words[min(words)]
        self.as_of, self.fetcher, self.render = options.as_of, fetcher, render
        self.former = {
            one: line for line in self.known.history.lines for one in (line.says, line.sha256) if one and line.until
        }

    def of(self, page: str) -> Page:
        try:
            got = self._got(page)
            file = checking.read_partner_page(got.body, got.address, got.charset)
            found = checking.read_partner(file, self.kits, self.former.keys(), self.words)
            seen: tuple[Trouble, ...] = ()
            if self.render and self.kits:
                in_browser, seen = self.render.look(got, self.fetcher, self.kits, self.former.keys(), self.words)
                found = found or in_browser  # a script may have put it there
        except ImprintError as error:
            return page_of(page, (), error.findings)
        except checking.UnreadableError as error:
            hint = "is it a page of HTML?"
            return page_of(page, (), [finding("K004", Where(page), f"it cannot be read as a page: {error}", hint)])
        return replace(self._judged_page(page, found, seen, bool(got.address)), rendered=self.render is not None)

    def _judged_page(self, page: str, found: Sequence[Found], seen: Sequence[Trouble], online: bool) -> Page:
        judged = [self._judged(one, online) for one in found]
        told = [*(trouble for _, troubles in judged for trouble in troubles), *seen]
        if not found:
            nothing = "no text of what is published here stands on the page"
            hint = "is it the right address? If a script puts the text there, look with --render"
            told.append(Trouble("K015", nothing, hint))
        findings = [finding(one.code, Where(page), one.told, one.hint) for one in dict.fromkeys(told)]
        return page_of(page, [one for one, _ in judged], findings)

    def _got(self, page: str) -> "Fetched":
        if "://" in page:
            got = self.fetcher.get(page)
            if got.media_type not in ("", "text/html", "application/xhtml+xml"):
                told = f"it is no page, but {got.media_type}"
                raise ImprintError(
                    [finding("K004", Where(page), told, "give the address of the page itself")], Exit.ENVIRONMENT
                )
            return got
        return embedding.Fetched("", Path(page).read_bytes()[:TOP])

    # --- how it stands today

    def _judged(self, found: Found, online: bool) -> tuple[Shown, list[Trouble]]:
        troubles = list(found.troubles)
        if online and found.address:
            troubles = [*self._behind(found, troubles)]
        line = self.former.get(found.says) or self.former.get(found.pinned)
        kit = found.kit
        is_now = kit is not None and (found.says == kit.says or found.pinned == kit.sha256 or not found.version)
        if line is not None and not (kit and (kit.says == found.says or kit.sha256 == found.pinned)):
            troubles.append(self._superseded(line, kit))
            return shown_as(found, line.publication, line.version, kit, troubles, until=str(line.until)), troubles
        if kit is None:
            return shown_as(found, None, found.version, None, troubles), troubles
        if found.shape is Shape.ELEMENT and found.pinned and found.pinned != kit.sha256:
            told = "the digest that it pins is of nothing that was ever published, so readers get the disclaimers alone"
            troubles.append(Trouble("K013", told, PASTE))
        if not is_now and found.version != kit.version and (line := self._of_version(kit, found.version)):
            if line.says is None:  # then nobody knows its words any more, only the file's digest
                troubles = [one for one in troubles if one.code in ("K012", "K013")]
            else:
                told = f"its words are not those of version {line.version} either, which it calls itself"
                troubles.append(Trouble("K010", f"{told}; what differs is told from version {kit.version}", PASTE))
            troubles.append(self._superseded(line, kit))
            until = str(line.until)
            return shown_as(found, kit.publication, found.version, kit, troubles, until=until), troubles
        if not found.recalled and found.shape not in (Shape.FALLBACK, Shape.LINK):
            troubles += self._status(kit)
        return shown_as(found, kit.publication, found.version or kit.version, kit, troubles), troubles

    def _superseded(self, line: publishing.Line, kit: PublishedKit | None) -> Trouble:
        gone = self.known.standings.get(line.publication)
        if gone and gone.status_on(self.as_of) is Status.WITHDRAWN and gone.withdrawn:
            told = f"version {line.version} of {line.publication} was withdrawn on {gone.withdrawn.date}"
            return Trouble("K017", f"{told} ({gone.withdrawn.reason.full}), and the page shows no notice", PASTE)
        by = f"by version {kit.version}" if kit and kit.version != line.version else "by a newer build"
        if kit is None:
            by = "and is no longer published"
        return Trouble(
            "K016", f"version {line.version} of {line.publication} was superseded {by} on {line.until}", PASTE
        )

    def _of_version(self, kit: PublishedKit, version: str) -> publishing.Line | None:
        """The former file of a version; its words are known by the history of a newer Imprint only."""
        lines = (one for one in self.known.history.lines if one.until and f"/{one.path}".endswith(kit.mount + kit.data))
        return next((one for one in lines if one.version == version and one.publication == kit.publication), None)

    def _status(self, kit: PublishedKit) -> Iterator[Trouble]:
        """A draft, and one that needs a notice by now which the text that was published does not have."""
        standing = self.known.standings.get(kit.publication)
        status = standing.status_on(self.as_of) if standing else Status(kit.status)
        if status is Status.DRAFT:
            yield Trouble(
                "K018", f"version {kit.version} of {kit.publication} is a draft, which is not for patients", PASTE
            )
        elif status in (Status.OVERDUE, Status.WITHDRAWN) and kit.status != status and standing:
            day = standing.withdrawn.date if standing.withdrawn and status is Status.WITHDRAWN else standing.next_review
            since = f"was withdrawn on {day}" if status is Status.WITHDRAWN else f"should have been reviewed by {day}"
            told = f"{kit.publication} {since}, and the page shows no notice"
            yield Trouble("K017", told, "build again, then send the partner the new snippet")

    def _behind(self, found: Found, troubles: list[Trouble]) -> Iterator[Trouble]:
        """What really lies at the address that an element or a frame shows."""
        try:
            digest = sha256(self.fetcher.get(found.address).body)
        except ImprintError as error:
            yield from troubles
            yield Trouble("K013", f"what it shows cannot be had: {error.findings[0].message}", PASTE)
            return
        if found.shape is Shape.ELEMENT:
            yield from troubles
            if found.pinned and digest != found.pinned:
                told = f"what lies at {found.address} is not what it pins, so readers get the disclaimers alone"
                yield Trouble("K013", told, PASTE)
            return
        now, once = self.known.now(digest), self.known.once(digest)
        # the publisher's own frame, wherever a copy of it lies
        yield from (one for one in troubles if not (now and one.told.startswith("the frame shows ")))
        if now is None and once is not None and once.until:
            yield self._superseded(once, found.kit)
        elif now is None:
            yield Trouble("K010", f"the frame at {found.address} is none that was ever published", PASTE)
