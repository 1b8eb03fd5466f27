"""The whole way of the data: read, compose, write, lay out, typeset or pack, check, publish.

Its parts are loaded when they are first asked for: a build with nothing to do needs hardly any of them.
"""

from typing import TYPE_CHECKING

from imprint.late import late

if TYPE_CHECKING:
    from imprint.pipeline.deep import find_tools, validate
    from imprint.pipeline.embeds import verify_embeds
    from imprint.pipeline.helping import changes, hands, store_address
    from imprint.pipeline.judgement import Judgement, Page, Shown, embeds_exit_code
    from imprint.pipeline.lists import Row, listing
    from imprint.pipeline.made import Made
    from imprint.pipeline.making import edition_names, find_lacking, names
    from imprint.pipeline.options import Explained, Options, Report, Step, Tally
    from imprint.pipeline.outlook import Morning, morning
    from imprint.pipeline.partner_eye import Rendering, rendering
    from imprint.pipeline.programs import find_browser
    from imprint.pipeline.resting import rested
    from imprint.pipeline.reviewing import Reviewable, review, review_page, reviews_file, with_decisions
    from imprint.pipeline.verifying import Verdict, Verified, exit_code, verify
    from imprint.pipeline.ways import build, check

__all__ = [
    "Explained",
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
    "Tally",
    "Verdict",
    "Verified",
    "build",
    "changes",
    "check",
    "edition_names",
    "embeds_exit_code",
    "exit_code",
    "find_browser",
    "find_lacking",
    "find_tools",
    "hands",
    "listing",
    "morning",
    "names",
    "rendering",
    "rested",
    "review",
    "review_page",
    "reviews_file",
    "store_address",
    "validate",
    "verify",
    "verify_embeds",
    "with_decisions",
]


_HOMES = {
    "deep": ("find_tools", "validate"),
    "embeds": ("verify_embeds",),
    "helping": ("changes", "hands", "store_address"),
    "judgement": ("Judgement", "Page", "Shown", "embeds_exit_code"),
    "lists": ("Row", "listing"),
    "making": ("edition_names", "find_lacking", "names"),
    "outlook": ("Morning", "morning"),
    "made": ("Made",),
    "options": ("Explained", "Options", "Report", "Step", "Tally"),
    "programs": ("find_browser",),
    "partner_eye": ("Rendering", "rendering"),
    "resting": ("rested",),
    "reviewing": ("Reviewable", "review", "review_page", "reviews_file", "with_decisions"),
    "verifying": ("Verdict", "Verified", "exit_code", "verify"),
    "ways": ("build", "check"),
}
__getattr__ = late(__name__, _HOMES)
