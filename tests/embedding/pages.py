"""Partners' pages as data, and the mark-up of one with an embed in it."""

from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ELEMENTS = """<h1 class="probe">A partner's page</h1>
<p class="probe">Words of the partner, and <a class="probe" href="/elsewhere">a link</a>.</p>
<ul class="probe"><li class="probe">one</li></ul>
<button type="button" class="probe">Press</button>"""
XHTML = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
DOCTYPE = {"html": "<!DOCTYPE html>\n", "quirks": "", "xhtml": XHTML}


@dataclass(frozen=True)
class Host:
    """A partner's page: its styles, what stands around the embed, its mark-up and the reader's colours.

    ``limit`` marks what no embed withstands.
    """

    name: str
    css: str = ""
    sheet: str = ""  # of an npm package
    before: str = ""
    after: str = ""
    attributes: str = 'lang="en"'
    scheme: str = "light"
    kind: str = "html"
    limit: bool = False

    @property
    def ending(self) -> str:
        """Of the page's name."""
        return ".xhtml" if self.kind == "xhtml" else ".html"

    def page(self, embed: str, head: str = "") -> str:
        """The whole page; its styles lie beside it, so that no policy keeps them out."""
        space = ' xmlns="http://www.w3.org/1999/xhtml"' if self.kind == "xhtml" else ""
        return (
            f"{DOCTYPE[self.kind]}<html {self.attributes}{space}>\n<head>\n<title>A partner's page</title>\n"
            f'<link rel="stylesheet" href="/host/{ALL_HOSTS.index(self)}.css" />\n{head}\n</head>\n<body>\n{ELEMENTS}\n'
            f'<div class="around">{self.before}<div id="place">{embed}</div>{self.after}</div>\n'
            '<p class="probe">After it.</p>\n</body>\n</html>\n'
        )


ALL_HOSTS = tuple(Host(**one) for one in yaml.safe_load((HERE / "hosts.yaml").read_text("utf-8")))
HOSTS = tuple(one for one in ALL_HOSTS if not one.limit)
LIMITS = tuple(one for one in ALL_HOSTS if one.limit)
POLICIES: dict[str, str] = yaml.safe_load((HERE / "policies.yaml").read_text("utf-8"))


def host_named(name: str) -> Host:
    """The page of a name."""
    return next(one for one in ALL_HOSTS if one.name == name)


def sheets(npm: Path) -> dict[str, bytes]:
    """The style sheets of all pages by their paths on the partner's site."""
    found = {}
    for number, host in enumerate(ALL_HOSTS):
        theirs = (npm / host.sheet).read_text("utf-8") if host.sheet else ""
        found[f"/host/{number}.css"] = (theirs + host.css).encode()
    return found
