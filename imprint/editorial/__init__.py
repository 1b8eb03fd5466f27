"""The editorial rules: what a text must keep to, judged from the source and from what the finished files say."""

from imprint.editorial.accepting import settle
from imprint.editorial.drift import changes
from imprint.editorial.entries import with_entries
from imprint.editorial.judge import judge_finished, judge_source
from imprint.editorial.readability import counted_with, measure
from imprint.editorial.release import for_release

__all__ = [
    "changes",
    "counted_with",
    "for_release",
    "judge_finished",
    "judge_source",
    "measure",
    "settle",
    "with_entries",
]
