"""What every edition is made with: the templates, the presses, the shelf of all editions."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from imprint.composing import Body, Document, Passage, figures_used
from imprint.editions.layouts import Compiled, Layouts
from imprint.forks import ForkServer
from imprint.model import Artefact, Edition, Status, is_set
from imprint.typesetting import Presses, fonts, open_room, pictures

CSL = "shared/references.csl"
COMPILED = Compiled()


@dataclass(frozen=True)
class Workshop:
    """The tools of a build; one for all publications."""

    templates: Path
    presses: Presses
    environment: Environment
    editions: tuple[Edition, ...]

    def narrowed(self, folders: Sequence[str], editions: tuple[Edition, ...]) -> "Workshop":
        """The same with nothing but what one edition may use: its own templates, and the editions it can lead to."""
        layout = layouts(self.environment).of(folders)
        return replace(self, environment=layout.environment, editions=editions)

    def read(self, name: str) -> bytes:
        """A file of the templates that is handed on as it is; raises TemplateNotFound where it is not the edition's."""
        assert self.environment.loader is not None
        return self.environment.loader.get_source(self.environment, name)[0].encode()

    @property
    def csl_style(self) -> Path:
        """The style in which references are set."""
        return self.templates / CSL

    def font_faces(self, base: str) -> str:
        """The style rules for our typeface, for files that stand below ``base``."""
        return fonts.font_faces(base)

    def render(self, template: str, body: Body, **more: Any) -> str:
        """A template filled with a body; braces in the text stay text, every value is escaped."""
        document = body.document
        return self.environment.get_template(template).render(
            body=body,
            document=document,
            publication=document.publication,
            publisher=document.publication.publisher,
            words=document.words.texts,
            written=document.words.date,
            text=document.texts[0],
            has_address=is_set(document.publication.canonical_url),
            is_draft=document.status is Status.DRAFT,
            is_notice=document.is_notice,
            editions=[edition for edition in self.editions if document.publication.sections_at(edition.level)],
            prose=lambda passage: Markup(body.html[passage]),  # noqa: S704 - pandoc's HTML of allowed nodes
            trusted=Markup,
            is_passage=lambda part: isinstance(part, Passage),
            font_faces=lambda base: Markup(self.font_faces(base)),  # noqa: S704 - ours
            **more,
        )


def environment(templates: Path) -> Environment:
    """The templates of a folder; values are escaped everywhere, and an unknown name in a template is an error."""
    return Environment(
        loader=FileSystemLoader(templates),
        bytecode_cache=COMPILED,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@lru_cache(maxsize=8)
def layouts(templates: Environment) -> Layouts:
    """The layouts of all editions in an environment; its files are read once, so that all are made of the same."""
    return Layouts(templates)


@contextmanager
def workshop(
    templates: Path, editions: tuple[Edition, ...], presses: int = 2, room: ForkServer | None = None
) -> Iterator[Workshop]:
    """The tools over a folder of templates, for as long as the build lasts; the presses warm up meanwhile.

    They are forked in the ``room`` of somebody else's (``press_room``), or in one of their own.
    """
    with TemporaryDirectory(prefix="imprint-") as folder, Presses(presses, Path(folder), room=room) as running:
        yield Workshop(templates, running, environment(templates), editions)


@contextmanager
def press_room() -> Iterator[ForkServer]:
    """Where presses of several processes are forked, so that WeasyPrint is loaded once for all of them."""
    with TemporaryDirectory(prefix="imprint-") as folder:
        room = open_room(Path(folder))
        try:
            yield room
        finally:
            room.close()


def artefact(document: Document, path: str, media_type: str, data: bytes) -> Artefact:
    """A finished file of a document's edition."""
    publication, edition = document.publication, document.edition
    return Artefact(publication.id, publication.language, edition.name, edition.level, path, media_type, data)


def path_of(document: Document) -> str:
    """How findings name a document's file: by its path in output/."""
    return f"{document.publication.id}/{document.publication.language}/{document.edition.filename}"


def companions(document: Document, with_fonts: bool) -> Iterator[Artefact]:
    """The files a page needs beside it: its figures and, where it brings its own, the fonts."""
    for figure in figures_used(document):
        yield artefact(document, figure.path, figure.media_type, figure.data)
    for name, data in (fonts.files() if with_fonts else {}).items():
        yield artefact(document, f"fonts/{name}", "font/ttf", data)


def print_files(document: Document) -> Mapping[str, bytes]:
    """The files a PDF is set with, beside the fonts, which every press has."""
    return {figure.path: pictures.for_print(figure.data) for figure in figures_used(document)}
