"""A generated catalogue to measure with: any number of publications, every text and picture different.

`python benchmarks/catalogue.py FOLDER --count 50` writes a source folder for `./run build --source FOLDER`. What is
written depends on the options alone. The prose is put together from the word lists below; it speaks of nobody, and is
not for readers.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
SKELETON = ROOT / "templates" / "new"
SHARED = ("publisher.yaml", "disclaimers.yaml")  # those with which every publication begins
WORDS = 1000  # of a full text
AROUND = 45  # words of a section beside its prose, about: half a paragraph too much, a figure, a list, a heading
SEED = 2026

CONDITIONS = (
    "hay fever", "gout", "eczema", "migraine", "asthma", "tennis elbow", "dry eyes", "back pain", "acne", "heartburn",
    "a sprained ankle", "cold sores", "chilblains", "tinnitus", "a frozen shoulder", "athlete’s foot", "cramp", "hives",
    "a stiff neck", "mouth ulcers", "travel sickness", "shin splints", "a dry cough", "warts", "sunburn", "corns",
    "restless legs", "a blocked nose", "snoring", "nettle rash",
)  # fmt: skip
MOMENTS = (
    "at home", "at work", "on a journey", "in winter", "in summer", "after an operation", "in later life", "at school",
    "during exercise", "at night", "after a fall", "in the first week", "in the second month", "while you wait",
    "in the garden",
)  # fmt: skip
TREATMENTS = (
    ("a cream with urea", "cream"), ("a saline spray", "spray"), ("a warm compress", "compress"),
    ("slow stretching", "exercise"), ("a cooling gel", "gel"), ("a soft brace", "brace"),
    ("breathing exercises", "exercise"), ("a barrier ointment", "ointment"), ("short walks", "exercise"),
    ("a cold pack", "compress"), ("plain eye drops", "drops"), ("a raised pillow", "aid"),
)  # fmt: skip
PLACES = (
    "the skin",
    "the nose",
    "the joint",
    "the calf",
    "the eye",
    "the neck",
    "the foot",
    "the stomach",
    "the throat",
)
FEELINGS = (
    "itching",
    "a dull ache",
    "stiffness",
    "burning",
    "tiredness",
    "swelling",
    "soreness",
    "a tight feeling",
    "dryness",
)
TIMES = (
    "in the morning",
    "before going to bed",
    "after a meal",
    "twice a day",
    "after a bath",
    "at the weekend",
    "before work",
)
PEOPLE = ("a pharmacist", "a nurse", "a doctor", "a physiotherapist", "the care team", "a practice nurse")
THINGS = (
    "a short diary",
    "a list of questions",
    "a timetable",
    "a folder with letters",
    "a calendar",
    "a note on the fridge",
)
CAUSES = (
    "cold air",
    "dust",
    "long sitting",
    "tight clothes",
    "hot water",
    "strong light",
    "a new soap",
    "lack of sleep",
    "stress",
)
MAYBE = ("may", "can", "might")
SOME = ("Some people", "Many readers", "People who have had {condition} before", "Older people", "Young adults")

SENTENCES = (
    "{some} notice {feeling} {time}, and others only when {cause} is added to it.",
    "With {condition}, {place} {maybe} react to {cause}, although the same thing was no trouble before.",
    "It helps to keep {thing} and to write down what was different {moment}.",
    "{person} {maybe} ask when {feeling} began, how long it lasted and what was tried against it.",
    "{treatment} is often used {time}, because {place} has time to settle afterwards.",
    "If {feeling} changes {moment}, it is worth telling {person} about it at the next visit.",
    "Other things, such as {cause} or {cause2}, {maybe} make {feeling} worse for a while.",
    "There is no need to change everything at once: one change, and {thing}, are enough for a start.",
    "When {place} is sore, {treatment} {maybe} be less pleasant than {treatment2}, and a pause does little harm.",
    "{some} find that {treatment} fits better into the day than {treatment2}.",
    "What works {moment} does not always work {time}; that says little about how serious it is.",
    "{person} can show how {treatment} is used, and look at how it goes.",
    "The instructions that come with {treatment} say how long it keeps and how it is stored.",
    "Both {feeling} and {feeling2} {maybe} have other causes than {condition}, which {person} can look for.",
    "It is useful to know who is there {moment}, and how {person} can be reached.",
    "Some days are harder than others, above all after {cause}; {thing} shows whether they become fewer.",
    "A friend or relative {maybe} notice {feeling} earlier than the person who has {condition}.",
    "Before {treatment} is begun, {person} will want to know of allergies and of everything else that is taken.",
    "{place} heals at its own pace, and {cause} {maybe} slow it down {time}.",
    "Where {treatment} and {treatment2} are used together, they are kept some hours apart.",
    "Sleep, food and moving about have a part in it as well, and {cause} is easier to bear after a good night.",
    "The first days with {treatment} are a trial: {thing} helps to judge it by more than a feeling.",
    "If {treatment} is hard to use {moment}, {person} will know of other ways.",
    "Pages on the web and leaflets in shops do not know how {place} looks, and {person} does.",
    "Children, and women who expect a child, are told other things about {treatment} than this text says.",
    "A second look by {person} is no sign of mistrust, and many people ask for one when {feeling} stays.",
    "Cold, heat and {cause} act on {place} in different ways, so what helped {moment} is worth a line in {thing}.",
    "It is all right to stop and to ask when {feeling} and {feeling2} come together {time}.",
    "What {person} says is easier to keep in mind when somebody else listens as well.",
    "Few things about {condition} are urgent, but {feeling} that grows from day to day is looked at sooner.",
)  # fmt: skip
SIMPLE = (
    "Tell {person} if you feel {feeling}.",
    "You can try {treatment}.",
    "Keep {thing}.",
    "Look out for {cause}.",
    "Rest {place} {time}.",
    "Ask {person} how to do it.",
    "You may feel {feeling} {time}.",
)
QUESTIONS = (
    "What could be the cause of {feeling}?", "How is {treatment} used {time}?", "When should I come back?",
    "Who helps me {moment}?", "What could I do about {cause}?", "What are the other choices besides {treatment}?",
    "Is {treatment2} of any use to me?",
)  # fmt: skip

FRONT = """---
id: {id}
version: "{version}"
language: en
titles:
  full: "{title}"
  plain: "{title} in plain words"
