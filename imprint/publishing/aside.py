"""Where files lie that must not be published: beside the generations of output/, in a place that the build names."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from imprint.publishing.generations import Generations, understandable
from imprint.publishing.manifest import safe

ASIDE = "withheld"


def lay_aside(output: Path, files: Mapping[str, bytes]) -> Path:
    """Puts files where no server and no check finds them, in place of the last build's; the lock must be held.

    Returns their folder as the caller would name it. E012 when they cannot be written.
    """
    generations = Generations(output)
    with understandable(output):
        shutil.rmtree(generations.folder / ASIDE, ignore_errors=True)
        for path, data in files.items():
            target = generations.folder / ASIDE / safe(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return output.parent / generations.folder.name / ASIDE
