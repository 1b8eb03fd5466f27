"""The list of everything that is published, with every download."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment

from imprint.model import ByLevel, Edition, Level, Publisher, Status, Words


@dataclass(frozen=True)
class Shown:
    """One edition of a publication: what it is and where its file stands in output/."""

    edition: Edition
    path: str
    size: int  # bytes


@dataclass(frozen=True)
class Listed:
    """One publication as the list shows it."""

    publication: str
    language: str
    version: str
    titles: ByLevel
    status: Status
    words: Words
    shown: tuple[Shown, ...]
    report: str | None = None  # the path of the page that tells how it was proven
    facts: str | None = None  # the path of the file that tells programs how it stands

    def saved_as(self, edition: Edition) -> str:
        """The file name a reader's computer saves an edition under."""
        ending = edition.filename.rpartition(".")[2]
        return f"{self.publication}-{edition.name}-{self.language}-{self.version}.{ending}"


def index_page(
    listed: Sequence[Listed], publisher: Publisher, words: Words, environment: Environment
) -> Mapping[str, bytes]:
    """The files of the list, by path in output/."""
    template = environment.get_template("index/index.html")
    html = template.render(
        listed=listed, publisher=publisher, words=words.texts, language=words.language, levels=tuple(Level), size=_size
    )
    return {"index.html": html.encode()}


def _size(count: int) -> str:
    """Bytes as readers know them (1 kB = 1000 bytes)."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"
