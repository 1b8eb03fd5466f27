"""Reads finished files back and judges them; shares no code with what made them."""
