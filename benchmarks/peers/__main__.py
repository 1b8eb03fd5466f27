"""One peer, run in a process of its own: `python -m benchmarks.peers NAME TOOLS TEXTS OUTPUT WORKERS`."""

import sys
from pathlib import Path

from benchmarks.peers import asciidoctor, chromium, sphinx, typst, vivliostyle
from benchmarks.peers.common import load

RUN = {
    "asciidoctor": asciidoctor.run,
    "chromium": chromium.run,
    "sphinx": sphinx.run,
    "typst": typst.run,
    "vivliostyle": vivliostyle.run,
}

if __name__ == "__main__":
    name, tools, texts, output, workers = sys.argv[1:]
    RUN[name](Path(texts), Path(output), load(Path(tools)), int(workers))
