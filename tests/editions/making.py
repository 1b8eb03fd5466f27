"""Makes every edition of a sample as a build does; as a program it prints a digest of each file.

    python -m tests.editions.making TEMPLATES

Tests start it under other hash seeds, time zones and folders.
"""

import hashlib
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from imprint.digests import digest
from imprint.editions import Workshop, editions, workshop
from imprint.model import Publication, Words
from imprint.pipeline import Made, Options
from imprint.pipeline.making import make
from imprint.pipeline.remembering import Memory
from imprint.storing.local import LocalStore
from tests.samples import TODAY, publication, reviewed, words

Files = dict[str, bytes]


def made(of: Publication, shop: Workshop) -> Files:
    """The finished files of a publication, by their paths in its folder; no finding may come of them."""
    options = Options(Path("source"), shop.templates, Path("output"), TODAY)
    one = made_anew(of, words(), options, shop)
    assert not one.findings, [str(finding) for finding in one.findings]
    return dict(one.files)


def made_anew(of: Publication, spoken: Words, options: Options, shop: Workshop) -> Made:
    """A publication made as a build makes it that has made nothing before."""
    names = {edition.name: digest(edition.name) for edition in editions()}
    with TemporaryDirectory() as store:
        return make(of, spoken, options, shop, names, Memory(LocalStore(Path(store))))[0]


def main(templates: Path) -> None:
    with workshop(templates, tuple(editions())) as shop:
        for name, of in (("draft", publication()), ("reviewed", reviewed())):
            for path, data in sorted(made(of, shop).items()):
                sys.stdout.write(f"{hashlib.sha256(data).hexdigest()} {name}/{path}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
