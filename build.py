#!/usr/bin/env python3
"""The command line of Imprint: parses, calls the pipeline, reports."""

import os
import signal
import sys
from contextlib import ExitStack, nullcontext
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

try:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # until all is loaded Ctrl-C simply ends it; from then on it is told
    import click
except ModuleNotFoundError:
    sys.stderr.write("Imprint is not set up here yet. This installs what is missing, then builds: ./run build\n")
    sys.exit(3)

from imprint.command.guard import Guarded, known
from imprint.errors import Exit, has_errors

if TYPE_CHECKING:
    from imprint.pipeline import Options, Report

ROOT = Path(__file__).resolve().parent
HERE = Path(os.path.relpath(ROOT))  # short names in messages, wherever the command is called from
EXIT_CODES = """
\b
Exit codes:
  0    everything asked for was built and proven (check: is proven)
  1    errors were found; they are listed
  2    the command was not understood
  3    something is missing on this machine, or the output folder cannot be used
  4    verify, verify-embed: it is genuine, but not to be used any more
  130  stopped with Ctrl-C
"""

a_day = click.DateTime(["%Y-%m-%d"])
a_folder = click.Path(exists=True, file_okay=False, path_type=Path)
a_file = click.Path(exists=True, dir_okay=False, path_type=Path)
source_option = click.option(
    "--source", type=a_folder, default=HERE / "source", help="The folder of the texts.  [default: source]"
)
output_option = click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=HERE / "output",
    help="The folder of the finished files.  [default: output]",
)
deep_option = click.option(
    "--deep", is_flag=True, help="Ask the official validators of PDF, EPUB and HTML as well: some minutes."
)
day_option = click.option(
    "--as-of", type=a_day, metavar="DATE", help="The day that it is for, like 2026-11-22.  [default: today, UTC]"
)
publications_argument = click.argument("publications", metavar="[PUBLICATION]…", nargs=-1)


