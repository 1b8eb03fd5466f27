"""What the rows are measured with: the catalogues and texts, fresh folders, and one run of one command."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks import catalogue, measuring, texts
from benchmarks.measuring import Attempt, Taken, Took
from benchmarks.peers import asciidoctor, sphinx
from benchmarks.peers.common import Tools


@dataclass(frozen=True)
class Row:
    """One line of the table: what was reached, and whether that is the target; None where it was not measured."""

    figure: str
    target: str
    reached: str
    met: bool | None
    samples: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Bench:
    """A folder to work in, the counts that were asked for, and who is told."""

    folder: Path
    tools: Tools
    repeat: int
    count: int  # publications with tables and figures
    many: int  # of the incremental figures
    sizes: tuple[int, int, int]  # small publications: the growth; the last two are those with nothing to do
    peers: frozenset[str]  # only these; all when empty
    tell: Callable[[str], None]

    def source(self, count: int, *, small: bool = False) -> Path:
        """A catalogue, made once."""
        folder = self.folder / f"source-{count}{'-small' if small else ''}"
        if not folder.exists():
            self.tell(f"  {count} {'small ' if small else ''}publications are written")
            catalogue.write(folder, count, small=small)
        return folder

    def copy(self, source: Path) -> Path:
        """The same catalogue once more, to be changed."""
        folder = self.folder / "changed"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)
        return folder

    def alone(self, source: Path, name: str) -> Path:
        """One publication of a catalogue, as if it had no others."""
        folder = self.folder / "alone"
        shutil.rmtree(folder, ignore_errors=True)
        others = {path.name for path in source.iterdir() if path.is_dir()} - {name}
        shutil.copytree(source, folder, ignore=lambda at, names: others & {*names} if Path(at) == source else ())
        return folder

    def texts(self, count: int) -> Path:
        """The same for the peers, in their own formats where they have one; made once, not measured."""
        folder = self.folder / f"peers-{count}" / "texts"
        if not folder.exists():
            source = self.source(count)
            texts.write(source, sorted(path.name for path in source.iterdir() if path.is_dir()), folder)
            for peer in (sphinx, asciidoctor):
                peer.prepare(folder, self.tools)
            self.tools.save(self.tools_file)
        return folder

    @property
    def tools_file(self) -> Path:
        """Where the peers read what the tools are."""
        return self.folder / "tools.json"

    def fresh(self, name: str) -> Path:
        """An address where nothing is: neither an output, nor anything kept beside one."""
        folder = self.folder / "made" / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder / "output"

    def once(self, command: Sequence[str], *, memory: bool = False) -> Took:
        """One run of a command."""
        return measuring.run(command, self.folder, memory=memory)

    def into(self, name: str, command: Callable[[Path], list[str]], files: Mapping[str, int]) -> Attempt:
        """An attempt that makes files at a fresh address; so many of each suffix must be there in the end."""

        def attempt(_turn: int, memory: bool) -> Took:
            output = self.fresh(name)
            took = self.once(command(output), memory=memory)
            for suffix, wanted in files.items():
                found = sum(1 for _ in output.rglob(f"*{suffix}"))
                if found < wanted:
                    raise measuring.FailedError(f"{name} made {found} {suffix} instead of {wanted}")
            return took

        return attempt

    def interleaved(self, attempts: Mapping[str, Attempt], repeat: int | None = None) -> Taken:
        """All of them in turn; whoever fails is missing in what comes back."""
        return measuring.interleaved(attempts, repeat or self.repeat, self.tell)


def samples(taken: Taken) -> dict[str, object]:
    """All that was measured, for the file beside the table."""
    return {name: [asdict(took) for took in runs] for name, runs in taken.items()}


def needed(taken: Taken, *names: str) -> None:
    """Raises FailedError where one of them did not get through."""
    if lost := [name for name in names if name not in taken]:
        raise measuring.FailedError(f"{', '.join(lost)} did not get through: see above")
