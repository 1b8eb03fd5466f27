"""Reads that a publication is withdrawn: since when, why, and what to read instead."""

import re
from pathlib import Path
from types import SimpleNamespace

from imprint.model import ByLevel, Publisher, Withdrawal
from imprint.reading.addresses import HTTPS
from imprint.reading.files import read_text
from imprint.reading.front import divided
from imprint.reading.metadata import PublicationEntry
from imprint.reading.report import Report
from imprint.reading.suggest import suggest
from imprint.reading.yaml_loader import Tree, load

KEY = "withdrawn"


def withdrawal(
    entry: PublicationEntry | SimpleNamespace, tree: Tree, folder: Path, publisher: Publisher, report: Report
) -> Withdrawal | None:
    """The withdrawal of a publication, if it is one; notes a replacement that leads nowhere (W001)."""
    written = getattr(entry, KEY, None)
    if written is None:
        return None
    told = written.replacement
    address = _address(told, folder, publisher) if told else None
    if told and not address:
        others = [path.name for path in folder.parent.iterdir() if path.is_dir() and path.name != folder.name]
        message = f"“{told}” is neither a web address nor another publication"
        hint = suggest(told, others) if others else "write an address that begins with https://, or leave it empty"
        report.add("W001", tree.line((KEY, "replacement")), message, hint)
    return Withdrawal(written.date, _bare(written.reason), address)


def _bare(reason: ByLevel) -> ByLevel:
    """The reason without its full stop: it becomes a part of a sentence."""
    return ByLevel(*(" ".join(text.split()).removesuffix(".") for text in (reason.full, reason.plain)))


def _address(told: str, folder: Path, publisher: Publisher) -> str | None:
    """The address of a replacement; of another publication the one that its own metadata give it."""
    if re.fullmatch(HTTPS, told):
        return told
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", told) or told == folder.name:
        return None
    unheard = Report(told)  # what is wrong with the other publication is told where that is read
    text = read_text(folder.parent / told / "publication.md", unheard)
    front = divided(text, unheard)[0] if text else None
    tree = load(front, unheard, 1) if front is not None else None
    value = tree.value if tree else None
    if not isinstance(value, dict) or not isinstance(value.get("language"), str):
        return None
    own = value.get("canonical_url")
    return own if isinstance(own, str) and own else f"{publisher.base_url}{told}/{value['language']}/"
