"""What must hold for the file that tells a status: it says what the source says, and lists the files that there are."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from imprint.codes import finding
from imprint.errors import Finding, Where
from imprint.model import Edition, Publication, is_set

NAME = "status.json"
AGAIN = "Build the publication again, and report it if it stays"


def check_statuses(
    files: Mapping[str, bytes],
    publications: Sequence[Publication],
    as_of: date,
    editions: Sequence[Edition],
    folder: str,
) -> tuple[Finding, ...]:
    """W004 for each fact that the file of one of these publications has wrong, among all ``files`` of output/."""
    return tuple(
        finding("W004", Where(f"{folder}/{one.id}/{one.language}/{NAME}"), told, AGAIN)
        for one in publications
        for told in _wrong(files, one, as_of, editions)
    )


def _wrong(files: Mapping[str, bytes], one: Publication, as_of: date, editions: Sequence[Edition]) -> Iterator[str]:
    base = f"{one.id}/{one.language}/"
    try:
        told = json.loads(files.get(base + NAME, b""))
    except ValueError:
        told = None
    if not isinstance(told, dict):
        yield "it is missing, or is no JSON"
        return
    for key, wanted in _facts(one, as_of).items():
        if told.get(key, "nothing") != wanted:
            yield f"of “{key}” it says {told.get(key, 'nothing')} where it must say {wanted}"
    yield from _files_wrong(told.get("artefacts"), base, files, editions)


def _facts(one: Publication, as_of: date) -> Mapping[str, Any]:
    """What must stand under each key; how many parts wait for a sign-off is no matter of the files."""
    days, gone = one.dates, one.withdrawal
    return {
        "publication": one.id,
        "language": one.language,
        "title": {"full": one.titles.full, "plain": one.titles.plain},
        "version": one.version,
        "status": str(one.status(as_of)),
        "url": one.canonical_url if is_set(one.canonical_url) else None,
        **{
            key: day.isoformat() if (day := getattr(days, key)) else None
            for key in ("updated", "published", "last_reviewed", "next_review")
        },
        "withdrawn": gone
        and {
            "date": gone.date.isoformat(),
            "reason": {"full": gone.reason.full, "plain": gone.reason.plain},
            "replacement": gone.replacement,
        },
    }


def _files_wrong(told: object, base: str, files: Mapping[str, bytes], editions: Sequence[Edition]) -> Iterator[str]:
    """Each file that it lists is there with its digest, and each edition that is there is listed."""
    listed = [line for line in told if isinstance(line, dict)] if isinstance(told, list) else []
    digests = {str(line.get("file")): line.get("sha256") for line in listed}
    for name, digest in digests.items():
        data = files.get(base + name)
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            yield f"the digest that it gives of {name} is not that of the file"
    for edition in editions:
        if base + edition.filename in files and edition.filename not in digests:
            yield f"it does not list {edition.filename}, which is published"
