"""The typeface every edition is set in: it comes with the project's dependencies, never from the machine."""

from importlib.util import find_spec
from pathlib import Path

FAMILY = "Atkinson Hyperlegible"
PACKAGE = "fontpkg_atkinson_hyperlegible"
FALLBACK = "Source Sans 3"  # for signs our typeface lacks and medicine needs, such as the Greek letter in "β-cell"
FALLBACK_PACKAGE = "fontpkg_source_sans_3"
CUTS = {  # file: (weight, style)
    "AtkinsonHyperlegible-Regular.ttf": (400, "normal"),
    "AtkinsonHyperlegible-Italic.ttf": (400, "italic"),
    "AtkinsonHyperlegible-Bold.ttf": (700, "normal"),
    "AtkinsonHyperlegible-BoldItalic.ttf": (700, "italic"),
}


def folder(package: str = PACKAGE) -> Path:
    """Where the font files of a package are.

    Raises FileNotFoundError when it is not installed.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(package)
    return Path(spec.origin).parent / "files"


def files() -> dict[str, bytes]:
    """The font files by name."""
    return {name: (folder() / name).read_bytes() for name in CUTS}


def fallback_files() -> dict[str, bytes]:
    """The files of the typeface for signs that ours lacks, by name."""
    return {path.name: path.read_bytes() for path in sorted(folder(FALLBACK_PACKAGE).iterdir())}


def font_faces(base: str) -> str:
    """The @font-face rules, for files that stand below ``base``."""
    rule = (
        '@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; font-display: swap; '
        'src: url("{base}{name}") format("truetype"); }}'
    )
    return "\n".join(
        rule.format(family=FAMILY, weight=weight, style=style, base=base, name=name)
        for name, (weight, style) in CUTS.items()
    )
