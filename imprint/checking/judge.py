"""Holds what an edition must carry against what stands in it: each wording, exactly where and as often as required."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from imprint.checking.blocks import Block
from imprint.checking.claims import stands_behind
from imprint.checking.places import Zone
from imprint.checking.reading import Reading, Sighting
from imprint.checking.requirements import Requirement
from imprint.checking.sayings import Want, altered, elsewhere, look_alike, missing, other_level, too_often
from imprint.checking.wordings import NEAR, likeness, nearest_stretch
from imprint.errors import Finding
from imprint.model import Level, Place

LOOK_ALIKE = 0.9  # so near to a wording, a text that nobody asked for passes for it


@dataclass(frozen=True)
class Verdict:
    """What is wrong with wordings and their places, and the required wordings that were found, to be looked at.

    ``accounted`` are the numbers of the blocks that hold a wording of the registry, or are told to be meant for one.
    """

    findings: tuple[Finding, ...]
    seen: tuple[tuple[Requirement, Sighting], ...]
    accounted: frozenset[int]


def judge(reading: Reading, requirements: Sequence[Requirement], others: Mapping[str, str]) -> Verdict:
    """Judges an edition; ``others`` are the registry's wordings not required of it, with disclaimers' ids."""
    return _Judge(reading, requirements, others).verdict()


class _Judge:
    """Crosses off what is found where it must be; what is left over on either side becomes findings.

    Each step takes away what it explains, so that one fault gives one finding.
    """

    def __init__(self, reading: Reading, requirements: Sequence[Requirement], others: Mapping[str, str]) -> None:
        self.reading, self.needs, self.others = reading, requirements, others
        self.required = {one.wording: one.disclaimer for one in requirements}
        self.wants = [Want(one, leaf) for one in requirements for leaf in _leaves(one, reading)]
        found = list(reading.sightings({*self.required, *others}))
        self.spare = sorted(found, key=lambda one: bool(one.block.hidden))  # what is visible goes first
        self.notices = frozenset(one.number for one in found if one.is_alone)
        self.holding = {one.number for one in found}
        self.explained = set(self.notices)
        self.pieces = {number: _rest(block, found, number) for number, block in enumerate(reading.blocks)}

    def verdict(self) -> Verdict:
        reading = self.reading
        in_place = self._take(lambda want, one: _same(want, one) and one.is_alone and self._fits(want, one))
        crowded = self._take(lambda want, one: _same(want, one) and self._fits(want, one))
        self.explained |= {one.number for _, one in crowded}
        levels = self._take(self._is_other_level)
        astray = self._take(_same)
        findings = [
            *(altered(want, one.number, one.block.text, reading) for want, one in crowded),
            *(other_level(one, want.requirement.disclaimer, reading) for want, one in levels),
            *(elsewhere(want, one, reading) for want, one in astray),
            *self._altered(),
            *self._missing([want for want, _ in in_place]),
            *self._surplus(),
            *self._look_alikes(),
        ]
        # an altered footer is told once, not once per page
        once = {(one.code, one.message): one for one in reversed(findings)}
        seen = tuple((want.requirement, one) for want, one in (*in_place, *crowded, *astray))
        return Verdict(tuple(reversed(once.values())), seen, frozenset(self.explained | self.holding))

    def _take(self, test: Callable[[Want, Sighting], bool]) -> list[tuple[Want, Sighting]]:
        """Pairs wants with sightings that pass the test, and crosses both off."""
        taken = []
        for want in list(self.wants):
            one = next((one for one in self.spare if test(want, one)), None)
            if one is not None:
                self.wants.remove(want)
                self.spare.remove(one)
                taken.append((want, one))
        return taken

    def _fits(self, want: Want, one: Sighting) -> bool:
        need, spot = want.requirement, one.spot
        if need.place is None:
            return spot.zone is Zone.FALLBACK
        if need.place in (Place.FOOTER, Place.EMBED):
            return spot.zone is Zone.FOOTER and one.block.leaf == want.leaf
        return one.block.level is need.level and self._fits_text(need, one)

    def _fits_text(self, need: Requirement, one: Sighting) -> bool:
        spot = one.spot
        if need.place is Place.FRONT:
            return spot.zone is Zone.FRONT and self.reading.is_front_leaf(one.block, need.level)
        if need.place is Place.END:
            return spot.zone is Zone.AFTER or (spot.ends and spot.section == self._last_section(need.level))
        return spot.zone is Zone.SECTION and spot.section == need.section and self._follows_claim(need, one)

    def _last_section(self, level: Level) -> int | None:
        """The last section that is there; one that is missing is told elsewhere."""
        placed = zip(self.reading.blocks, self.reading.spots, strict=True)
        found = [spot.section for block, spot in placed if block.level is level and spot.section is not None]
        return max(found, default=None)

    def _follows_claim(self, need: Requirement, one: Sighting) -> bool:
        """True when the claim is found in what the section says before the wording; other notices do not count."""
        before = [
            block
            for number, (block, spot) in enumerate(zip(self.reading.blocks, self.reading.spots, strict=True))
            if spot.section == need.section and spot.zone is Zone.SECTION and block.level is need.level
            if number < one.number and number not in self.notices and not block.hidden
        ]
        return stands_behind(need.claim, before, one.block, one.start, self.reading.meanings)

    def _is_other_level(self, want: Want, one: Sighting) -> bool:
        """The same disclaimer, in its place, in other words than it must have there."""
        meant = self.others.get(one.wording, self.required.get(one.wording))
        return not _same(want, one) and meant == want.requirement.disclaimer and self._fits(want, one)

    def _altered(self) -> Iterator[Finding]:
        for want in list(self.wants):
            likeliest = max(self._candidates(want), default=(0.0, 0, ""))
            if likeliest[0] >= NEAR:
                _, number, text = likeliest
                self.wants.remove(want)
                self.pieces[number] = ()
                self.explained.add(number)
                yield altered(want, number, text, self.reading)

    def _candidates(self, want: Want) -> Iterator[tuple[float, int, str]]:
        """Texts that no wording accounts for, on the same side of a shadow root, with their likeness."""
        wording = want.requirement.wording
        is_footer = want.requirement.place is Place.FOOTER
        for number, pieces in self.pieces.items():
            block = self.reading.blocks[number]
            in_fallback = self.reading.spots[number].zone is Zone.FALLBACK
            if in_fallback == (want.requirement.place is None) and not (is_footer and block.leaf != want.leaf):
                for piece in pieces:
                    text = nearest_stretch(wording, piece) if block.seams else piece
                    yield likeness(wording, text), number, text

    def _missing(self, in_place: Sequence[Want]) -> Iterator[Finding]:
        present = {want.requirement for want in in_place}
        for need in dict.fromkeys(want.requirement for want in self.wants):
            wants = [want for want in self.wants if want.requirement == need]
            yield missing(wants, self.reading, stands_elsewhere=need in present)

    def _surplus(self) -> Iterator[Finding]:
        for one in self.spare:
            if one.block.hidden:
                continue
            is_required = one.wording in self.required
            meant = self.required[one.wording] if is_required else self.others[one.wording]
            level = self.reading.level if one.spot.zone is Zone.FOOTER else one.block.level
            here = [need for need in self.needs if need.level is level]
            has_own_words = any(need.disclaimer == meant for need in here)
            if has_own_words and not any(need.wording == one.wording for need in here):
                yield other_level(one, meant, self.reading)
            else:
                yield too_often(one, meant, self.reading, is_required=is_required)

    def _look_alikes(self) -> Iterator[Finding]:
        for number, block in enumerate(self.reading.blocks):
            marked = block.element is not None and block.element.get("data-disclaimer") is not None
            if number in self.explained or block.seams or block.hidden or not self.required:
                continue
            near = max(self.required, key=lambda wording: likeness(wording, block.text))
            if likeness(near, block.text) >= LOOK_ALIKE or marked:
                self.explained.add(number)
                yield look_alike(number, self.required[near], near, self.reading)


def _leaves(need: Requirement, reading: Reading) -> Sequence[str]:
    """The embed's own footer is its only one; every other footer is on each leaf."""
    return reading.leaves if need.place in (Place.FOOTER, Place.EMBED) else ("",)


def _same(want: Want, one: Sighting) -> bool:
    return want.requirement.wording == one.wording


def _rest(block: Block, found: Sequence[Sighting], number: int) -> tuple[str, ...]:
    """What is left of a block's text without the wordings in it."""
    cuts = sorted((one.start, one.start + len(one.wording)) for one in found if one.number == number)
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(block.text)]
    return tuple(text for a, b in zip(starts, ends, strict=True) if (text := block.text[a:b].strip()))
