"""One publication's whole way, from its folder to proven files in the store; what was made before is taken from there.

It runs wherever a build has it run: in the program's own process, in a worker of the crew, on a cluster.
"""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from imprint import editorial, publishing, reading, reporting
from imprint.codes import bars_release
from imprint.editions import Layouts, Workshop, layouts, press_room, workshop
from imprint.errors import Finding, has_errors
from imprint.forks import ForkServer
from imprint.model import Publication, Words
from imprint.pipeline import fingerprints
from imprint.pipeline.keys import Key, Means, action_key, explained, means_now, report_key
from imprint.pipeline.lists import judged_report
from imprint.pipeline.made import Made
from imprint.pipeline.making import WORDS, Making, chosen, editions_of, make, possible, words_of
from imprint.pipeline.naming import renamed
from imprint.pipeline.options import Explained, Options
from imprint.pipeline.proving import Looking, looking, prove
from imprint.pipeline.remembering import Memory
from imprint.pipeline.resting import SHARED
from imprint.pipeline.telling import own, reports_of, with_report
from imprint.storing import Store, StoreAddress, open_store
from imprint.validating import Verdict

SHORT = 12  # digits of a digest that are enough to tell what has changed
STORE = "store"  # beside the generations of output/, so that the same disk holds both
_DAY = timedelta(days=1)
_DAYLESS = frozenset({"sections", "figures", "references", "glossary", "disclaimers", "lines"})


@dataclass(frozen=True)
class Job:
    """A publication to build, by its folder's name.

    ``before`` is what the keys of its editions were made up of when it was proven last, by edition, to explain what
    has changed. ``made`` are the editions that were made for it beforehand. Where it ``is_published``, also the keys
    of editions that are not asked for are told: what is published of them must fit. ``laid`` are the same options with
    folders of this machine, where it has but copies of the files: findings name those of ``options`` all the same.
    """

    name: str
    options: Options
    before: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    made: frozenset[str] = frozenset()
    is_published: bool = True
    laid: Options | None = None

    @property
    def here(self) -> Options:
        """The options with the folders in which the files are to be found."""
        return self.laid or self.options


@dataclass(frozen=True)
class Part:
    """A part of a job, done beforehand so that several processes share it; what comes of it is in the store."""

    job: Job
    editions: tuple[str, ...]
    is_proven: bool  # whether they are to be proven, for which all must be made already; or only made


