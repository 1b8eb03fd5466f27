"""What must be on the machine before a build."""

import ctypes
import sys
from importlib.util import find_spec

from imprint.codes import finding
from imprint.errors import Exit, Finding, ImprintError, Where

LIBRARIES = {  # what typesetting loads: Debian's package
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
    "libgobject-2.0.so.0": "libglib2.0-0",
}
PACKAGES = {  # Python module: what it is for, in an editor's words
    "pypandoc": "pandoc, which reads the text",
    "fontpkg_atkinson_hyperlegible": "Atkinson Hyperlegible, the font of every edition",
    "fontpkg_source_sans_3": "Source Sans 3, the font for signs that the other lacks",
    "weasyprint": "WeasyPrint, which sets the leaflets",
    "jinja2": "Jinja, which fills the templates",
    "pydantic": "pydantic, which checks what is known about a publication",
    "yaml": "PyYAML, which reads the settings",
    "rich": "rich, which writes to the screen",
    "segno": "Segno, which draws the QR code",
    "PIL": "Pillow, which opens figures",
    "numpy": "NumPy, which compares pictures of pages",
    "cssselect2": "cssselect2, which tells what styles do",
    "tinycss2": "tinycss2, which reads styles",
    "tinyhtml5": "tinyhtml5, which reads finished pages",
    "pypdfium2": "PDFium, which looks at the finished leaflets",
}


def require() -> None:
    """Returns when everything a build needs is installed; else E018 for each thing missing, with the command for it."""
    missing = (*_libraries(), *_packages())
    if missing:
        raise ImprintError(missing, Exit.ENVIRONMENT)


def _libraries() -> list[Finding]:
    if sys.platform != "linux":
        return []  # elsewhere they have other names, and typesetting looks for those itself
    missing = [library for library in LIBRARIES if not _loads(library)]
    command = f"sudo apt-get install {' '.join(LIBRARIES[library] for library in missing)}"
    return [
        finding(
            "E018", Where(library), "this library, which sets the leaflets, is not installed", f"install it: {command}"
        )
        for library in missing
    ]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _packages() -> list[Finding]:
    return [
        finding("E018", Where(package), f"{purpose}, is not installed", "install all that is missing: ./run build")
        for package, purpose in PACKAGES.items()
        if find_spec(package) is None
    ]
