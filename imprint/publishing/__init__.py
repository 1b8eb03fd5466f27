"""Staging, manifest and the one step in which all of output/ changes."""
