"""The forms of the addresses that readers use: web, e-mail, telephone."""

from typing import Annotated

from imprint.reading.schema import matching

_HOST = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d{1,5})?"
_PATH = r"/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*"
_QUERY = r"(\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?(#[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?"
HTTPS = rf"https://{_HOST}({_PATH})?{_QUERY}"
WEB = rf"https?://{_HOST}({_PATH})?{_QUERY}"
EMAIL = rf"[A-Za-z0-9._%+'-]+@{_HOST}"
PHONE = r"\+?[0-9][0-9 ()-]{1,20}[0-9]"

Https = Annotated[str, matching("Y026", HTTPS, "a web address", "it begins with https:// and holds no spaces")]
Web = Annotated[str, matching("Y026", WEB, "a web address", "it begins with https:// or http:// and holds no spaces")]
Folder = Annotated[
    str,
    matching(
        "Y027",
        rf"https://{_HOST}(/[A-Za-z0-9._~-]+)*/",
        "the web address of a folder",
        "begin with https:// and end with /",
    ),
]
Origin = Annotated[
    str,
    matching("Y027", rf"https://{_HOST}", "the address of a site", "begin with https:// and end with the site's name"),
]
Email = Annotated[str, matching("Y026", EMAIL, "an e-mail address", "for example information@example.org")]
Phone = Annotated[
    str, matching("Y026", PHONE, "a telephone number", "use digits and spaces, with + before a country’s code")
]
Contact = Annotated[
    str,
    matching(
        "Y026",
        rf"{HTTPS}|{EMAIL}|{PHONE}",
        "an e-mail address, a telephone number or a web address",
        "write one of the three, a web address with https://",
    ),
]
LocalPath = Annotated[
    str,
    matching("Y027", r"/([A-Za-z0-9._~-]+/)*", "the path of a folder", "begin and end with /, for example /imprint/"),
]
