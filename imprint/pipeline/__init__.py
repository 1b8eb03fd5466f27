"""The whole way of the data: read, compose, write, lay out, typeset or pack, check, publish."""

from imprint.pipeline.deep import validate
from imprint.pipeline.listing import Row, listing
from imprint.pipeline.making import edition_names, find_browser, find_lacking, names
from imprint.pipeline.morning import Morning, morning
from imprint.pipeline.options import Made, Options, Report, Step
from imprint.pipeline.reviewing import Reviewable, review, review_page, reviews_file, with_decisions
from imprint.pipeline.verifying import Verdict, Verified, exit_code, verify
from imprint.pipeline.ways import build, check
from imprint.validating import find_tools

__all__ = [
    "Made",
    "Morning",
    "Options",
    "Report",
    "Reviewable",
    "Row",
    "Step",
    "Verdict",
    "Verified",
    "build",
    "check",
    "edition_names",
    "exit_code",
    "find_browser",
    "find_lacking",
    "find_tools",
    "listing",
    "morning",
    "names",
    "review",
    "review_page",
    "reviews_file",
    "validate",
    "verify",
    "with_decisions",
]
