"""The plain embed: the plain text as a snippet that a partner pastes."""

from imprint.editions.embed import PLAIN, TEMPLATES, make

EDITION = PLAIN

__all__ = ["EDITION", "TEMPLATES", "make"]
