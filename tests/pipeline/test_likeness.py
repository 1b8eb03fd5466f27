"""What a machine is, and what tells one from another."""

from pathlib import Path

import pytest

from imprint.pipeline.likeness import likeness, unlike


def test_a_machine_is_like_itself() -> None:
    assert unlike(likeness(None), likeness(None)) == ()


def test_it_knows_packages_libraries_fonts_and_python() -> None:
    facts = likeness(None)
    assert {"Imprint", "Python", "fonts", "weasyprint", "pypandoc-binary", "libpango-1.0.so.0"} <= facts.keys()
    assert all(facts[name] for name in ("Imprint", "Python", "fonts", "weasyprint", "libharfbuzz.so.0"))


@pytest.mark.parametrize("name", ["Imprint", "Python", "weasyprint", "fonts", "libpango-1.0.so.0", "the processor"])
def test_each_fact_that_differs_is_told(name: str) -> None:
    ours = likeness(None)
    assert unlike(ours, {**ours, name: "another"}) == (f"{name} is another there, and {ours[name]} here",)
    assert unlike(ours, {key: value for key, value in ours.items() if key != name}) == (
        f"{name} is missing there, and {ours[name]} here",
    )


def test_another_browser_is_another_machine(tmp_path: Path) -> None:
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\n", encoding="utf-8")
    (told,) = unlike(likeness(None), likeness(browser))
    assert told.startswith("browser is chromium ")