main_message:
  full: "{message}"
  plain: "{plain_message}"
audience: Adults who have {condition}, and the people around them
readers_on_treatment: {on_treatment}
jurisdictions: [{jurisdiction}]
conditions: ["{condition}"]
interventions:
- {{name: "{treatment}", kind: {kind}, status: {status}, worst_harm: mild}}
authors: []
reviewers: []
funding: []
competing_interests:
dates:
  updated: 2026-{month:02}-{day:02}
  published:
  last_reviewed:
  next_review:
licence:
canonical_url:
plain_order: [{plain_order}]
---
"""
LETTERS = "abcdefghijklmnopqrstuvwxyz-"  # of a publication’s name
GLOSSARY = """# Words that the generated texts use.
- term: compress
  forms: [compresses]
  full: A folded cloth, warm or cold, that is laid on the body.
  plain: a folded cloth

- term: urea
  forms: []
  full: A substance that holds water in the skin.
  plain: a stuff that keeps skin moist
"""


@dataclass(frozen=True)
class Size:
    """How much there is of each publication: words of the full text, figures, sources."""

    words: int
    figures: int
    sources: int


class Writer:
    """Writes one publication; the same seed and number give the same text."""

    def __init__(self, seed: int, number: int, size: Size) -> None:
        self._dice = random.Random(f"{seed}/{number}")
        self._number, self._size = number, size
        self._left: dict[tuple[str, ...], list[str]] = {}
        pick = self._dice.choice
        self.condition, self.moment = pick(CONDITIONS), pick(MOMENTS)
        self.treatment, self.kind = pick(TREATMENTS)
        self.id = f"p{number:05}-" + "".join(letter for letter in self.condition.replace(" ", "-") if letter in LETTERS)

    def sentence(self, templates: tuple[str, ...]) -> str:
        """A sentence; what it leaves open is about this publication."""
        dice = self._dice
        cause, feeling = dice.sample(CAUSES, 2), dice.sample(FEELINGS, 2)
        treatment2 = dice.choice([name for name, _ in TREATMENTS if name != self.treatment])
        if not (left := self._left.setdefault(templates, [])):  # none comes again before all have come
            left += dice.sample(templates, len(templates))
        said = left.pop().replace("{some}", dice.choice(SOME)).format(
            condition=self.condition, moment=self.moment, treatment=self.treatment, treatment2=treatment2,
            cause=cause[0], cause2=cause[1], feeling=feeling[0], feeling2=feeling[1], place=dice.choice(PLACES),
            time=dice.choice(TIMES), person=dice.choice(PEOPLE), thing=dice.choice(THINGS), maybe=dice.choice(MAYBE),
        )  # fmt: skip
        return upper(said)

    def prose(self, words: int) -> str:
        """Paragraphs of about so many words, each a few sentences long."""
        paragraphs = [""]
        while sum(len(one.split()) for one in paragraphs) < words:
            paragraphs.append(" ".join(self.sentence(SENTENCES) for _ in range(self._dice.randint(2, 3))))
        return "\n\n".join(paragraphs[1:])

    def publication(self) -> str:
        """The whole text: facts, then sections at both levels."""
        dice, sections = self._dice, list(self._sections())
        front = FRONT.format(
            id=self.id,
            version=f"0.{dice.randint(1, 9)}",
            title=f"{upper(self.condition)} {self.moment}: what to know about {self.treatment} ({self._number})",
            message=f"{upper(self.treatment)} may ease {self.condition}. Talk to {dice.choice(PEOPLE)} first.",
            plain_message=f"Talk to {dice.choice(PEOPLE)} about {self.condition}.",
            condition=self.condition,
            on_treatment="true" if self._number % 3 else "false",
            jurisdiction=dice.choice(("UK", "US", "EU")),
            treatment=self.treatment,
            kind=self.kind,
            status=dice.choice(("established", "mixed", "experimental")),
            month=dice.randint(1, 9),
            day=dice.randint(1, 28),
            plain_order=", ".join(name for name, _ in sections),
        )
        return front + "".join(f"\n{text}" for _, text in sections)

    def _sections(self) -> Iterator[tuple[str, str]]:
        if self._size.figures == 0:
            yield "about", self._section("about", "What is it?", self.prose(self._size.words), 2)
            return
        part = self._size.words // 6 - AROUND
        about = f"{self.prose(part)}\n\n{self._figure(1)}"
        yield "about", self._section("about", f"What is known about {self.condition}?", about)
        yield "treatment", self._section("treatment", f"What can be tried {self.moment}?", self._treatment(part))
        yield "harms", self._section("harms", "What can go wrong?", self._harms(part))
        yield "days", self._section("days", "What helps from day to day?", self._days(part))
        yield "unknown", self._section("unknown", "What is not known yet?", self._unknown(part))
        yield "ask", self._section("ask", "What could you ask?", f"{self.prose(part)}\n\n{self._list(QUESTIONS, 4)}", 1)

    def _section(self, name: str, heading: str, full: str, sentences: int = 3) -> str:
        plain = " ".join(self.sentence(SIMPLE) for _ in range(sentences))
        return f'## {heading} {{#{name} plain="{heading}"}}\n\n{full}\n\n::: plain\n{plain}\n:::\n'

    def _treatment(self, words: int) -> str:
        claim = self._claim("benefit", f"{upper(self.treatment)} may ease {self._dice.choice(FEELINGS)}", 1)
        chosen = self._dice.sample(TREATMENTS, 5)
        table = _table("What", "When", [(upper(name), self._dice.choice(TIMES)) for name, _ in chosen])
        return f"{claim} {self.sentence(SENTENCES)}\n\n{table}\n\n{self.prose(words - 40)}"

    def _harms(self, words: int) -> str:
        dice = self._dice
        claim = self._claim("risk", f"It can cause {dice.choice(FEELINGS)} around {dice.choice(PLACES)}", 2)
        rows = [(upper(feeling), dice.choice(CAUSES)) for feeling in dice.sample(FEELINGS, 4)]
        table = _table("What you notice", "What may be behind it", rows)
        return f"{claim} {self.sentence(SENTENCES)}\n\n{self.prose(words - 30)}\n\n{table}"

    def _days(self, words: int) -> str:
        figure = self._figure(2) if self._size.figures > 1 else ""
        return f"{self.prose(words - 60)}\n\n{self._list(SENTENCES, 4)}\n\n{figure}"

    def _unknown(self, words: int) -> str:
        claim = self._claim("uncertainty", f"It is not known who will feel {self._dice.choice(FEELINGS)} less", 3)
        return f"{claim}\n\n{self.prose(words)}"

    def _claim(self, kind: str, said: str, source: int) -> str:
        return f"[{said}]{{.claim kind={kind}}} [@{self._source(source)}]."

    def _list(self, templates: tuple[str, ...], items: int) -> str:
        return "\n".join(f"- {self.sentence(templates)}" for _ in range(items))

    def _figure(self, number: int) -> str:
        feeling = self._dice.choice(FEELINGS)
        alt = f"Bars of different height, one for each week, that stand for {feeling}"
        return f'![{alt}.](figures/weeks-{number}.png "Invented figures: {feeling} from week to week.")'

    def _source(self, number: int) -> str:
        return f"invented-{self._number}-{min(number, self._size.sources)}"

    def references(self) -> str:
        """What it cites: sources that say themselves that they were invented."""
        if not self._size.sources:
            return "references: []\n"
        return "references:\n" + "\n".join(map(self._reference, range(1, self._size.sources + 1)))

    def _reference(self, number: int) -> str:
        dice, case = self._dice, f"imagined case {self._number}-{number}"
        return (
            f"- id: {self._source(number)}\n  type: article-journal\n"
            f'  title: "Invented for measuring: {self.condition} and {dice.choice(CAUSES)}, {case}"\n'
            f"  author:\n  - {{literal: Nobody (invented for measuring)}}\n"
            f"  container-title: Journal of Imagined Numbers\n"
            f"  issued: {{date-parts: [[{dice.randint(2001, 2025)}]]}}\n"
            f'  volume: "{dice.randint(1, 60)}"\n  page: "{number}-{number + 9}"\n'
        )

    def draw(self, path: Path) -> None:
        """A chart of bars; no two are alike."""
        picture = Image.new("RGB", (800, 420), "white")
        pen = ImageDraw.Draw(picture)
        colour = tuple(self._dice.randint(20, 160) for _ in range(3))
        bars = [self._dice.randint(40, 360) for _ in range(12)]
        for place, height in enumerate(bars):
            pen.rectangle((30 + 62 * place, 390 - height, 76 + 62 * place, 390), fill=colour)
        pen.line((20, 390, 780, 390), fill="black", width=3)
        picture.save(path, optimize=False)


def upper(said: str) -> str:
    """The same, as a sentence begins."""
    return said[0].upper() + said[1:]


def _table(first: str, second: str, rows: list[tuple[str, str]]) -> str:
    head = f"| {first} | {second} |\n|:-----|:-----|\n"
    return head + "\n".join(f"| {one} | {other} |" for one, other in rows)


def write(folder: Path, count: int, words: int = WORDS, *, small: bool = False, seed: int = SEED) -> tuple[str, ...]:
    """Writes a source folder with ``count`` publications; returns their names. ``small``: a paragraph and no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHARED:
        copyfile(SKELETON / name, folder / name)
    (folder / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    size = Size(40, 0, 0) if small else Size(words, 2, 3)
    return tuple(_publication(folder, Writer(seed, number, size), size) for number in range(1, count + 1))


def _publication(source: Path, writer: Writer, size: Size) -> str:
    folder = source / writer.id
    folder.mkdir()
    (folder / "publication.md").write_text(writer.publication(), encoding="utf-8")
    (folder / "references.yaml").write_text(writer.references(), encoding="utf-8")
    if size.figures:
        (folder / "figures").mkdir()
    for number in range(1, size.figures + 1):
        writer.draw(folder / "figures" / f"weeks-{number}.png")
    return writer.id


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--words", type=int, default=WORDS, help="of each full text, about")
    parser.add_argument("--small", action="store_true", help="a paragraph each, without figures, tables and sources")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    if asked.folder.exists() and any(asked.folder.iterdir()):
        sys.exit(f"{asked.folder} is not empty")
    names = write(asked.folder, asked.count, asked.words, small=asked.small, seed=asked.seed)
    print(f"{len(names)} publications in {asked.folder}")


if __name__ == "__main__":
    main()
