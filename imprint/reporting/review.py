"""The page that shows what changed since people reviewed a publication, both levels side by side."""

from collections.abc import Sequence

from jinja2 import Environment

from imprint.changes import Change, Sign, Standing
from imprint.model import Level, Publication
from imprint.pairs import WHOLE

LEVELS = {Level.FULL: "Full text", Level.PLAIN: "Plain language"}


def review_page(publication: Publication, changes: Sequence[Change], environment: Environment) -> str:
    """One page of HTML that needs no other file; it depends on nothing but the publication and the templates."""
    return environment.get_template("review/review.html").render(
        publication=publication,
        publisher=publication.publisher,
        changes=changes,
        levels=LEVELS,
        whole=WHOLE,
        Sign=Sign,
        Standing=Standing,
    )
