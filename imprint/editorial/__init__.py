"""The editorial rules: what a text must keep to, judged from the source and from what the finished files say."""

from imprint.editorial.judge import judge_finished, judge_source
from imprint.editorial.readability import counted_with, measure

__all__ = ["counted_with", "judge_finished", "judge_source", "measure"]
