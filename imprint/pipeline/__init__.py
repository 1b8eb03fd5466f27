"""The whole way of the data: read, compose, write, lay out, typeset or pack, check, publish."""

from imprint.pipeline.deep import validate
from imprint.pipeline.listing import Row, listing
from imprint.pipeline.making import edition_names, find_browser, find_lacking, names
from imprint.pipeline.options import Made, Options, Report, Step
from imprint.pipeline.reviewing import Reviewable, review, review_page, reviews_file, with_decisions
from imprint.pipeline.ways import build, check
from imprint.validating import find_tools

__all__ = [
    "Made",
    "Options",
    "Report",
    "Reviewable",
    "Row",
    "Step",
    "build",
    "check",
    "edition_names",
    "find_browser",
    "find_lacking",
    "find_tools",
    "listing",
    "names",
    "review",
    "review_page",
    "reviews_file",
    "validate",
    "with_decisions",
]
