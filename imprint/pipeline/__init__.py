"""The whole way of the data: read, compose, write, lay out, typeset or pack, check, publish."""

from imprint.pipeline.deep import validate
from imprint.pipeline.embeds import verify_embeds
from imprint.pipeline.judgement import Judgement, Page, Shown, embeds_exit_code
from imprint.pipeline.listing import Row, listing
from imprint.pipeline.making import edition_names, find_browser, find_lacking, names
from imprint.pipeline.morning import Morning, morning
from imprint.pipeline.options import Made, Options, Report, Step
from imprint.pipeline.rendering import Rendering, rendering
from imprint.pipeline.reviewing import Reviewable, review, review_page, reviews_file, with_decisions
from imprint.pipeline.verifying import Verdict, Verified, exit_code, verify
from imprint.pipeline.ways import build, check
from imprint.validating import find_tools

__all__ = [
    "Judgement",
    "Made",
    "Morning",
    "Options",
    "Page",
    "Rendering",
    "Report",
    "Reviewable",
    "Row",
    "Shown",
    "Step",
    "Verdict",
    "Verified",
    "build",
    "check",
    "edition_names",
    "embeds_exit_code",
    "exit_code",
    "find_browser",
    "find_lacking",
    "find_tools",
    "listing",
    "morning",
    "names",
    "rendering",
    "review",
    "review_page",
    "reviews_file",
    "validate",
    "verify",
    "verify_embeds",
    "with_decisions",
]
