"""Reads what is known of the evidence behind a publication's claims (``claims.yaml``)."""

from collections.abc import Collection, Iterator, Mapping

from imprint.model import Backing, Claim, ClaimKind, Section, Support
from imprint.reading.report import Report
from imprint.reading.schema import Many, Maybe, Shape, Slug, fit
from imprint.reading.suggest import suggest
from imprint.reading.yaml_loader import Tree


class ClaimEntry(Shape):
    """The evidence of one claim as written."""

    id: Slug
    support: Support
    sources: Many[str] = ()
    counter: Many[str] = ()
    numbers: Many[str] = ()
    note: Maybe[str] = None


class ClaimsEntry(Shape):
    """The whole file as written."""

    claims: Many[ClaimEntry]


def backings(tree: Tree, report: Report) -> tuple[Backing, ...]:
    """The records in the order of the file; what does not fit is noted."""
    entry = fit(ClaimsEntry, tree, report)
    return tuple(
        Backing(one.id, one.support, one.sources, one.counter, one.numbers, one.note or "", report.where(line))
        for number, one in enumerate(entry.claims if entry else ())
        for line in [tree.line(("claims", number))]
    )


def note_claims(
    known: Collection[Backing], sections: Collection[Section], keys: Collection[str], report: Report
) -> None:
    """Notes records of claims that no text has, sources that are no references, and ids that are there twice."""
    marked = _marked(sections)
    seen: set[str] = set()
    for one in known:
        line = one.where.line
        if one.id in seen:
            report.add("C032", line, f"the claim “{one.id}” is recorded twice", "keep one of the two")
        elif one.id not in marked:
            gone = "take the entry out"
            mark = f"mark it in the text: [the words]{{.claim kind=… id=…}}; or, if the text says it no more, {gone}"
            hint = suggest(one.id, marked, gone) if marked else mark
            report.add("C031", line, f"no claim of the text has the id “{one.id}”", hint)
        for key in dict.fromkeys((*one.sources, *one.counter)):
            if key not in keys:
                report.add("C030", line, f"“{key}” is not among the references", suggest(key, list(keys)))
        seen.add(one.id)


def note_kinds(known: Collection[Backing], sections: Collection[Section], own: Report, report: Report) -> None:
    """Notes an id that claims of two kinds have: at its record, or else at the second claim."""
    recorded = {one.id: one.where.line for one in known}
    kinds: dict[str, ClaimKind] = {}
    for claim in _claims(sections):
        first = kinds.setdefault(claim.id, claim.kind)
        if claim.id and claim.kind is not first:
            at, line = (own, recorded[claim.id]) if claim.id in recorded else (report, claim.line)
            message = (
                f"the claim “{claim.id}” is marked as {first} in one place and as {claim.kind} in line {claim.line}"
            )
            at.add("C033", line, message, "one id is for one claim: give the other one its own")


def _marked(sections: Collection[Section]) -> Mapping[str, Claim]:
    return {claim.id: claim for claim in _claims(sections) if claim.id}


def _claims(sections: Collection[Section]) -> Iterator[Claim]:
    for section in sections:
        for prose in (section.full, section.plain):
            yield from prose.claims if prose else ()
