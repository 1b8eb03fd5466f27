"""Whose fault a finding is, as hints begin."""

TEMPLATE = "This is a fault of the template, not of your text"
STYLES = "This is a fault of the template's styles, not of your text"
