"""Every edition of every publication, written into a folder, by Imprint's own stages without the checks.

Started by cold_start.py, in a fresh process: `python benchmarks/ours.py FOLDER`.
"""

import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from imprint import reading  # noqa: E402 - the path comes first
from imprint.editions import editions, workshop  # noqa: E402
from imprint.errors import has_errors  # noqa: E402
from imprint.pipeline import Options  # noqa: E402
from imprint.pipeline.making import WORDS, make  # noqa: E402


def main(target: Path) -> None:
    options = Options(ROOT / "source", ROOT / "templates", target, date(2026, 11, 22))
    with workshop(options.templates, tuple(editions())) as shop:
        words = reading.read_words(options.templates / WORDS)
        catalogue, flaws = reading.read(options.source, words, None)
        assert not has_errors(flaws), flaws
        for made in make(catalogue, words, options, shop, lambda _: None):
            assert not made.findings, made.findings
            for path, data in made.files.items():
                file = target / made.publication.id / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
