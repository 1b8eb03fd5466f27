"""The editorial rules: what a text must keep to, judged from the source and from what the finished files say."""

from imprint.editorial.judge import judge_finished, judge_source

__all__ = ["judge_finished", "judge_source"]
