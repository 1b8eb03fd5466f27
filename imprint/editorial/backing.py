"""Evidence of the marked claims: each names its sources, and what is not supported is listed until it is dealt with."""

from collections.abc import Iterator
from datetime import date

from imprint.codes import finding
from imprint.editorial.certainty import Claimed, claims
from imprint.editorial.texts import quoted
from imprint.errors import Finding
from imprint.model import Backing, Level, Publication, Support, Words

_OPEN = {
    Support.PARTLY: "is supported only in part",
    Support.OUT_OF_DATE: "is out of date",
    Support.UNSUPPORTED: "is not supported as it is written",
    Support.HOPE: "is a hope, not evidence",
}


def judge_backing(publication: Publication, _words: Words, _as_of: date) -> Iterator[Finding]:
    """C034 to C037: a claim without sources, without the other side, without support, or not recorded beside others."""
    recorded = {one.id: one for one in publication.claims}
    full, plain = (list(claims(publication, level)) for level in Level)
    told: set[str] = set()
    for one in (*full, *plain):
        name = one.mark.id
        if name in told:
            continue
        told |= {name} - {""}
        if name and recorded and name not in recorded:
            yield _unrecorded(one)
        elif not _has_sources(one, recorded.get(name), (*full, *plain)):
            yield _bare(one)
    for name, backing in recorded.items():
        places = [one for one in full if one.mark.id == name] or [one for one in plain if one.mark.id == name]
        for one in places:
            yield from _open(one, backing)
        yield from _lacking(backing)


def _has_sources(one: Claimed, backing: Backing | None, all_claims: tuple[Claimed, ...]) -> bool:
    """True for a claim with a source in claims.yaml or the text; what is told to have none, is listed as such."""
    if backing and (backing.sources or backing.support in (Support.UNSUPPORTED, Support.HOPE)):
        return True
    return any(_cites(other) for other in all_claims if other == one or one.mark.id == other.mark.id != "")


def _bare(one: Claimed) -> Finding:
    message = f"the {one.mark.kind} claim {quoted(_marked(one))} names no source"
    hint = "cite one in its sentence ([@key]), or give the claim an id and record its sources in claims.yaml"
    return finding("C034", one.piece.at(one.mark.start), message, hint)


def _unrecorded(one: Claimed) -> Finding:
    message = f"nothing is recorded of the claim “{one.mark.id}”: {quoted(_marked(one))}"
    hint = "add it to claims.yaml, with its support and its sources, or take the id out"
    return finding("C037", one.piece.at(one.mark.start), message, hint)


def _open(one: Claimed, backing: Backing) -> Iterator[Finding]:
    where, said = one.piece.at(one.mark.start), quoted(_marked(one))
    if backing.support in _OPEN:
        note = f" ({backing.note})" if backing.note else ""
        message = f"the claim “{backing.id}” {_OPEN[backing.support]}: {said}{note}"
        hint = "word it as the evidence has it or take it out, then set its support in claims.yaml anew"
        yield finding("C036", where, message, hint)


def _lacking(backing: Backing) -> Iterator[Finding]:
    """What the record itself must name: the sources that bear the claim out, and those that do not."""
    if backing.support is Support.SUPPORTED and not backing.sources:
        message = f"the claim “{backing.id}” is recorded as {backing.support}, and names no source"
        yield finding("C034", backing.where, message, "name the references that bear it out, under “sources”")
    if backing.support is Support.ONE_SIDED and not backing.counter:
        message = f"the claim “{backing.id}” is one-sided, and no source of the other side is named"
        yield finding("C035", backing.where, message, "name it under “counter”, and say in the text what it found")


def _marked(one: Claimed) -> str:
    return one.piece.text[one.mark.start : one.mark.end]


def _cites(one: Claimed) -> bool:
    """True where a source is cited in the marked words, behind them, or in their sentence."""
    stretch = one.piece.stretch
    if stretch is None:
        return False
    start, _ = one.piece.sentence(one.mark.start)
    _, end = one.piece.sentence(max(one.mark.end - 1, one.mark.start))
    return any(start < place <= end for place, _ in stretch.cites)
