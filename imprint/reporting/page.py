"""The report's files: the page, its style sheet, its pictures, and the same for programs."""

from collections.abc import Iterator

from jinja2 import Environment
from markupsafe import Markup

from imprint import __version__
from imprint.evidence import Judged
from imprint.model import Artefact, Level
from imprint.reporting import frames, grades
from imprint.reporting.account import Account, cell
from imprint.reporting.drawing import picture_name, sheets, unpainted
from imprint.reporting.people import standings
from imprint.reporting.record import record

REPORT = "report"  # what the manifest calls it, in the place of an edition's name
PAGE, DATA, STYLES = "report.html", "report.json", "report/report.css"
LEVELS = {Level.FULL: "Full text", Level.PLAIN: "Plain language"}


def report(account: Account, environment: Environment, faces: str = "") -> tuple[Artefact, ...]:
    """The files of a publication's report; ``faces`` are @font-face rules for its style sheet.

    They depend on nothing but the account and the templates.
    """
    editions = [one.edition for one in account.evidence]
    html = environment.get_template("report/report.html").render(
        account=account,
        publication=account.publication,
        publisher=account.publication.publisher,
        words=account.words.texts,
        written=account.words.date,
        imprint=__version__,
        told=list(account.told()),
        good_editions=[edition for edition in editions if account.is_edition_proven(edition)],
        people=standings(account.publication, editions, account.words, account.frames),
        verdicts=_table(account.verdicts or ()),
        level_names=LEVELS,
        grades=grades,
        frames=frames,
        cell=cell,
        sheets=sheets,
        unpainted=unpainted,
        counted=counted,
        size=_size,
        styles=STYLES,
        data=DATA,
    )
    css = environment.get_template("report/report.css").render(
        publisher=account.publication.publisher,
        faces=Markup(faces),  # noqa: S704 - ours
    )
    return (
        _artefact(account, PAGE, "text/html", html.encode()),
        _artefact(account, DATA, "application/json", record(account)),
        _artefact(account, STYLES, "text/css", css.encode()),
        *_pictures(account),
    )


def _pictures(account: Account) -> Iterator[Artefact]:
    for shown in account.evidence:
        for number, view in enumerate(shown.views, 1):
            if view.picture:
                yield _artefact(account, picture_name(shown.edition.name, number), "image/png", view.picture)


def _artefact(account: Account, path: str, media_type: str, data: bytes) -> Artefact:
    one = account.publication
    return Artefact(one.id, one.language, REPORT, Level.FULL, path, media_type, data)


def _table(verdicts: tuple[Judged, ...]) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The validators with their versions, and for each file what each of them said, "" where it judges none such."""
    names = list(dict.fromkeys(f"{one.validator} {one.version}" for one in verdicts))
    said: dict[str, dict[str, str]] = {}
    for one in verdicts:
        said.setdefault(one.path, {})[f"{one.validator} {one.version}"] = _said(one)
    return sorted(names), [(path, [row.get(name, "") for name in sorted(names)]) for path, row in sorted(said.items())]


def _said(one: Judged) -> str:
    told = [counted(one.errors, "error")] * bool(one.errors) + [counted(one.warnings, "warning")] * bool(one.warnings)
    return ", ".join(told) or "no fault"


def counted(number: int, thing: str) -> str:
    """For example "1 error", "2 errors"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _size(count: int) -> str:
    """Bytes as readers know them (1 kB = 1000 bytes)."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"
