"""The evidence of a build, for people as a page with pictures and for programs as JSON; makes nothing that it shows."""

from imprint.reporting.account import Account, Told
from imprint.reporting.page import PAGE, REPORT, report

__all__ = ["PAGE", "REPORT", "Account", "Told", "report"]
