"""The documents tell the truth: every code, key, condition, place, command and link in them is there, and all told."""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from datetime import date
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import click
import pytest
from PIL import Image
from pydantic import BaseModel

from build import cli
from imprint.checking import eyes
from imprint.codes import CODES
from imprint.command.guard import STOPPED
from imprint.editions import editions
from imprint.editorial import judge_source
from imprint.errors import Exit
from imprint.model import (
    JURISDICTION_SLOTS,
    RESERVED_HOSTS,
    ClaimKind,
    EvidenceStatus,
    Format,
    Gates,
    Harm,
    Person,
    Place,
    Publication,
    Slot,
    Status,
    Support,
    When,
)
from imprint.reading import frames, read, read_words
from imprint.reading.claims import ClaimEntry
from imprint.reading.csl import ReferenceEntry
from imprint.reading.figures import MAX_ALL, MAX_BYTES, MAX_FIGURES, MAX_PIXELS
from imprint.reading.files import TEXT_LIMIT
from imprint.reading.glossary import TermEntry
from imprint.reading.metadata import PublicationEntry
from imprint.reading.publisher import CONTRAST, PublisherEntry
from imprint.reading.registry import DisclaimerEntry, JurisdictionEntry, RegistryEntry, SentenceEntry, TopicEntry
from imprint.reading.reviews import ReviewsEntry
from imprint.reading.scores import VERDICTS, ScoreEntry, ScoresEntry
from imprint.reading.words import WordsEntry

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs/authoring.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
FOR_EDITORS = (ROOT / "README.md", GUIDE)
CODE = re.compile(r"[A-Z]\d{3}")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"^\*\*`source/(\S+)`\*\*\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CALL = re.compile(r"(?:\./run|python build\.py)(?= |$)")

Row = tuple[str, ...]


def text(path: Path = GUIDE) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def without_blocks(document: str) -> str:
    """A document's prose: its fenced examples are no links, headings or tables of its own."""
    return FENCE.sub("", document)


@cache
def part(heading: str) -> str:
    """What stands in the guide under a heading, up to the next one of its rank or above."""
    lines = without_blocks(text()).splitlines()
    start = lines.index(heading)
    rank = heading.index(" ")
    ends = re.compile(rf"#{{1,{rank}}} ")
    return "\n".join(takewhile(lambda line: not ends.match(line), lines[start + 1 :]))


def rows(markdown: str) -> list[Row]:
    """The rows of all tables, as cells, without the lines that divide heads from bodies."""
    lines = re.findall(r"^\| (.+) \|$", markdown, re.MULTILINE)
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in lines]


