"""The evidence of a build, for people as a page with pictures and for programs as JSON; makes nothing that it shows."""

from imprint.reporting.account import Account, Told
from imprint.reporting.morning import STATUS_PAGE, Known, Stand, known, morning_page
from imprint.reporting.page import PAGE, REPORT, report
from imprint.reporting.review import review_page

__all__ = [
    "PAGE",
    "REPORT",
    "STATUS_PAGE",
    "Account",
    "Known",
    "Stand",
    "Told",
    "known",
    "morning_page",
    "report",
    "review_page",
]
