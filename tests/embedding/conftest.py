"""The kit of the sample on two sites, and one browser for all tests of the embeds."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nh3
import pytest
from playwright.sync_api import Browser, sync_playwright

from imprint.editions import editions, produce, workshop
from tests.conftest import needs_tool
from tests.editions.markup import html
from tests.embedding.pages import sheets
from tests.embedding.sites import Site, served
from tests.samples import TEMPLATES, TODAY, edition, reviewed, words

MOUNT = "/imprint/sample/en/"
NEEDED = ("bootstrap", "dompurify", "normalize.css", "react", "react-dom", "sanitize-html", "scheduler", "tailwindcss")
REACT = ("react", "scheduler", "react-dom", "react-dom/client")
MODULES = {
    "react": "react/cjs/react.production.js",
    "scheduler": "scheduler/cjs/scheduler.production.js",
    "react-dom": "react-dom/cjs/react-dom.production.js",
    "react-dom/client": "react-dom/cjs/react-dom-client.production.js",
}
FILTER = (
    "const { readFileSync } = require('fs'); process.stdout.write(require('sanitize-html')(readFileSync(0, 'utf8')))"
)


@dataclass(frozen=True)
class Kit:
    """What a partner has got, by the ways to show it; and what the text says."""

    codes: dict[str, str]
    wordings: tuple[str, ...]
    article: tuple[str, ...]
    files: dict[str, bytes]

    @property
    def loader(self) -> str:
        """What loads the script."""
        return self.codes["loader"]


@pytest.fixture(scope="session")
def npm(root: Path) -> Path:
    """Where the packages from npm are."""
    folder = root / ".venv/npm/node_modules"
    missing = [name for name in NEEDED if not (folder / name).is_dir()]
    if missing:
        needs_tool(f"npm, then ./run test; these packages are missing: {', '.join(missing)}", "no-such-command")
    return folder


@pytest.fixture(scope="session")
def kit() -> Kit:
    """The kit of the sample: the full text, and the plain one beside it."""
    with workshop(TEMPLATES, tuple(editions())) as shop:
        made = [produce(reviewed(), edition(name), words(), TODAY, shop) for name in ("embed", "embed-plain")]
    files = {one.path: one.data for artefacts in made for one in artefacts}
    areas = html(files["embed/partners.html"].decode()).all("textarea")
    codes = {area.get("id", "loader").removeprefix("code-"): "".join(area.itertext()).strip() for area in areas}
    told = json.loads(files["embed/embed.json"])
    wordings = tuple(one["text"] for one in told["disclaimers"])
    light = html(codes["full-element"]).root
    beside = {" ".join("".join(one.itertext()).split()) for one in light.iter("p")}
    said = [one["text"] for one in told["blocks"] if one["kind"] not in ("disclaimer", "picture")]
    return Kit(codes, wordings, tuple(dict.fromkeys(one for one in said if one not in beside)), files)


@pytest.fixture(scope="session")
def publisher(kit: Kit) -> Iterator[Site]:
    """The publisher's site."""
    with served({MOUNT + path: data for path, data in kit.files.items()}) as site:
        for name in ("frame.html", "frame-plain.html"):  # here is what the sample says to be at sample.test
            frame = site.files[f"{MOUNT}embed/{name}"].decode()
            status = frame.replace('data-status="https://sample.test/sample/en/', f'data-status="{site.address}{MOUNT}')
            site.files[f"{MOUNT}embed/{name}"] = status.encode()
        yield site


@pytest.fixture(scope="session")
def partner(kit: Kit, npm: Path) -> Iterator[Site]:
    """The partner's site: its pages, its styles, its libraries, and the folder of the kit."""
    own = {MOUNT + path: data for path, data in kit.files.items()}
    libraries = {"/purify.js": (npm / "dompurify/dist/purify.js").read_bytes(), "/react.js": react(npm)}
    with served({**own, **sheets(npm), **libraries}) as site:
        yield site


@pytest.fixture(scope="session")
def sanitised(kit: Kit, npm: Path) -> dict[str, str]:
    """The snippet as filters leave it that run on a partner's server."""
    node = needs_tool("nodejs", "node")
    snippet = kit.codes["full-snippet"]
    left = subprocess.run([node, "-e", FILTER], cwd=npm, input=snippet, capture_output=True, text=True, check=True)
    return {"nh3": nh3.clean(snippet), "sanitize-html": left.stdout}


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """One browser for all; it ends with its module, for no other browser starts in this thread while it runs."""
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


def react(npm: Path) -> bytes:
    """React as one script for a page: its modules, and a function that they find each other by."""
    parts = ["(() => { const made = {}; const process = { env: { NODE_ENV: 'production' } };"]
    parts.append("const require = (name) => made[name];")
    for name in REACT:
        text = (npm / MODULES[name]).read_text("utf-8")
        parts.append(f"{{ const exports = {{}}, module = {{ exports }};\n{text}\nmade['{name}'] = module.exports; }}")
    parts.append("window.React = made.react; window.ReactDOM = made['react-dom/client']; })();")
    return "\n".join(parts).encode()
