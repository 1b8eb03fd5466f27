"""Proves in the finished files of one publication that every edition carries what the source demands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from imprint.checking import eyes, portraits
from imprint.checking.access import check_access
from imprint.checking.addresses import Site
from imprint.checking.anatomy import check_text
from imprint.checking.blocks import UnreadableError
from imprint.checking.box import check_boxes
from imprint.checking.embed_rules import check_fallback
from imprint.checking.face import check_face, face_of, facts_seen
from imprint.checking.judge import Verdict, judge
from imprint.checking.kit_rules import check_card, check_data, check_guide
from imprint.checking.opened import Opened, mount, open_edition
from imprint.checking.order import check_order
from imprint.checking.pdf_paint import PdfPaint
from imprint.checking.reading import Reading, read_edition
from imprint.checking.replaced import as_replaced, is_replaced
from imprint.checking.requirements import Requirement, required, wordings
from imprint.checking.saying import said
from imprint.checking.scope import Case, case_of
from imprint.checking.script import manner_of
from imprint.checking.usable import check_print, check_use, hosted
from imprint.codes import finding
from imprint.errors import Finding, Where
from imprint.evidence import Evidence, Proof
from imprint.model import Edition, Format, Publication, Words

if TYPE_CHECKING:
    from imprint.checking.browser_paint import Browser


def check(
    publication: Publication,
    words: Words,
    as_of: date,
    editions: Sequence[Edition],
    files: Mapping[str, bytes],
    folder: str,
    browser: "Browser | None",
) -> tuple[Finding, ...]:
    """Everything wrong with the finished files of a publication, each finding once.

    ``files`` are those of its output folder by relative path; ``folder`` names that folder in findings. PDFs are always
    judged by what is painted; HTML and EPUB by their own structure and styles and, given a browser, by what it paints.
    Links may lead to every one of the files; those that belong to no edition judged now are not opened.
    """
    cases = [case_of(publication, edition, words, as_of, files) for edition in editions]
    begun = [(one, one.begun(browser)) for one in (_of(case, folder) for case in cases)]  # while the rest is judged
    return tuple(dict.fromkeys(flaw for one, opened in begun for flaw in one.findings(opened)))


def prove(
    publication: Publication,
    words: Words,
    as_of: date,
    editions: Sequence[Edition],
    files: Mapping[str, bytes],
    folder: str,
    browser: "Browser | None",
) -> Proof:
    """The same findings, with the evidence of each edition: where what it needs was found, and pictures of that."""
    cases = [case_of(publication, edition, words, as_of, files) for edition in editions]
    return joined(prove_cases(cases, folder, browser))


def joined(proofs: Sequence[Proof]) -> Proof:
    """What several editions of a publication were proven by, each finding once."""
    findings = dict.fromkeys(flaw for proof in proofs for flaw in proof.findings)
    return Proof(tuple(findings), tuple(shown for proof in proofs for shown in proof.evidence))


def prove_cases(cases: Sequence[Case], folder: str, browser: "Browser | None") -> tuple[Proof, ...]:
    """The findings of each case by itself, with their evidence, though the browser looks at several at once.

    A proof depends on nothing but its case, the browser and these programs.
    """
    begun = [(one, one.begun(browser, is_portrayed=True)) for one in (_of(case, folder) for case in cases)]
    return tuple(Proof(tuple(dict.fromkeys(one.findings(told))), (one.evidence(told),)) for one, told in begun)


def prove_edition(case: Case, folder: str, browser: "Browser | None") -> Proof:
    """The same of one edition."""
    return prove_cases([case], folder, browser)[0]


def _of(case: Case, folder: str) -> "_Check":
    path = f"{folder}/{case.edition.filename}"
    return _Check(case.publication, case.words, case.as_of, case.edition, case.held, path)


class _Check:
    """One edition held against its requirements."""

    def __init__(
        self,
        publication: Publication,
        words: Words,
        as_of: date,
        edition: Edition,
        files: Mapping[str, bytes],
        path: str,
    ) -> None:
        self.whole = publication, edition  # of a notice that stands in, too, no other wording may stand in it
        if is_replaced(publication, edition, as_of):
            publication, edition = as_replaced(publication, edition)
        self.publication, self.words, self.edition = publication, words, edition
        self.files, self.path, self.as_of = files, path, as_of
        self.required = required(publication, words, as_of, edition)
        self.others = _others(self.whole[0], words, self.required)
        self.face = face_of(publication, words, as_of)

    def begun(self, browser: "Browser | None", *, is_portrayed: bool = False) -> "_Begun | Finding":
        """The edition read and its wordings judged, with the browser at work; of a file that cannot be read, only that.

        The browser takes its pictures only where ``is_portrayed``.
        """
        judged = self._judged()
        if isinstance(judged, Finding):
            return judged
        opened, reading, verdict = judged
        seen = (*verdict.seen, *facts_seen(reading, self.face, verdict))
        looks: tuple[Iterator[Finding], ...] = ()
        sitting: portraits.Sitting = ()
        if browser is not None:
            with browser.together():
                looks = tuple(self._in_browser(opened, reading, seen, browser))
                if is_portrayed:
                    sitting = portraits.sit(verdict.seen, self._portrayed(opened), browser)
                looks += tuple(self._used(opened, browser))  # at last: it leaves a document spaced and still
        kit = self._framed()
        framed = (kit, kit.begun(browser)) if kit else None
        return _Begun(opened, reading, verdict, seen, looks, framed, sitting)

    def _judged(self) -> "tuple[Opened, Reading, Verdict] | Finding":
        if self.edition.filename not in self.files:
            hint = "Build the publication again; if it is missing then, the edition does not make it"
            return finding("A001", Where(self.path), "the file is missing", hint)
        try:
            opened = open_edition(self.publication, self.words, self.edition, self.files, self.path)
        except UnreadableError as error:
            kind = self.edition.media_type
            hint = "Build the publication again; this is no fault of your text"
            return finding("A002", Where(self.path), f"the file cannot be read as {kind}: {error}", hint)
        wordings = frozenset({*(one.wording for one in self.required), *self.others})
        # in large print and in braille, what stands in front fills more than a page
        runs_on = self.edition.smallest_type is not None or self.edition.format is Format.BRAILLE
        reading = read_edition(
            self.path, self.publication, self.edition.levels, opened.blocks, opened.leaves, wordings, runs_on
        )
        return opened, reading, judge(reading, self.required, self.others)

    def findings(self, begun: "_Begun | Finding") -> Iterator[Finding]:
        """Everything that is wrong with the file."""
        if isinstance(begun, Finding):
            yield begun
            return
        opened, reading, verdict = begun.opened, begun.reading, begun.verdict
        anatomy = tuple(check_text(reading, self.publication))
        yield from (*opened.findings, *anatomy, *verdict.findings)
        yield from self._order(reading, anatomy, verdict.accounted)
        yield from check_face(reading, self.face, verdict)
        yield from check_boxes(reading, opened.trees, self.face, verdict)
        yield from self._fallback(opened, reading)
        if opened.book is not None:
            certified = self.publication.certified if self.edition.format is Format.EBOOK else None
            yield from check_access(opened.book, opened.trees, certified, self.words, Where(self.path))
        yield from self._seen(opened, reading, begun.seen)
        yield from chain.from_iterable(begun.looks)
        if begun.framed:
            frame, opened_frame = begun.framed
            yield from frame.findings(opened_frame)
        yield from self._kit(reading)

    def _framed(self) -> "_Check | None":
        """The frame beside a snippet, which is proven as the snippet is."""
        kit = self.edition.kit
        if kit is None or self._is_frame():
            return None
        whole, edition = self.whole
        path = f"{self.path.removesuffix(f'/{self.edition.filename}')}/{kit.frame}"
        return _Check(whole, self.words, self.as_of, replace(edition, filename=kit.frame), self.files, path)

    def _kit(self, reading: Reading) -> Iterator[Finding]:
        """What else lies beside a snippet is proven against that."""
        kit = self.edition.kit
        if kit is None or self._is_frame():
            return
        folder = self.path.removesuffix(f"/{self.edition.filename}")
        about = (self.publication, self.as_of, self.edition, self.files, reading)
        yield from check_data(*about, self.required)
        yield from check_card(self.publication, self.edition, self.files, reading)
        yield from check_guide(kit, self.files, folder)

    def evidence(self, begun: "_Begun | Finding") -> Evidence:
        """What the edition needs and where it was found."""
        if isinstance(begun, Finding):
            return portraits.bare(self.edition, self.required)
        data, verdict = self.files[self.edition.filename], begun.verdict
        shown = portraits.portray(self.edition, begun.reading, self.required, verdict.seen, data, begun.sitting)
        return replace(shown, said=said(begun.reading, self.publication, verdict.accounted))

    def _portrayed(self, opened: Opened) -> Iterator[eyes.Document]:
        for files, path, document in self._documents(opened) if opened.trees else ():
            yield files, path, document
            if self.edition.format is Format.EMBED:
                yield eyes.without_shadow(files, path), path, eyes.FALLBACK

    def _order(self, reading: Reading, anatomy: Sequence[Finding], accounted: frozenset[int]) -> Iterator[Finding]:
        """Without title and headings it cannot be told what stands where; braille is not read back word for word."""
        if self.edition.format is not Format.BRAILLE and not any(one.code in ("A003", "A004") for one in anatomy):
            manner = manner_of(self.edition.format, self.words.texts.get("picture", ""))
            yield from check_order(reading, self.publication, manner, accounted)

    def _fallback(self, opened: Opened, reading: Reading) -> Iterator[Finding]:
        if self.edition.format is Format.EMBED:
            light = opened.trees[0]
            yield from check_fallback(
                self.publication, self.words, self.edition.level, reading.blocks, self.required, light
            )

    def _seen(self, opened: Opened, reading: Reading, seen: eyes.Seen) -> Iterator[Finding]:
        if self.edition.format is Format.LEAFLET:
            data = self.files[self.edition.filename]
            with PdfPaint(data) as paint:
                yield from eyes.look_at_paper(reading, paint, seen, self.edition.smallest_type)
                yield from check_print(reading, paint)
            return
        yield from eyes.look_at_styles(reading, opened.trees, seen)

    def _in_browser(
        self, opened: Opened, reading: Reading, seen: eyes.Seen, browser: "Browser"
    ) -> Iterator[Iterator[Finding]]:
        """What the browser finds, look by look; each begins as it is handed out."""
        for files, path, document in self._documents(opened) if opened.trees else ():  # else every letter is seen
            yield eyes.look_in_browser(reading, files, path, document, seen, browser)
            if self.edition.format is Format.EMBED and not self._is_frame():  # a page of ours meets no filter
                yield eyes.look_at_fallback(reading, files, path, seen, browser)

    def _used(self, opened: Opened, browser: "Browser") -> Iterator[Iterator[Finding]]:
        """Every document as readers use it: an embed in a partner's page, an ebook's contents beside its chapters."""
        documents = list(self._documents(opened)) if opened.trees else []
        if opened.book is not None and opened.book.nav is not None:
            documents.append((opened.book.files, opened.book.nav.path, opened.book.nav.path))
        for files, path, document in documents:
            is_snippet = self.edition.format is Format.EMBED and not self._is_frame()
            shown = {**files, path: hosted(files[path])} if is_snippet else files
            yield check_use(Where(self.path, part=document), shown, path, browser)

    def _is_frame(self) -> bool:
        return self.edition.kit is not None and self.edition.filename == self.edition.kit.frame

    def _documents(self, opened: Opened) -> Iterator[eyes.Document]:
        """The documents that a reader sees one by one."""
        if opened.book is not None:
            yield from ((opened.book.files, chapter.path, chapter.path) for chapter in opened.book.chapters)
        else:
            at = mount(self.publication) if self.edition.format is Format.EMBED else ""
            yield eyes.files_for_browser(Site(self.files, at)), self.edition.filename, ""


@dataclass(frozen=True)
class _Begun:
    """A file as it was opened and read, what is to be said of the wordings in it, and what the browser is at."""

    opened: Opened
    reading: Reading
    verdict: Verdict
    seen: eyes.Seen  # wordings and facts that were found, to be looked at
    looks: tuple[Iterator[Finding], ...]
    framed: "tuple[_Check, _Begun | Finding] | None"  # of a snippet
    sitting: portraits.Sitting


def _others(publication: Publication, words: Words, required: Sequence[Requirement]) -> Mapping[str, str]:
    """Every wording of the registry that the edition need not carry, with its disclaimer's id."""
    needed = {one.wording for one in required}
    return {text: name for text, name in wordings(publication, words).items() if text not in needed}
