"""The official validators: each judges finished files in a process of its own; shares no code with what made them."""

from imprint.validating.bench import Site
from imprint.validating.tools import Missing, Tools, find_tools
from imprint.validating.validate import NAMES, Validated, validate
from imprint.validating.verdict import Flaw, Verdict

__all__ = ["NAMES", "Flaw", "Missing", "Site", "Tools", "Validated", "Verdict", "find_tools", "validate"]
