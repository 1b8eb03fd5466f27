"""Imprint: one source text, every edition, the same disclaimers, proven in the finished files."""

__version__ = "0.1.0"  # the same as in pyproject.toml
