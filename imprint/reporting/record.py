"""The report for programs: ``report.json``, in a shape with a version of its own (docs/authoring.md has every key)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from imprint import __version__
from imprint.evidence import Box, Evidence, Judged, Need, Sight
from imprint.reporting.account import Account, Told, place_of
from imprint.reporting.drawing import picture_name
from imprint.reporting.frames import answered
from imprint.reporting.grades import graded
from imprint.reporting.people import standings

SHAPE = 2  # goes up when a key changes its meaning or goes away
DIGITS = 5  # of a box's edges: a hundredth of a pixel


def record(account: Account) -> bytes:
    """The report as JSON that is the same, byte for byte, whenever it says the same."""
    return (json.dumps(_plain(account), indent=1, ensure_ascii=False) + "\n").encode()


def _plain(account: Account) -> Mapping[str, Any]:
    one = account.publication
    editions = [shown.edition for shown in account.evidence]
    return {
        "report": SHAPE,
        "imprint": __version__,
        "publication": one.id,
        "language": one.language,
        "title": one.titles.full,
        "version": one.version,
        "status": account.status,
        "updated": one.dates.updated.isoformat(),
        "as_of": account.as_of.isoformat(),
        "proven": account.is_proven,
        "browser": account.browser,
        "editions": [_edition(account, shown) for shown in account.evidence],
        "not_in_this_build": [edition.name for edition in account.others],
        "findings": [_told(told) for told in account.told()],
        "validators": {
            "asked": account.verdicts is not None,
            "not_installed": list(account.unasked),
            "verdicts": [_judged(verdict) for verdict in account.verdicts or ()],
        },
        "reading_grade": graded(account),
        "frames": [answered(frame, account) for frame in account.frames],
        "people": [
            {"what": judged.what, "done": judged.is_done, "record": judged.record}
            for judged in standings(one, editions, account.words, account.frames)
        ],
    }


def _edition(account: Account, shown: Evidence) -> Mapping[str, Any]:
    edition = shown.edition
    data = account.files.get(edition.filename)
    return {
        "name": edition.name,
        "level": edition.level,
        "format": edition.format,
        "file": edition.filename,
        "bytes": len(data) if data is not None else None,
        "sha256": hashlib.sha256(data).hexdigest() if data is not None else None,
        "proven": account.is_edition_proven(edition),
        "needs": [_need(need) for need in shown.needs],
        "sights": [_sight(sight) for sight in shown.sights],
        "views": [
            {
                "leaf": view.leaf,
                "picture": picture_name(edition.name, number) if view.picture else None,
                "width": view.width or None,
                "height": view.height or None,
            }
            for number, view in enumerate(shown.views, 1)
        ],
    }


def _need(need: Need) -> Mapping[str, Any]:
    return {
        "disclaimer": need.disclaimer,
        "level": need.level,
        "place": place_of(need.place),
        "wording": need.wording,
        "wanted": need.wanted,
        "found": need.found,
    }


def _sight(sight: Sight) -> Mapping[str, Any]:
    return {
        "disclaimer": sight.disclaimer,
        "level": sight.level,
        "place": place_of(sight.place),
        "leaf": sight.leaf,
        "boxes": [{"view": view + 1, **_box(box)} for view, box in sight.boxes],
    }


def _box(box: Box) -> Mapping[str, float]:
    edges = {"left": box.left, "top": box.top, "right": box.right, "bottom": box.bottom}
    return {name: round(edge, DIGITS) for name, edge in edges.items()}


def _told(told: Told) -> Mapping[str, Any]:
    return {**told.finding.as_facts(), "leads_to": told.href or None}


def _judged(verdict: Judged) -> Mapping[str, Any]:
    return {
        "validator": verdict.validator,
        "version": verdict.version,
        "file": verdict.path,
        "errors": verdict.errors,
        "warnings": verdict.warnings,
    }
