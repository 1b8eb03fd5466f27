"""Imprint: one source text, every edition, the same disclaimers, proven in the finished files."""
