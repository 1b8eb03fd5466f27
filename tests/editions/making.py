"""Makes every edition of a sample as a build does; as a program it prints a digest of each file.

    python -m tests.editions.making TEMPLATES

Tests start it under other hash seeds, time zones and folders.
"""

import hashlib
import sys
from pathlib import Path

from imprint.editions import Workshop, editions, workshop
from imprint.model import Catalogue, Publication
from imprint.pipeline import Options
from imprint.pipeline.making import make
from tests.samples import PUBLISHER, TODAY, publication, reviewed, words

Files = dict[str, bytes]


def made(of: Publication, shop: Workshop) -> Files:
    """The finished files of a publication, by their paths in its folder; no finding may come of them."""
    options = Options(Path("source"), shop.templates, Path("output"), TODAY)
    (one,) = make(Catalogue((of,), PUBLISHER), {"en": words()}, options, shop, lambda _: None)
    assert not one.findings, [str(finding) for finding in one.findings]
    return dict(one.files)


def main(templates: Path) -> None:
    with workshop(templates, tuple(editions())) as shop:
        for name, of in (("draft", publication()), ("reviewed", reviewed())):
            for path, data in sorted(made(of, shop).items()):
                sys.stdout.write(f"{hashlib.sha256(data).hexdigest()} {name}/{path}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