@click.group(cls=Guarded, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show a programmer's details when something nobody foresaw goes wrong.")
def cli(debug: bool) -> None:
    """Make leaflets, web pages, e-books and embeds from one text, and prove that all carry the same warnings.

    \b
    Most of the time you need one command, after each change of a text:
      ./run build
    """


@cli.command(epilog=EXIT_CODES, short_help="Make every edition, prove it, and publish it.")
@publications_argument
@source_option
@output_option
@click.option("--edition", "editions", metavar="NAME", multiple=True, help="Only this edition; may be given again.")
@day_option
@deep_option
@click.option("--release", is_flag=True, help="Publish only what may be given to patients; say what is missing.")
@click.option("--watch", is_flag=True, help="Stay, and build again whenever a file is saved. Ctrl-C ends it.")
@click.option("--explain", is_flag=True, help="Say of every edition why it was built, or not.")
@click.option("--fresh", is_flag=True, help="Make and check everything again, whatever was made before.")
@click.option("--workers", type=click.IntRange(1), help="How many processes work at once.  [default: one per core]")
@click.option("--store", metavar="ADDRESS", help="Where what was made is kept: a folder, or s3://… and the like.")
@click.option("--cluster", metavar="ADDRESS", help="Let a Dask cluster work: tcp://… or tls://…, or local:4 to try it.")
@click.option("--json", "as_json", is_flag=True, help="Print what happens for another program: a line of JSON each.")
@click.pass_context
def build(
    ctx: click.Context,
    /,
    publications: tuple[str, ...],
    source: Path,
    output: Path,
    editions: tuple[str, ...],
    as_of: datetime | None,
    **how: Any,
) -> None:
    """Make every edition of every PUBLICATION (or of those named), prove the finished files, and publish them.

    What has not changed since it was proven is not made again. A publication with an error is not published: what was
    there before stays. A publication taken out of the source folder disappears from the output folder.

    \b
    Examples:
      ./run build
      ./run build --watch                 and look at output/index.html while you write
      ./run build asthma-inhalers
      ./run build asthma-inhalers --edition leaflet --output preview
      ./run build --as-of 2027-06-01      as it would look on that day
      ./run build --deep                  with the verdicts of official validators in the report
      ./run build --release               no draft, nothing overdue, nothing open; says who can supply what is missing
    """
    from imprint import pipeline  # noqa: PLC0415 - a help text needs none of it
    from imprint.command.building import Building  # noqa: PLC0415

    running = Building(how["as_json"], how["explain"])
    ctx.find_root().obj = running

    def wanted() -> "Options":
        browser = pipeline.find_browser(os.environ.get("IMPRINT_BROWSER", ""))
        options = pipeline.Options(source, HERE / "templates", output, _day(as_of), publications, editions, browser)
        store = pipeline.store_address(how["store"], os.environ.get("IMPRINT_STORE_KEY"))
        return replace(options, release=how["release"], fresh=how["fresh"], store=store)

    with ExitStack() as stack:
        hands: list[Any] = []

        def once() -> "Report":
            if not how["deep"] and (report := pipeline.rested(wanted())):
                return report
            options = _complete(wanted(), how["deep"])
            if not hands:
                hands.append(stack.enter_context(pipeline.hands(how["workers"], how["cluster"])))
            with running.progress() as tell:
                return pipeline.build(options, tell, hands[0])

        for _ in pipeline.changes(wanted) if how["watch"] else (None,):
            report = once()
            running.tell(report, output)
    ctx.exit(_code(report))


@cli.command(epilog=EXIT_CODES, short_help="Prove the finished files again, as they are now.")
@publications_argument
@source_option
@output_option
@day_option
@click.option("--json", "as_json", is_flag=True, help="Print the findings for another program, as JSON.")
@deep_option
@click.pass_context
def check(
    ctx: click.Context,
    publications: tuple[str, ...],
    source: Path,
    output: Path,
    as_of: datetime | None,
    as_json: bool,
    deep: bool,
) -> None:
    """Read the finished files again and prove them against the texts, as they are now. Changes nothing.

    \b
    Examples:
      ./run check
      ./run check --deep                  and what official validators say of every file
      ./run check --as-of 2027-06-01      what will be out of date on that day?
      ./run check --json > findings.json
    """
    pipeline = _pipeline()
    from imprint.command import summary  # noqa: PLC0415
    from imprint.command.screen import Screen  # noqa: PLC0415

    ctx.find_root().obj = screen = Screen(as_json)
    browser = pipeline.find_browser(os.environ.get("IMPRINT_BROWSER", ""))
    options = pipeline.Options(source, HERE / "templates", output, _day(as_of), publications, browser=browser)
    options = _complete(options)
    with screen.progress() as tell:
        report = pipeline.check(options, lambda step: tell(step.publication, step.text))
        if deep:
            tools = pipeline.find_tools(options.browser, Path(sys.prefix, "npm"))
            report = pipeline.validate(report, options, tools, lambda step: tell(step.publication, step.text))
    facts = {"proven": report.proven, "not_proven": report.withheld, "files": report.files, "browser": report.browser}
    if deep:
        facts["verdicts"] = [asdict(verdict) for verdict in report.verdicts]
    if deep and not as_json:
        screen.table(("Validator", "Version", "File", "Verdict"), summary.verdicts(report.verdicts), wide="File")
    screen.result(report.findings, (*summary.of_check(report), *summary.of_verdicts(report.verdicts)), **facts)
    ctx.exit(_code(report))


@cli.command(epilog=EXIT_CODES, short_help="Tell whether files in hand are genuine and current.")
@click.argument(
    "files", metavar="FILE…", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@output_option
@day_option
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts for another program, as JSON.")
@click.pass_context
def verify(ctx: click.Context, files: tuple[Path, ...], output: Path, as_of: datetime | None, as_json: bool) -> None:
    """Tell of each FILE that somebody has in hand whether it is genuine and current, superseded, or altered.

    It is compared, byte for byte, with all that is published in the output folder and with all that ever was.

    \b
    Examples:
      ./run verify ~/Downloads/leaflet.pdf
      ./run verify *.pdf --as-of 2027-06-01
    """
    pipeline = _pipeline()
    from imprint.command.screen import Screen  # noqa: PLC0415

    ctx.find_root().obj = screen = Screen(as_json)
    verified = pipeline.verify(files, pipeline.Options(HERE / "source", HERE / "templates", output, _day(as_of)))
    lines = (f"{one.file}: {one.told}." for one in verified)
    screen.result((), lines, verified=[one.as_facts() for one in verified])
    ctx.exit(pipeline.exit_code(verified))


@cli.command("verify-embed", epilog=EXIT_CODES, short_help="Tell whether partners' pages show what is published.")
@click.argument("pages", metavar="[URL|FILE]…", nargs=-1)
@click.option("--list", "listed", type=a_file, help="A file with more of them, one a line; # begins a remark.")
@output_option
@day_option
@click.option("--render", is_flag=True, help="Look at each page in headless Chromium as well: is every warning seen?")
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts for another program, as JSON.")
@click.pass_context
def verify_embed(
    ctx: click.Context,
    pages: tuple[str, ...],
    listed: Path | None,
    output: Path,
    as_of: datetime | None,
    render: bool,
    as_json: bool,
) -> None:
    """Tell of each partner's page, a URL or a saved FILE, what of ours it shows: which version, unaltered, up to date.

    Only public addresses with https:// are fetched. A partner can still hide what is around the embed, or show a
    checker another page than readers.

    \b
    Examples:
      ./run verify-embed https://partner.example/hay-fever
      ./run verify-embed saved.html --render
      ./run verify-embed --list partners.txt
    """
    pipeline = _pipeline()
    from imprint.command import embeds  # noqa: PLC0415
    from imprint.command.screen import Screen  # noqa: PLC0415

    ctx.find_root().obj = screen = Screen(as_json)
    asked = embeds.asked(pages, listed)
    options = pipeline.Options(HERE / "source", HERE / "templates", output, _day(as_of))
    browser = pipeline.find_browser(os.environ.get("IMPRINT_BROWSER", "")) if render else None
    sandbox = os.geteuid() != 0  # Chromium has none for root
    with screen.progress() as tell, pipeline.rendering(browser, sandbox=sandbox) if render else nullcontext() as eye:
        told = pipeline.verify_embeds(asked, options, render=eye, tell=lambda step: tell(step.publication, step.text))
    if listed and not as_json:
        screen.table(("Page", "Verdict", "Shows"), embeds.rows(told), wide="Page")
    findings = [one for page in told for one in page.findings]
    screen.result(findings, embeds.lines(told), pages=[page.as_facts() for page in told])
    ctx.exit(pipeline.embeds_exit_code(told))


@cli.command(short_help="Show how everything stands today: the morning look.")
@source_option
@output_option
@day_option
@click.option("--json", "as_json", is_flag=True, help="Print it for another program, as JSON.")
@click.pass_context
def status(ctx: click.Context, source: Path, output: Path, as_of: datetime | None, as_json: bool) -> None:
    """Show every publication: its status, when its review is due, what waits for a sign-off, what is open in its text.

    The same is written to status.html in the output folder. Nothing is built.

    \b
    Examples:
      ./run status
      ./run status --as-of 2027-06-01     how will it stand on that day?
    """
    pipeline = _pipeline()
    from imprint.command.screen import Screen  # noqa: PLC0415

    ctx.find_root().obj = screen = Screen(as_json)
    day = _day(as_of)
    morning = pipeline.morning(pipeline.Options(source, HERE / "templates", output, day))
    if as_json:
        screen.result((), as_of=day.isoformat(), publications=morning.facts, page=morning.page)
        return
    screen.table(("Publication", "Title", "Status", "Review", "Signed off", "Open"), morning.rows, wide="Title")
    screen.result(morning.findings)
    unwritten = "Nothing is published yet, so no status.html was written. To publish: ./run build\n"
    unwritten += "To see what is open in a text: ./run review PUBLICATION"
    click.echo(f"The same, with every finding: {morning.page}" if morning.page else unwritten, err=True)


@cli.command("list", short_help="Show which publications there are.")
@source_option
@day_option
def list_(source: Path, as_of: datetime | None) -> None:
    """List the publications: title, language, status, version, and how many findings their texts have.

    \b
    Example:
      ./run list
    """
    pipeline = _pipeline()
    from imprint.command import summary  # noqa: PLC0415
    from imprint.command.screen import Screen  # noqa: PLC0415

    options = pipeline.Options(source, HERE / "templates", HERE / "output", _day(as_of))
    rows, findings = pipeline.listing(options)
    titles = ("Publication", "Title", "Language", "Status", "Version", "Editions", "Findings")
    facts = ("publication", "title", "language", "status", "version")
    cells = [
        (*(getattr(row, fact) for fact in facts), str(len(row.editions)), summary.tally(row.findings) or "none")
        for row in rows
    ]
    Screen().table(titles, cells, wide="Title")
    click.echo(f"The editions: {', '.join(pipeline.edition_names())}.", err=True)
    if findings:
        click.echo(f"{summary.tally(findings)} in all. To see each: ./run build", err=True)


@cli.command(short_help="Begin a publication.")
@click.argument("publication")
@click.option(
    "--source",
    type=click.Path(file_okay=False, path_type=Path),
    default=HERE / "source",
    help="The folder of the texts; made if it is not there.  [default: source]",
)
@day_option
def new(publication: str, source: Path, as_of: datetime | None) -> None:
    """Begin a PUBLICATION: a folder with a text to overwrite, in which every setting is explained. It builds at once.

    The name becomes a part of web addresses: small letters a to z, digits and hyphens.

    \b
    Example:
      ./run new asthma-inhalers
    """
    from imprint.command.beginning import begin, slug  # noqa: PLC0415

    if not slug(publication):
        raise click.UsageError("Give the new publication a name of small letters, digits and hyphens.")
    if slug(publication) != publication:
        raise click.UsageError(f"“{publication}” cannot be the name of a folder here. How about “{slug(publication)}”?")
    if (source / publication).exists():
        raise click.UsageError(
            f"There is a {source / publication} already. Choose another name, or edit what is there."
        )
    for path in begin(publication, source, HERE / "templates" / "new", _day(as_of)):
        click.echo(f"wrote {path}")
    click.echo(f"Now write your text in {source / publication / 'publication.md'}, then: ./run build")


@cli.command(epilog=EXIT_CODES, short_help="Show what changed since it was signed off, and sign it off.")
@click.argument("publication")
@source_option
@click.option("--section", "sections", metavar="ID", multiple=True, help="Only this section; may be given again.")
@click.option("--all", "everything", is_flag=True, help="All sections, also those that are signed off.")
@click.option("--approve", "decision", flag_value="approved", help="Sign off what is shown.")
@click.option("--changes-needed", "decision", flag_value="changes-needed", help="Record that it must be changed.")
@click.option("--by", metavar="NAME", help="Who decides.")
@click.option("--role", metavar="ROLE", help="What qualifies them.")
@click.option("--scope", metavar="WORDS", help="What they have looked at, for example: doses and risks.")
@day_option
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write what changed into this file.")
def review(publication: str, source: Path, as_of: datetime | None, html: Path | None, **given: Any) -> None:
    """Show, section by section, what changed in a PUBLICATION since it was signed off, and record a decision.

    Decisions go into the file reviews.yaml in the publication's folder. Without the options that a decision needs,
    it asks. The section "*" stands for the titles, the main message, the disclaimers and the glossary.

    \b
    Examples:
      ./run review asthma-inhalers
      ./run review asthma-inhalers --html review.html
      ./run review asthma-inhalers --section doses --approve --by "A Name" --role pharmacist --scope doses
    """
    pipeline = _pipeline()
    from imprint.command import reviewing  # noqa: PLC0415
    from imprint.command.screen import Screen  # noqa: PLC0415

    known(publication, pipeline.names(source), "publication")
    click.get_current_context().find_root().obj = screen = Screen()
    options = pipeline.Options(source, HERE / "templates", HERE / "output", _day(as_of), (publication,))
    held = pipeline.review(options)
    screen.result(held.findings)
    if held.publication is None:
        raise click.exceptions.Exit(Exit.ERRORS)
    asked = reviewing.Asked(publication, options.as_of, **given)
    chosen = reviewing.chosen(held.changes, asked, sys.stdin.isatty())
    if html:
        reviewing.write(html, pipeline.review_page(held.publication, chosen, options))
    file = pipeline.reviews_file(options)
    for decided in reviewing.decisions(chosen, asked, screen, sys.stdin.isatty()):
        reviewing.write(file, pipeline.with_decisions(reviewing.text_of(file), decided, file))
    now = pipeline.review(options)
    for line in reviewing.outcome(held, now, asked, file, html):
        screen.out.print(line)


def _pipeline() -> ModuleType:
    """The pipeline, imported late since a help text needs none of it, and only where all that it needs is installed."""
    from imprint.command import environment  # noqa: PLC0415

    environment.require()
    from imprint import pipeline  # noqa: PLC0415

    return pipeline


def _complete(options: "Options", deep: bool = False) -> "Options":
    """The options of a build or check, once the machine has what they need and the names in them are known."""
    pipeline = _pipeline()
    for name in options.publications:
        known(name, pipeline.names(options.source), "publication")
    for name in options.editions:
        known(name, pipeline.edition_names(), "edition")
    tools = pipeline.find_tools(options.browser, Path(sys.prefix, "npm")) if deep else None
    return replace(options, lacking=pipeline.find_lacking(), tools=tools)


def _code(report: "Report") -> Exit:
    spotless = all(verdict.passes for verdict in report.verdicts)  # of a validator, a warning counts as well
    return Exit.PROVEN if spotless and not has_errors(report.findings) else Exit.ERRORS


def _day(as_of: datetime | None) -> date:
    """The day asked for, or today in UTC: the one moment at which Imprint looks at the clock for its texts."""
    return (as_of or datetime.now(UTC)).date()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    cli()
