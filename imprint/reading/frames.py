"""Reads the quality frames (``frames.yaml``): data, since each criterion is somebody else's."""

from functools import cache
from pathlib import Path

from imprint.errors import ImprintError
from imprint.model import Criterion, Frame
from imprint.reading.files import read_text
from imprint.reading.report import Report
from imprint.reading.schema import Maybe, Shape, fit
from imprint.reading.yaml_loader import load

_FILE = Path(__file__).with_name("frames.yaml")


class CriterionEntry(Shape):
    """One criterion as written."""

    id: str
    part: str
    asks: str
    proved_by: tuple[str, ...] = ()
    helped_by: tuple[str, ...] = ()
    needs: Maybe[str] = None


class FrameEntry(Shape):
    """One frame as written."""

    id: str
    name: str
    source: str
    note: str
    criteria: tuple[CriterionEntry, ...]

    def frame(self) -> Frame:
        """The frame as the model has it."""
        criteria = (
            Criterion(one.id, one.part, one.asks, one.proved_by, one.helped_by, one.needs or "")
            for one in self.criteria
        )
        return Frame(self.id, self.name, self.source, self.note, tuple(criteria))


class _File(Shape):
    frames: tuple[FrameEntry, ...]


@cache
def frames() -> tuple[Frame, ...]:
    """The frames in the order in which reports list them."""
    report = Report(_FILE.name)
    text = read_text(_FILE, report)
    tree = load(text, report) if text is not None else None
    entry = fit(_File, tree, report) if tree else None
    if entry is None or report.has_errors:
        raise ImprintError(report.findings)
    return tuple(one.frame() for one in entry.frames)
