"""The bench on which mutants are made and tried: changed templates, the real stages, the real check."""

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date

from jinja2 import ChoiceLoader, DictLoader

from imprint.checking import Browser, check
from imprint.editions import Workshop, editions, produce
from imprint.errors import Finding, ImprintError, Severity
from imprint.model import Edition, Publication, Words

AS_OF = date(2026, 11, 22)
END = ""  # as the text to be replaced: the end of the file
SCREENS = ("page", "ebook", "embed")
ALL = ("page", "leaflet", "ebook", "embed")
LINEAR = ("text", "plain-text", "braille", "plain-braille")
LARGE = ("large-print", "plain-large-print")
EVERY_LEVEL = (*ALL, "plain-page", "plain-leaflet", "embed-plain", *LINEAR, *LARGE, "audio")
BESIDE = {"A024", "A025", "A026", "A027", "A028", "A029"}
MORE = "…"  # behind codes: others may come along, where a fault tears the whole layout

Patch = tuple[str, str, str]  # template, text in it, what stands in its place
Patches = Callable[[str], tuple[Patch, ...]]  # for an edition
Change = Callable[[Publication], Publication]


def each(codes: str, editions: tuple[str, ...] = ALL, **others: str) -> dict[str, str]:
    """The codes for several editions, and other codes for some ("-" in an edition's name is written "_")."""
    return {**dict.fromkeys(editions, codes), **{name.replace("_", "-"): code for name, code in others.items()}}


def nothing(_edition: str) -> tuple[Patch, ...]:
    """No template is changed."""
    return ()


@dataclass(frozen=True)
class Mutant:
    """A fault to be put into the editions named in ``killed``, which tells the codes each must be killed by.

    ``change`` befalls the publication behind the check's back.
    """

    name: str
    killed: Mapping[str, str]
    patches: Patches = nothing
    change: Change | None = None


@dataclass(frozen=True)
class Innocent:
    """A change that no check may mind; what befalls the publication, the check is told."""

    name: str
    patches: Patches = nothing
    change: Change | None = None
    by_eye: bool = False


@dataclass(frozen=True, repr=False)
class Bench:
    """What every trial uses."""

    shop: Workshop
    publication: Publication
    words: Words

    def files(
        self, edition: str, patches: Patches = nothing, publication: Publication | None = None
    ) -> dict[str, bytes]:
        """The finished files of one edition, made by the production stages over patched templates."""
        shop = self._patched(patches(edition))
        made = produce(publication or self.publication, edition_named(edition), self.words, AS_OF, shop)
        return {artefact.path: artefact.data for artefact in made}

    def findings(
        self, edition: str, files: Mapping[str, bytes], browser: Browser | None = None, truth: Publication | None = None
    ) -> tuple[Finding, ...]:
        """What the check finds in them; the other editions, to which links may lead, are there by name."""
        beside = names_beside()
        named = {**dict.fromkeys(beside, b""), **files}
        whole = truth or self.publication
        alone = replace(
            edition_named(edition), kit=None
        )  # what lies beside a snippet is held against it: see tests/editions
        return check(whole, self.words, AS_OF, [alone], named, "output", browser)

    def tried(self, mutant: Mutant, edition: str, browser: Browser | None = None) -> tuple[Finding, ...]:
        """What the production stages refuse in a mutant or else the check finds in it, which knows only the truth."""
        changed = mutant.change(self.publication) if mutant.change else self.publication
        try:
            files = self.files(edition, mutant.patches, changed)
        except ImprintError as error:
            return error.findings
        return self.findings(edition, files, browser)

    def _patched(self, patches: tuple[Patch, ...]) -> Workshop:
        environment = self.shop.environment
        sources: dict[str, str] = {}
        for name, old, new in patches:
            source = sources.get(name) or (self.shop.templates / name).read_text(encoding="utf-8")
            assert old in source, f"{name} no longer holds what this mutant changes: {old}"
            sources[name] = source.replace(old, new) if old else source + new
        loader = ChoiceLoader([DictLoader(sources), *([environment.loader] if environment.loader else [])])
        return replace(self.shop, environment=environment.overlay(loader=loader))


def names_beside() -> list[str]:
    """The files of all editions and their kits, to which links may lead."""
    kits = [one.kit for one in editions() if one.kit]
    return [*(one.filename for one in editions()), *(name for kit in kits for name in astuple(kit))]


def edition_named(name: str) -> Edition:
    """The edition of a name."""
    return next(edition for edition in editions() if edition.name == name)


def is_killed(expected: str, found: str) -> bool:
    """True when exactly the expected codes were found, or among others where the table allows them."""
    wanted, actual = set(expected.split()), set(found.split())
    return bool(actual) and (wanted - {MORE} <= actual if MORE in wanted else wanted == actual)


def codes(findings: tuple[Finding, ...]) -> str:
    """The codes of the errors among findings, each once, in order: a warning stops nothing, so it kills nothing.

    What a mutant spoils for readers beside the disclaimers does not count: the proof of those has to kill it by itself.
    """
    errors = {finding.code for finding in findings if finding.severity is Severity.ERROR}
    return " ".join(sorted(errors - BESIDE))
