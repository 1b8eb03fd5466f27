"""What is sent to workers, and what must be worked on where the whole source is."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from imprint.pipeline import Options
from imprint.pipeline.sending import Sender
from imprint.pipeline.work import Job
from imprint.storing import StoreAddress, open_store
from tests.pipeline.small import ROOT, TODAY, replaced, with_texts


@pytest.mark.parametrize(
    "written",
    [
        "withdrawn:\n  date: 2026-01-20\n  replacement: gout",
        "withdrawn: {date: 2026-01-20, replacement: gout}",
        "withdrawn: {date: 2026-01-20, 'replacement' : gout}",
    ],
)
def test_what_leads_to_another_publication_does_not_travel(written: str, tmp_path: Path) -> None:
    source = with_texts(tmp_path / "source", ["burn", "gout"])
    replaced(source / "burn/publication.md", "language: en", f"language: en\n{written}")
    options = Options(source, ROOT / "templates", tmp_path / "output", TODAY)
    store = open_store(StoreAddress(str(tmp_path / "store")), tmp_path)
    with ThreadPoolExecutor(2) as threads:
        sent = Sender(store, threads).parcels([Job(name, options) for name in ("burn", "gout")])
    assert [folder is None for folder in sent.folders] == [True, False]
