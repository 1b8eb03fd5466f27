"""Reads finished files back and judges them; shares no code with the rooms that made them."""

from typing import TYPE_CHECKING, Any

from imprint.checking.blocks import UnreadableError
from imprint.checking.check import check, joined, prove, prove_cases, prove_edition
from imprint.checking.claimed import Claimed, claimed
from imprint.checking.index_rules import check_index, check_report
from imprint.checking.partner import read_partner
from imprint.checking.partner_kit import Found, PublishedKit, Shape, Trouble, read_kit
from imprint.checking.partner_page import read_partner_page
from imprint.checking.scope import Case, as_checked, case_of, read_with
from imprint.checking.status_rules import check_statuses

if TYPE_CHECKING:
    from imprint.checking.browser_paint import Browser, BrowserError
    from imprint.checking.browser_partner import Looked, PartnerBrowser

__all__ = [
    "Browser",
    "BrowserError",
    "Case",
    "Claimed",
    "Found",
    "Looked",
    "PartnerBrowser",
    "PublishedKit",
    "Shape",
    "Trouble",
    "UnreadableError",
    "as_checked",
    "case_of",
    "check",
    "check_index",
    "check_report",
    "check_statuses",
    "claimed",
    "joined",
    "prove",
    "prove_cases",
    "prove_edition",
    "read_kit",
    "read_partner",
    "read_partner_page",
    "read_with",
]


def __getattr__(name: str) -> Any:
    """Loads what needs a browser only when it is asked for: building needs none."""
    if name in ("Browser", "BrowserError"):
        from imprint.checking import browser_paint  # noqa: PLC0415 - it needs playwright, which building does not

        return getattr(browser_paint, name)
    if name in ("Looked", "PartnerBrowser"):
        from imprint.checking import browser_partner  # noqa: PLC0415 - as above

        return getattr(browser_partner, name)
    raise AttributeError(name)
