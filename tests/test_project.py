"""The project keeps its own rules: style, types, who imports whom, locked packages, licences."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution, metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import imprint

INS = ("build.in", "cluster.in", "validators.in", "test.in")
WITH_PYMUPDF = {"pymupdf-layout", "pymupdf4llm"}
NO_LICENCE = tuple(
    f"{kind} ::"
    for kind in ("Programming Language", "Development Status", "Operating System", "Topic", "Intended Audience")
)
MAY_BE_CALLED_BY_BUILD = {"pipeline", "command", "model", "errors"}


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """What a command said and how it ended, started in the project's folder."""
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def silent(root: Path, *command: str) -> None:
    """Fails with what the command said, unless it ended well."""
    done = run(root, *command)
    if done.returncode != 0:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


def pins(path: Path) -> dict[str, str]:
    """Package → version, for each requirement of a lock or .in file."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", path.read_text(), flags=re.MULTILINE))


def npm_pins(root: Path) -> dict[str, str]:
    """Package → version, of what we want of npm."""
    wanted: dict[str, str] = json.loads((root / "requirements/npm/package.json").read_text())["dependencies"]
    return wanted


def licences_of(package: str) -> str:
    """All that an installed package says of its licence."""
    about = metadata(package)
    fields = ("License-Expression", "License", "Classifier")
    texts = [text for field in fields for text in about.get_all(field) or []]
    told = [text for text in texts if not text.startswith(NO_LICENCE)]
    files = [] if told else about.get_all("License-File") or []
    return " ".join(told + [distribution(package).read_text(f"licenses/{name}") or "" for name in files])


def is_agpl(licences: str) -> bool:
    return re.search(r"AGPL|Affero", licences, re.IGNORECASE) is not None


def need_of(requirement: str) -> str:
    """The name of the package in a requirement that holds here and without extras; else nothing."""
    need = Requirement(requirement)
    return need.name.replace("_", "-") if need.marker is None or need.marker.evaluate({"extra": ""}) else ""


def installed_here(lock: Path) -> Iterator[str]:
    """The packages of a lock, without those for other platforms or Pythons."""
    for line in re.findall(r"^[a-z].*(?= \\$)", lock.read_text(), flags=re.MULTILINE):
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate():
            yield requirement.name


def imported_rooms(source: str) -> Iterator[str]:
    """The modules and rooms of imprint that a module's text imports, by their first name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("imprint."))


def test_ruff_finds_nothing(root: Path) -> None:
    silent(root, sys.executable, "-m", "ruff", "check", "--output-format", "concise", ".")


def test_mypy_finds_nothing(root: Path) -> None:
    silent(root, sys.executable, "-m", "mypy")


def test_rooms_import_only_what_they_may(root: Path) -> None:
    start = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo'])"
    silent(root, sys.executable, "-c", start)


def test_every_room_is_seen_by_the_import_rules(root: Path) -> None:
    folders = {module.parent for module in (root / "imprint").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_build_py_calls_only_the_pipeline(root: Path) -> None:
    rooms = set(imported_rooms((root / "build.py").read_text(encoding="utf-8")))
    assert "pipeline" in rooms
    assert rooms <= MAY_BE_CALLED_BY_BUILD


@pytest.mark.parametrize("name", ["build", "cluster", "validators", "test"])
def test_locks_hold_every_pin_and_no_address(root: Path, name: str) -> None:
    lock = root / "requirements" / f"{name}.lock"
    locked = pins(lock)
    assert pins(lock.with_suffix(".in")).items() <= locked.items()
    for line in lock.read_text().splitlines():
        assert re.match(r"[a-z0-9-]+==\S+ (; .+ )?\\$|    --hash=sha256:[0-9a-f]{64}( \\)?$|    # +\S", line), line


def test_the_tests_run_on_the_packages_that_build(root: Path) -> None:
    built, shared, judged, tested = (
        pins(root / "requirements" / f"{name}.lock") for name in ("build", "cluster", "validators", "test")
    )
    assert len(built) > len(pins(root / "requirements/build.in"))
    assert built.items() < judged.items() < tested.items()
    assert built.items() < shared.items() < tested.items()


def test_what_comes_from_npm_is_pinned_with_its_digest_and_no_address(root: Path) -> None:
    folder = root / "requirements/npm"
    text = (folder / "package-lock.json").read_text()
    assert "://" not in text
    lock = json.loads(text)
    assert lock["packages"].pop("")["dependencies"] == npm_pins(root)
    assert len(lock["packages"]) > len(npm_pins(root))
    for name, package in lock["packages"].items():
        assert "resolved" not in package, name
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package["integrity"]), name
        assert not is_agpl(str(package.get("license"))), name


def test_every_dependency_is_explained(root: Path) -> None:
    direct = {name: version for lock in INS for name, version in pins(root / "requirements" / lock).items()}
    direct |= npm_pins(root)
    text = (root / "docs/dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+) \| (\S*\d\S*) \| \w[^|]+ \| \w[^|]+ \|$", text, flags=re.MULTILINE)
    assert dict(rows) == direct


@pytest.mark.parametrize("name", ["build", "cluster", "validators"])
def test_nothing_that_builds_or_judges_is_under_the_agpl(root: Path, name: str) -> None:
    installed = list(installed_here(root / "requirements" / f"{name}.lock"))
    assert len(installed) > len(pins(root / "requirements" / f"{name}.in"))
    for package in installed:
        licences = licences_of(package)
        assert licences, package
        assert not is_agpl(licences), package


def test_in_the_tests_only_what_outloud_needs_is_under_the_agpl(root: Path) -> None:
    """Packages that do not tell their licence are told apart by name: those that come with PyMuPDF."""
    installed = set(installed_here(root / "requirements/test.lock"))
    suspect = {package for package in installed if not licences_of(package) or is_agpl(licences_of(package))}
    assert suspect == {"pymupdf", *WITH_PYMUPDF}
    needed_by = {
        name for name in installed for need in metadata(name).get_all("Requires-Dist") or [] if need_of(need) in suspect
    }
    assert needed_by <= {"outloud", *suspect}


def test_what_is_made_is_not_committed(root: Path) -> None:
    assert {"/output", "/.venv/"} <= set((root / ".gitignore").read_text().split())


def test_the_version_is_said_once(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert project["version"] == getattr(imprint, "__version__", project["version"])


def test_run_explains_itself_from_any_folder(root: Path, tmp_path: Path) -> None:
    done = run(tmp_path, str(root / "run"), "bild")
    assert done.returncode == 2
    assert "Unknown word: bild" in done.stderr
    assert "./run build" in done.stderr
