"""The evidence of a build, for people as a page with pictures and for programs as JSON; makes nothing that it shows."""

from imprint.reporting.account import Account, Told
from imprint.reporting.page import PAGE, REPORT, report
from imprint.reporting.review import review_page

__all__ = ["PAGE", "REPORT", "Account", "Told", "report", "review_page"]
