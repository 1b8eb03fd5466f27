"""Begins a publication: a commented skeleton that builds at once, and the files all share where they are missing."""

import re
import unicodedata
from datetime import date
from pathlib import Path
from string import Template

from imprint.codes import finding
from imprint.errors import Exit, ImprintError, Where

SHARED = ("publisher.yaml", "disclaimers.yaml", "glossary.yaml")
FALLBACK = "UK"  # the first jurisdiction of the skeleton's own registry


def slug(name: str) -> str:
    """The nearest name that a folder of a publication may have; empty where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def begin(publication: str, source: Path, skeleton: Path, today: date) -> list[Path]:
    """Writes the skeleton's files into ``source``, and returns their paths; it replaces nothing.

    ``publication`` is a slug, and not the name of a folder that is there. E012 where the files cannot be written.
    """
    try:
        shared = [name for name in SHARED if not (source / name).exists()]
        texts = {source / name: (skeleton / name).read_text(encoding="utf-8") for name in shared}
        registry = texts.get(source / SHARED[1]) or (source / SHARED[1]).read_text(encoding="utf-8")
        for path in sorted((skeleton / "publication").iterdir()):
            texts[source / publication / path.name] = _filled(path, publication, registry, today)
        (source / publication / "figures").mkdir(parents=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"the new files cannot be written: {getattr(error, 'strerror', None) or error}"
        hint = "choose a folder you may write to with --source"
        raise ImprintError([finding("E012", Where(str(source)), message, hint)], Exit.ENVIRONMENT) from error
    return list(texts)


def _filled(path: Path, publication: str, registry: str, today: date) -> str:
    """A file of the skeleton with this publication's own values."""
    return Template(path.read_text(encoding="utf-8")).substitute(
        publication=publication,
        title=publication.replace("-", " ").capitalize(),
        jurisdiction=_first_jurisdiction(registry),
        today=today.isoformat(),
    )


def _first_jurisdiction(registry: str) -> str:
    found = re.search(r"^jurisdictions:\s*\n(?:\s*#.*\n)*\s+([\w-]+):", registry, re.MULTILINE)
    return found[1] if found else FALLBACK