@dataclass(frozen=True)
class Done:
    """What became of a job; the bytes are in the store, by their sha256.

    ``about`` is the publication without its text, ``stand`` how it stands in its source. ``entries`` and ``keys`` are
    empty where it has errors; then ``reports`` tell of them, by path. ``parts`` are what the keys are made up of.
    ``since`` and ``until`` bound the days on which nothing of this would be another.
    """

    name: str
    findings: tuple[Finding, ...]
    stand: reporting.Stand
    about: Publication | None = None
    record: publishing.Record | None = None
    entries: tuple[publishing.Entry, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reports: Mapping[str, str] = field(default_factory=dict)
    explained: tuple[Explained, ...] = ()
    since: date = date.min
    until: date | None = None
    browser: str | None = None
    unfit: tuple[Finding, ...] = ()  # what is wrong with the browser
    verdicts: tuple[Verdict, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """The paths in output/ of the files that report on it."""
        return tuple(line.path for line in self.entries if line.edition in publishing.ABOUT)

    @property
    def is_proven(self) -> bool:
        """True when it can be published."""
        return self.record is not None


@dataclass(frozen=True)
class Bench:
    """The tools of a process that does jobs, opened once for all of them."""

    words: Mapping[str, Words]
    shop: Workshop
    store: Store
    looking: Looking
    means: Means
    _common: dict[str, reading.Common] = field(default_factory=dict)  # by the fingerprint of its files

    def common(self, source: Path) -> reading.Common:
        """What all publications of a source share; it is read again once one of its files has changed."""
        state = fingerprints.of_files(source / name for name in SHARED)
        if state not in self._common:
            self._common.clear()
            self._common[state] = reading.read_common(source, self.words)
        return self._common[state]


def address_of(options: Options) -> StoreAddress:
    """Where what was made is kept."""
    return options.store or StoreAddress(str(publishing.beside(options.output) / STORE))


def store_of(options: Options) -> Store:
    """The store, opened. Raises ImprintError (E025) where it cannot be."""
    return open_store(address_of(options), publishing.beside(options.output) / STORE)


@contextmanager
def bench(options: Options, presses: int = 2, room: ForkServer | None = None) -> Iterator[Bench]:
    """The tools for jobs with these options; the presses warm up meanwhile."""
    words = reading.read_words(options.templates / WORDS)
    with workshop(options.templates, possible(options), presses, room) as shop, looking(options.browser) as eyes:
        yield Bench(words, shop, store_of(options), eyes, means_now())


@dataclass(frozen=True)
class Proved:
    """A publication with its finished files, checked and judged; None where its source has errors."""

    job: Job
    flaws: tuple[Finding, ...]  # of its source, and of what all publications share
    made: Made | None = None
    stand: tuple[Finding, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    explained: tuple[Explained, ...] = ()
    browser: str | None = None


_held: dict[tuple[object, ...], tuple[ExitStack, Bench]] = {}  # of a worker process, which does one job at a time


_room: list[ForkServer] = []  # where the presses of all workers are forked, once there is one


@contextmanager
def shared_presses() -> Iterator[None]:
    """All processes that are forked meanwhile have their presses forked in one room."""
    with press_room() as room:
        _room.append(room)
        try:
            yield
        finally:
            _room.clear()


def errand(job: Job) -> Done:
    """Does a job in a worker process, which keeps its tools for the next one."""
    return do(job, kept_tools(job.here))


def prepare(part: Part) -> frozenset[str]:
    """Does a part of a job in a worker process, and returns the editions that it has made.

    What is wrong is told when the job itself is done.
    """
    tools, options = kept_tools(part.job.options), part.job.options
    one, _ = reading.read_one(options.source, part.job.name, tools.common(options.source))
    if one is None:
        return frozenset()
    spoken, memory = words_of(one, tools.words), Memory(tools.store)
    keys = keys_of(one, spoken, options, layouts(tools.shop.environment), tools.means, only_asked=True)
    wanted = () if part.is_proven else part.editions
    asked = replace(options, editions=wanted or options.editions)
    made, makings = make(one, spoken, asked, tools.shop, {name: key.value for name, key in keys.items()}, memory)
    if part.is_proven:
        prove(made, spoken, options, tools.looking, memory, tools.means, part.editions)
    return frozenset(making.edition.name for making in makings if not making.is_reused)


def kept_tools(options: Options) -> Bench:
    """The tools of a worker process for these options; those for others are put away."""
    wanted = (options.templates, options.output, options.browser, options.lacking, options.store)
    kind = (*wanted, fingerprints.of_folder(str(options.templates)))
    if kind not in _held:
        put_away()
        stack = ExitStack()
        _held[kind] = stack, stack.enter_context(bench(options, presses=1, room=_room[0] if _room else None))
    return _held[kind][1]


def put_away() -> None:
    """Closes the tools that a worker process holds."""
    while _held:
        _held.popitem()[1][0].close()


def do(job: Job, tools: Bench) -> Done:
    """Does a job. Raises ImprintError where the machine, not the text, keeps it from being done."""
    return finish(proved(job, tools), tools)


def proved(job: Job, tools: Bench) -> Proved:
    """Reads, makes, checks and judges; what it has made and found is in the store."""
    options, words = job.options, tools.words
    source = job.here.source
    common = tools.common(source)
    read = common.findings, *reading.read_one(source, job.name, common)
    shared, one, flaws = renamed(read, source, options.source)
    if one is None:
        failed = Explained(job.name, "", "failed", "its text cannot be read")
        return Proved(job, (*shared, *flaws), stand=flaws, explained=(failed,))
    spoken = words_of(one, words)
    memory, templates = Memory(tools.store, options.fresh), layouts(tools.shop.environment)
    keys = keys_of(one, spoken, options, templates, tools.means, only_asked=not job.is_published)
    finished = make(one, spoken, options, tools.shop, {name: key.value for name, key in keys.items()}, memory)
    made, makings = renamed(finished, job.here.templates, options.templates)
    judged = editorial.judge_source(one, spoken, options.as_of)
    checked, browser = prove(made, spoken, options, tools.looking, memory, tools.means)
    whole = edited(checked, judged, spoken, options, (*shared, *flaws))
    told = {reporting.REPORT: report_key(one, spoken, templates, tools.means)}
    return Proved(
        job,
        (*shared, *flaws),
        whole,
        editorial.settle((*flaws, *judged), one, is_built=False),
        {name: key.value for name, key in keys.items()} | told,
        {name: {part: value[:SHORT] for part, value in key.parts.items()} for name, key in keys.items()},
        tuple(_explained(making, keys[making.edition.name], job) for making in makings),
        browser,
    )


def _explained(making: Making, key: Key, job: Job) -> Explained:
    name = making.edition.name
    if has_errors(making.made.flaws):
        return Explained(job.name, name, "failed", making.made.flaws[0].message)
    is_reused = making.is_reused and name not in job.made
    action = "reused" if is_reused else "built"
    if job.options.fresh:
        return Explained(job.name, name, action, "everything was to be made again")
    return Explained(job.name, name, action, explained(key, job.before.get(name, {}), is_reused))


def keys_of(
    one: Publication, words: Words, options: Options, templates: Layouts, means: Means, *, only_asked: bool = False
) -> Mapping[str, Key]:
    """The keys of all editions that the publication can have here, or of those asked for, by their names."""
    offered = possible(options)
    return {
        edition.name: action_key(one, edition, words, options.as_of, templates, offered, means)
        for edition in (chosen(one, options) if only_asked else editions_of(one, options))
    }


def finish(one: Proved, tools: Bench) -> Done:
    """Writes the report, and lays everything into the store."""
    job, made = one.job, one.made
    if made is None:
        stand = reporting.Stand(job.name, None, job.options.as_of, one.stand)
        return Done(job.name, one.stand, stand, explained=one.explained, unfit=tools.looking.unfit)
    publication, as_of = made.publication, job.options.as_of
    told = with_report(made, one.flaws, tools.words, job.options, one.browser, tools.shop)
    if not has_errors(told.findings):
        folder = (job.options.output / told.folder).as_posix()
        told = replace(told, findings=(*told.findings, *judged_report(told.files, folder)))
    digests = {artefact.path: tools.store.add(artefact.data) for artefact in told.artefacts}
    known = reporting.known(publication, words_of(publication, tools.words), as_of)
    done = Done(
        job.name,
        (*(flaw for flaw in one.flaws if not _is_shared(flaw, job.options)), *told.findings),
        reporting.Stand(job.name, known, as_of, one.stand),
        _bare(publication),
        parts=one.parts,
        explained=one.explained,
        browser=one.browser,
        unfit=tools.looking.unfit,
        verdicts=made.verdicts,
    )
    if has_errors(told.findings):
        return replace(done, reports={path: digests[path.split("/", 2)[2]] for path in reports_of(told)})
    since, until = _standing(publication, as_of)
    entries = tuple(publishing.entry(artefact, one.keys[artefact.edition]) for artefact in told.artefacts)
    status = publication.status(as_of)
    record = publishing.Record(
        publication.id, publication.language, publication.version, publication.titles, status, as_of, one.browser
    )
    return replace(done, record=record, entries=entries, keys=one.keys, since=since, until=until)


def edited(made: Made, judged: Sequence[Finding], words: Words, options: Options, flaws: Sequence[Finding]) -> Made:
    """The same, with what the editorial rules find in the text (``judged``) and, where there is evidence, in the files.

    A notice that stands in for an edition has nothing of the text that they judge. For a release, what bars it is an
    error, also of what was found in the source (``flaws``).
    """
    one = made.publication
    folder = (options.output / made.folder).as_posix()
    told = [shown for shown in made.evidence if any(said.section for said in shown.said)]
    found = (*judged, *editorial.judge_finished(one, words, options.as_of, told, folder))
    read = own(flaws, one.id, options)  # told by whoever reads; a person may have accepted some of it
    every = editorial.settle((*read, *made.findings, *found), one)
    settled = every[len(read) :]
    if not options.release:
        return replace(made, findings=settled)
    barring = (flaw for flaw in every[: len(read)] if bars_release(flaw) and not flaw.is_error)
    return replace(made, findings=editorial.for_release(one, (*barring, *settled), options.as_of))


def _is_shared(flaw: Finding, options: Options) -> bool:
    """Whether it was found in what all publications share: that is told once for all of them."""
    return Path(flaw.where.path).parent == options.source


def _bare(one: Publication) -> Publication:
    """The publication without what only its own editions need: small enough to be sent about."""
    nothing: tuple[()] = ()
    return replace(
        one, sections=nothing, plain_order=nothing, figures=nothing, references=nothing, glossary=nothing,
        disclaimers=nothing, reviews=nothing, accepted=nothing, claims=nothing, scores=nothing, lines=nothing,
    )  # fmt: skip


def _standing(one: Publication, as_of: date) -> tuple[date, date | None]:
    """The days around the given one on which everything is the same: any day that is recorded may be a turn."""
    turns = sorted({turn for day in _days(one) for turn in (day, day + _DAY)})
    place = bisect(turns, as_of)
    return turns[place - 1] if place else date.min, turns[place] if place < len(turns) else None


def _days(value: object) -> Iterator[date]:
    """Every day that stands anywhere in a publication."""
    if isinstance(value, date):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _days(part)
    elif is_dataclass(value):
        for name in vars(value):
            if name not in _DAYLESS:
                yield from _days(getattr(value, name))