def signs(cell: str) -> list[str]:
    """What stands in code signs in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def named(markdown: str) -> list[str]:
    """What the first cells of tables name in code signs, in order."""
    return [found for row in rows(markdown) for found in signs(row[0])]


def inner(kind: Any) -> Any:
    """The type that an annotation is about: without None, and of a list the type of its items."""
    while True:
        if get_origin(kind) is Annotated or get_origin(kind) is tuple:
            kind = get_args(kind)[0]
        elif type(None) in get_args(kind):
            kind = next(one for one in get_args(kind) if one is not type(None))
        else:
            return kind


def fields(shape: Any) -> Mapping[str, Any]:
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return {key: field.annotation for key, field in shape.model_fields.items()}
    return get_type_hints(shape) if is_dataclass(shape) else {}


def keys(shape: Any, before: str = "") -> Iterator[str]:
    """Every key that a shape accepts, those inside others behind a dot."""
    for key, kind in fields(shape).items():
        yield before + key
        yield from keys(inner(kind), f"{before}{key}.")


# --- codes


def test_every_code_is_explained_with_its_severity_and_no_other_is() -> None:
    found = {row[0]: row for row in rows(part("## 6. Every finding code")) if CODE.fullmatch(row[0])}
    assert {code: row[1] for code, row in found.items()} == {code: one.severity for code, one in CODES.items()}
    assert [code for code, row in found.items() if len(row) != 4 or not all(row)] == []


def test_codes_stand_in_the_table_of_their_family_once_and_in_order() -> None:
    headings = re.findall(r"^### ([A-Z]): .+$", part("## 6. Every finding code"), re.MULTILINE)
    assert set(headings) == {code[0] for code in CODES}
    for line in re.findall(r"^### [A-Z]: .+$", text(), re.MULTILINE):
        listed = [row[0] for row in rows(part(line)) if CODE.fullmatch(row[0])]
        assert listed == sorted(code for code in CODES if code[0] == line[4]), line


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_documents_name_no_code_that_does_not_exist(document: Path) -> None:
    assert set(re.findall(r"\b[YPFRDGCLVASEKW]\d{3}\b", text(document))) <= set(CODES)


# --- keys


def test_every_key_of_a_publication_is_explained() -> None:
    assert named(part("### `publication.md`: the facts about a publication")) == list(keys(PublicationEntry))


@pytest.mark.parametrize(
    ("heading", "shape"),
    [
        ("### `source/publisher.yaml`: who publishes", PublisherEntry),
        ("### `source/glossary.yaml`: hard words", TermEntry),
        ("### `templates/shared/words.yaml`: another language", WordsEntry),
    ],
)
def test_every_key_of_the_shared_files_is_explained(heading: str, shape: type[BaseModel]) -> None:
    assert named(part(heading)) == list(keys(shape))


def test_every_key_of_a_review_is_explained() -> None:
    table = [row for row in rows(part("### Signing off a text")) if len(row) == 2]
    assert sorted(name for row in table for name in signs(row[0])) == sorted(keys(ReviewsEntry))


def test_every_key_of_the_scores_is_explained_and_every_frame_and_verdict() -> None:
    explained = part("### `scores.yaml`: what people have judged")
    assert set(named(explained)) == {*fields(ScoresEntry), *fields(ScoreEntry)}
    assert {frame.id for frame in frames()} <= set(signs(explained))
    assert signs({row[0]: row[1] for row in rows(explained)}["`score`"]) == list(VERDICTS)


def test_the_limits_of_readability_are_those_of_the_program() -> None:
    table = {row[0].strip("`"): row for row in rows(part("### `publication.md`: the facts about a publication"))}
    own = Gates()
    told = {
        "plain.grade": own.plain_grade,
        "plain.smog": own.plain_smog,
        "plain.sentence_words": own.plain_sentence_words,
    }
    for key, most in {**told, "full.grade": own.full_grade}.items():
        assert (table[f"readability.{key}"][2], table[f"readability.{key}"][3]) == (f"`{most:g}`", f"{most:g}")


def test_every_key_of_a_disclaimer_is_explained() -> None:
    explained = set(named(part("### The registry")))
    wanted = {*fields(DisclaimerEntry), *fields(SentenceEntry), *fields(JurisdictionEntry), "jurisdictions"}
    assert explained == wanted
    assert set(fields(RegistryEntry)) - set(fields(TopicEntry)) == {"version", "jurisdictions"}
    assert all(f"`{key}`" in part("## 4. Disclaimers") for key in fields(RegistryEntry))


def test_the_fields_of_a_reference_are_known_and_the_necessary_ones_told() -> None:
    table = rows(part("### `references.yaml`: the sources"))[1:]
    told = {field: row[2] for row in table for field in signs(row[0])}
    assert set(told) <= set(fields(ReferenceEntry))
    required = {key for key, field in ReferenceEntry.model_fields.items() if field.is_required()}
    assert {field for field, must in told.items() if must == "yes"} == required


def test_the_fields_of_the_evidence_and_its_kinds_are_explained() -> None:
    heading = "### `claims.yaml`: the evidence of your claims"
    assert named(part(heading)) == [*fields(ClaimEntry), *Support]
    told = {
        row[0].strip("`"): row[2]
        for row in rows(part(heading))
        if len(row) == 3 and row[0].strip("`") in fields(ClaimEntry)
    }
    assert {key for key, must in told.items() if must == "yes"} == {
        key for key, field in ClaimEntry.model_fields.items() if field.is_required()
    }


def test_the_example_of_the_guide_has_no_editorial_finding(tmp_path: Path) -> None:
    assert judge_source(example(tmp_path), words()["en"], date(2026, 11, 25)) == ()


# --- the vocabulary of disclaimers


def test_every_condition_and_its_values_are_explained() -> None:
    table = {row[0].strip("`"): row[1] for row in rows(part("### When: the conditions"))[1:]}
    assert sorted(table) == sorted(fields(When))
    vocabularies = {
        "intervention_status": EvidenceStatus,
        "intervention_harm": Harm,
        "status": Status,
        "format": Format,
    }
    for condition, values in vocabularies.items():
        assert signs(table[condition]) == [str(value) for value in values], condition


def test_every_place_is_explained_for_every_format() -> None:
    table = [row for row in rows(part("### Where: the places")) if len(row) == len(Format) + 1]
    assert list(table[0][1:]) == list(Format)
    assert [row[0].strip("`") for row in table[1:]] == list(Place)
    assert all(all(row) for row in table)


def test_every_edition_is_named_with_its_format_and_file() -> None:
    table = [row for row in rows(part("### Where: the places")) if len(row) == 3][1:]
    found = {row[0].strip("`"): (row[1], signs(row[2])[0]) for row in table}
    assert found == {one.name: (str(one.format), one.filename) for one in editions()}


def test_every_gap_is_explained_with_what_it_does_while_unset() -> None:
    table = rows(part("### Gaps in a wording"))[1:]
    assert {row[0].strip("`") for row in table} == {f"{{{slot}}}" for slot in Slot}
    never = {row[0].strip("`{}") for row in table if row[2] == "never"}
    assert never == {*JURISDICTION_SLOTS, Slot.VERSION}


def test_every_kind_of_claim_is_explained() -> None:
    assert [row[0].strip("`") for row in rows(part("### Claims"))[1:]] == list(ClaimKind)


def test_limits_that_the_guide_tells_are_those_of_the_program() -> None:
    told = " ".join(text().split())
    for limit in (
        f"larger than {TEXT_LIMIT // 1024} kB",
        f"at most {MAX_BYTES // 2**20} MB and {MAX_PIXELS // 10**6} million dots",
        f"holds {MAX_FIGURES} figures at most, with {MAX_ALL // 2**20} MB together",
        f"below {eyes.LEAST_PT:g} pt on paper ({eyes.LEAST_PT_FOOTER:g} pt at the foot)",
        f"below {eyes.LEAST_PX:g} px on a screen ({eyes.LEAST_PX_FOOTER:g} px at the foot)",
        *(f"{least:g} to 1" for _, _, least, _, _ in CONTRAST),
        *RESERVED_HOSTS,
    ):
        assert limit in told, limit


def test_ids_of_the_templates_can_be_no_id_of_a_section() -> None:
    pages = ("page/page.html", "embed/embed.html", "ebook/text.xhtml", "shared/parts.html")
    used = {found for page in pages for found in re.findall(r' id="([^"{]+)"', text(ROOT / "templates" / page))}
    assert used
    assert all(name.startswith("_") for name in used), used  # a section's id begins with a letter or digit


def test_labels_that_the_guide_quotes_are_printed() -> None:
    printed = set(words()["en"].texts.values())
    for label in ("About this information", "Words explained", "Sources", "Snippets for partner websites"):
        assert f'"{label}"' in text()
        assert label in printed


# --- commands


def options(command: click.Command) -> set[str]:
    found = {name for one in command.params if isinstance(one, click.Option) for name in one.opts if name[:2] == "--"}
    return found | {"--help"}


def test_every_command_and_option_is_told() -> None:
    told = "".join(map(text, FOR_EDITORS))
    for command in (cli, *cli.commands.values()):
        missing = [option for option in options(command) if not re.search(rf"{option}\b", told)]
        assert missing == [], command.name
    for command_name in cli.commands:
        assert re.search(rf"\./run {command_name}\b", told), command_name


def test_every_exit_code_is_told() -> None:
    for document in FOR_EDITORS:
        assert {str(int(code)) for code in Exit} <= {row[0] for row in rows(text(document))}
    assert str(STOPPED) in [row[0] for row in rows(part("## 5. Reading the messages"))]


def calls(document: Path) -> Iterator[str]:
    """Every command of ours that a document shows, in blocks and in lines."""
    prose = text(document)
    for kind, block in FENCE.findall(prose):
        if kind in ("sh", "text"):
            yield from (line for line in block.splitlines() if CALL.match(line))
    yield from (code for code in re.findall(r"`([^`\n]+)`", without_blocks(prose)) if CALL.match(code))


def words_of_run() -> set[str]:
    """The words that `run` knows, from its own list."""
    script = text(ROOT / "run")
    cases = script[script.index("case ${1:-} in") :]
    return {word for line in re.findall(r"^    ([\w |-]+)\)", cases, re.MULTILINE) for word in line.split(" | ")}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_commands_in_documents_exist(document: Path) -> None:
    for call in calls(document):
        program, *arguments = shlex.split(call.replace("python build.py", "build.py"), comments=True)
        if program == "./run" and arguments:
            assert arguments[0] in words_of_run(), call
            if arguments[0] == "test":
                assert set(re.findall(r"--[a-z]+", call)) <= {"--fast"}, call
        understood(call, arguments)


def understood(call: str, arguments: list[str]) -> None:
    """Fails unless the command line knows every command and option of a call."""
    while arguments and arguments[0] in options(cli):
        arguments = arguments[1:]
    if arguments and arguments[0] in cli.commands:
        command = cli.commands[arguments[0]]
        if "--help" in arguments:
            return
        given, rest, _ = command.make_parser(click.Context(command)).parse_args(arguments[1:])
        assert rest == [], call
        assert set(given.get("editions") or ()) <= {one.name for one in editions()}, call


def test_a_call_that_is_wrong_would_be_noticed() -> None:
    with pytest.raises(click.NoSuchOption):
        understood("", ["build", "--editon", "page"])
    with pytest.raises(AssertionError):
        understood("", ["build", "--edition", "poster"])


# --- links


def anchors(document: Path) -> set[str]:
    """The anchors that a viewer of Markdown makes of a document's headings."""
    headings = re.findall(r"^#{1,6} (.+)$", without_blocks(text(document)), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_somewhere(document: Path) -> None:
    for address in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", without_blocks(text(document)))):
        path, _, anchor = address.partition("#")
        if re.match(r"[a-z]+:", address):
            continue
        target = (document.parent / path).resolve() if path else document
        assert target.is_relative_to(ROOT), address
        assert target.exists(), address
        assert not anchor or anchor in anchors(target), address


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_documents_name_no_place_on_one_machine(document: Path) -> None:
    own = "" if document.name == "CONTRIBUTING.md" else "tmp|"  # it shows how to make a bare machine
    assert re.findall(rf"(?<![\w.~<…-])/(?:{own}home|root|work|Users)/[^\s`)]*", text(document)) == []


# --- examples


def words() -> Mapping[str, Any]:
    return read_words(ROOT / "templates/shared/words.yaml")


def picture(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (40, 20), 128).save(path)


def test_the_examples_of_files_make_a_source_that_reads_without_a_finding(tmp_path: Path) -> None:
    examples = dict(FILE.findall(text()))
    assert {Path(path).name for path in examples} == {
        "publication.md",
        "references.yaml",
        "claims.yaml",
        "disclaimers.yaml",
        "glossary.yaml",
        "publisher.yaml",
    }
    publication = example(tmp_path)
    texts = [prose for one in publication.sections for prose in (one.full, one.plain) if prose]
    assert {claim.kind for prose in texts for claim in prose.claims} == set(ClaimKind)
    assert publication.publisher.is_complete
    assert "sleepy" in {one.id for one in publication.disclaimers}


def example(folder: Path) -> Publication:
    """The publication that the guide's examples of files make, read without a finding."""
    (folder / "disclaimers.yaml").write_text(text(ROOT / "templates/new/disclaimers.yaml"), encoding="utf-8")
    for path, content in FILE.findall(text()):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    picture(folder / "hay-fever/figures/nose.png")
    catalogue, findings = read(folder, words())
    assert findings == ()
    return catalogue.publications[0]


def test_what_the_guide_asks_for_makes_a_draft_current_and_nothing_less_does(tmp_path: Path) -> None:
    day = date(2026, 11, 22)
    draft = example(tmp_path)
    assert draft.status(day) is Status.DRAFT
    dates = replace(draft.dates, last_reviewed=day, next_review=date(2027, 11, 22))
    current = replace(draft, reviewers=(Person("Somebody"),), dates=dates, pending=())
    assert [current.status(one) for one in (day, date(2027, 11, 22), date(2027, 11, 23))] == [
        Status.CURRENT,
        Status.CURRENT,
        Status.OVERDUE,
    ]
    told = {
        found for row in rows(part("### What turns a draft into a current publication"))[1:] for found in signs(row[1])
    }
    without = {
        "reviews.yaml": replace(current, pending=("treatment",)),
        "reviewers": replace(current, reviewers=()),
        "last_reviewed": replace(current, dates=replace(dates, last_reviewed=None)),
        "next_review": replace(current, dates=replace(dates, next_review=None)),
        "name": replace(current, publisher=replace(current.publisher, name=None)),
        "base_url": replace(current, publisher=replace(current.publisher, base_url="https://example.org/")),
        "feedback": replace(current, publisher=replace(current.publisher, feedback=None)),
        "formats_contact": replace(current, publisher=replace(current.publisher, formats_contact=None)),
    }
    assert set(without) | {"dates", "publication.md", "source/publisher.yaml"} == told
    assert {one.status(day) for one in without.values()} == {Status.DRAFT}


def fragments() -> list[str]:
    """The pieces of a text that the documents show, without whole publications."""
    blocks = [block for path in FOR_EDITORS for kind, block in FENCE.findall(text(path)) if kind == "markdown"]
    return [block for block in blocks if not block.startswith("---")]


@pytest.mark.parametrize("fragment", fragments())
def test_pieces_of_text_read_without_an_error(fragment: str, tmp_path: Path) -> None:
    whole = f"## A heading {{#a-heading}}\n\n{fragment}\n\n::: plain\nWords.\n:::\n"
    body = fragment if fragment.startswith("## ") else whole
    plain = [section for section in re.split(r"^(?=## )", body, flags=re.MULTILINE) if "::: plain" in section]
    order = [re.findall(r"\{#([\w-]+)", section)[0] for section in plain]
    front = re.sub(r"plain_order:.*", f"plain_order: {order}".replace("'", ""), front_matter())
    folder = tmp_path / "hay-fever"
    folder.mkdir()
    for shared in ("publisher.yaml", "disclaimers.yaml", "glossary.yaml"):
        (tmp_path / shared).write_text(text(ROOT / "templates/new" / shared), encoding="utf-8")
    (folder / "publication.md").write_text(f"{front}\n---\n\n{body}", encoding="utf-8")
    cited = dict.fromkeys(re.findall(r"@([\w-]+)[\];,]", body))
    sources = [f"- {{id: {key}, type: book, title: A book}}" for key in cited]
    (folder / "references.yaml").write_text("\n".join(["references:", *sources]), encoding="utf-8")
    for address in re.findall(r"\((figures/[\w-]+\.png)", body):
        picture(folder / address)
    catalogue, findings = read(tmp_path, words())
    assert findings == ()
    assert len(catalogue.publications) == 1


def front_matter() -> str:
    """The facts of the guide's own example."""
    examples: dict[str, str] = dict(FILE.findall(text()))
    return examples["hay-fever/publication.md"].split("\n---\n", 1)[0]


def test_the_example_of_a_message_is_one_that_the_program_writes() -> None:
    for document in FOR_EDITORS:
        for line in re.findall(r"^source/\S+: (?:error|warning) \w+: .+ — .+$", text(document), re.MULTILINE):
            code, message = re.findall(r"(?:error|warning) (\w+): (.+)$", line)[0]
            assert message in text(ROOT / "tests/cases" / code / "expected.txt"), line
