"""Presses: good sheets become PDFs; others are refused, stopped and told, and the next sheet is set as before."""

import ctypes
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from imprint.errors import ImprintError
from imprint.typesetting import Presses, Sheet, fonts
from tests.samples import figure

OURS = '<style>{faces} html {{ font-family: "Atkinson Hyperlegible" }}</style>'.format(faces=fonts.font_faces("fonts/"))
PICTURE = {"figures/steps.png": figure().data}
DEEP = "<div style='display: flex'>" * 40 + "a"  # each level doubles what WeasyPrint has to do


@pytest.fixture(scope="module")
def presses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Presses]:
    with Presses(1, tmp_path_factory.mktemp("presses")) as running:
        yield running


@pytest.fixture
def server() -> Iterator[socket.socket]:
    """A listener that no sheet may reach."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening
        with pytest.raises(BlockingIOError):
            listening.accept()


def sheet(body: str, head: str = "", files: dict[str, bytes] | None = None, archival: bool = False) -> Sheet:
    html = f"<!DOCTYPE html><html lang=en><head><title>A sheet</title>{OURS}{head}</head><body>{body}</body></html>"
    return Sheet("sheet.pdf", html, files or {}, archival)


GOOD = sheet("<h1>A title</h1><p>Some <b>good</b> <i>text</i>.")


def complaint(presses: Presses, bad: Sheet) -> str:
    """What is told of a sheet that cannot be set; it must be one finding per complaint, on the sheet."""
    with pytest.raises(ImprintError) as caught:
        presses.typeset(bad)
    assert {(one.code, one.where.path) for one in caught.value.findings} == {("E002", "sheet.pdf")}
    return str(caught.value)


# --- good sheets


def test_a_good_sheet_becomes_a_pdf_with_its_words(presses: Presses) -> None:
    pdf = presses.typeset(GOOD)
    assert pdf.startswith(b"%PDF-")
    assert "Some good text." in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()


def test_staged_files_are_used(presses: Presses) -> None:
    pdf = presses.typeset(sheet("<img src=figures/steps.png alt=a>", files=PICTURE))
    kinds = [thing.type for thing in pypdfium2.PdfDocument(pdf)[0].get_objects()]
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE in kinds


def font_names(pdf: bytes) -> set[str]:
    """The base fonts of all text objects, without the marks of subsets."""
    names = set()
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        for thing in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            name: Any = ctypes.create_string_buffer(200)
            pypdfium2.raw.FPDFFont_GetBaseFontName(pypdfium2.raw.FPDFTextObj_GetFont(thing.raw), name, 200)
            names.add(name.value.decode().rpartition("+")[2])
    return names


def test_no_font_of_the_machine_is_used_whatever_a_style_asks_for(presses: Presses) -> None:
    asked = ["serif", "monospace", "DejaVu Sans", "Times New Roman", "Atkinson Hyperlegible"]
    body = "".join(f"<p style='font-family: {family}'>word <b>word</b> <i>word</i>" for family in asked)
    names = font_names(presses.typeset(sheet(body)))
    assert names
    assert all(name.startswith(("Atkinson-Hyperlegible", "Source-Sans-3")) for name in names), names


def test_signs_that_our_typeface_lacks_come_from_the_other_one_we_bring(presses: Presses) -> None:
    style = OURS.replace('"Atkinson Hyperlegible" }', '"Atkinson Hyperlegible", "Source Sans 3" }')
    names = font_names(presses.typeset(sheet(f"{style}<p>β-cell → H₂O")))
    assert {name.partition("-")[0] for name in names} == {"Atkinson", "Source"}


def test_a_line_break_in_a_sheet_does_not_break_the_talk(presses: Presses) -> None:
    assert presses.typeset(sheet("<p>one\ntwo\r\n\tthree")).startswith(b"%PDF-")


def test_many_sheets_at_once_each_get_their_own_pdf(presses: Presses) -> None:
    def text(number: int) -> str:
        pdf = presses.typeset(sheet(f"<p>sheet number {number}"))
        return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded())

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(text, range(8))) == [f"sheet number {number}" for number in range(8)]


def test_two_presses_in_two_folders_give_the_same_bytes(presses: Presses, tmp_path: Path) -> None:
    one = sheet("<p>text <img src=figures/steps.png alt=a>", files=PICTURE, archival=True)
    with Presses(1, tmp_path) as others:
        assert others.typeset(one) == presses.typeset(one)


def test_what_was_set_before_leaves_no_trace(presses: Presses) -> None:
    before = presses.typeset(GOOD)
    presses.typeset(sheet("<p>other</p>", "<style>p { color: red }</style>", PICTURE))
    complaint(presses, sheet("<img src=file:///etc/passwd>"))
    assert presses.typeset(GOOD) == before


# --- addresses

SECRET = "file:///etc/passwd"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'
VECTORS = {
    "picture": sheet(f"<img src={SECRET} alt=a>"),
    "picture, relative": sheet("<img src=../../../../etc/passwd alt=a>"),
    "picture, encoded": sheet("<img src='figures/..%2f..%2f..%2f..%2fetc/passwd' alt=a>"),
    "picture, not staged": sheet("<img src=figures/other.png alt=a>", files=PICTURE),
    "picture, data": sheet("<img alt=a src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>'>"),
    "background": sheet(f"<p style='background: url({SECRET})'>a"),
    "list mark": sheet(f"<ul style='list-style-image: url({SECRET})'><li>a</ul>"),
    "content": sheet("<p>a", f"<style>p::before {{ content: url({SECRET}) }}</style>"),
    "border": sheet(f"<p style='border: 3px solid; border-image: url({SECRET}) 1'>a"),
    "import": sheet("a", f"<style>@import '{SECRET}';</style>"),
    "import, url": sheet("a", f"<style>@import url({SECRET});</style>"),
    "font": sheet("<p style='font-family: x'>a", f"<style>@font-face {{ font-family: x; src: url({SECRET}) }}</style>"),
    "style sheet": sheet("a", f"<link rel=stylesheet href={SECRET}>"),
    "attachment of the document": sheet("a", f"<link rel=attachment href={SECRET}>"),
    "attachment of a link": sheet(f"<a rel=attachment href={SECRET}>a</a>"),
    "object": sheet(f"<object data={SECRET}></object>"),
    "embedded": sheet(f"<embed src={SECRET}>"),
    "base": sheet("<img src=passwd alt=a>", "<base href=file:///etc/>"),
    "base and attachment": sheet("a", "<base href=file:///etc/><link rel=attachment href=passwd>"),
    "drawing": sheet(SVG.format(f'<image href="{SECRET}" width="9" height="9"/>')),
    "drawing, xlink": sheet(SVG.format(f'<image xlink:href="{SECRET}" width="9" height="9"/>')),
    "staged drawing": sheet(
        "<img src=a.svg alt=a>",
        files={"a.svg": SVG.format(f'<image href="{SECRET}" width="9" height="9"/>').encode()},
    ),
    "staged style sheet": sheet(
        "a", "<link rel=stylesheet href=a.css>", {"a.css": f"body {{ background: url({SECRET}) }}".encode()}
    ),
}


@pytest.mark.parametrize("name", VECTORS)
def test_no_sheet_reaches_a_file(presses: Presses, name: str) -> None:
    assert "address refused" in complaint(presses, VECTORS[name])


@pytest.mark.parametrize("name", [name for name in VECTORS if SECRET in VECTORS[name].html])
def test_no_sheet_reaches_the_network(presses: Presses, server: socket.socket, name: str) -> None:
    address = f"http://127.0.0.1:{server.getsockname()[1]}/"
    bad = VECTORS[name]
    assert "address refused" in complaint(
        presses, Sheet(bad.name, bad.html.replace(SECRET, address), bad.files, archival=False)
    )


def test_the_parts_of_another_drawing_are_not_fetched(presses: Presses, server: socket.socket) -> None:
    address = f"http://127.0.0.1:{server.getsockname()[1]}/a.svg"
    assert presses.typeset(sheet(SVG.format(f'<use href="{address}#a"/>'))).startswith(b"%PDF-")


def test_an_entity_in_a_drawing_reads_no_file(presses: Presses) -> None:
    entity = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{SECRET}">]>' + SVG.format("<text y='9'>&x;</text>")
    complaint(presses, sheet("<img src=a.svg alt=a>", files={"a.svg": entity.encode()}))


def test_an_address_as_long_as_a_book_is_told_in_short(presses: Presses) -> None:
    assert len(complaint(presses, sheet(f"<img src=x:{'y' * 5000} alt=a>"))) < 1500


def server_of(running: Presses) -> "subprocess.Popen[bytes]":
    """The process that forks its presses."""
    assert running._room is not None
    return running._room.process


def presses_of(running: Presses) -> list[int]:
    """The processes that have been forked for presses."""
    room = server_of(running).pid
    return [int(pid) for pid in Path(f"/proc/{room}/task/{room}/children").read_text().split()]


def is_running(pid: int) -> bool:
    """True unless a process has ended; it may still wait to be buried by another one."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(") ")[2][0] not in "ZX"


def has_ended(pid: int) -> bool:
    """True once a process has ended; a killed one needs a moment to give back what it holds."""
    patience = time.monotonic() + 5
    while is_running(pid) and time.monotonic() < patience:
        time.sleep(0.05)
    return not is_running(pid)


def test_a_press_sees_nothing_of_the_callers_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPRINT_SECRET", "a")
    with Presses(1, tmp_path) as running:
        running.typeset(GOOD)
        (press,) = presses_of(running)
        seen = Path(f"/proc/{press}/environ").read_bytes()
    assert b"IMPRINT_SECRET" not in seen
    assert b"FONTCONFIG_FILE" in seen


# --- complaints


def test_a_character_that_no_font_has_is_told(presses: Presses) -> None:
    assert "sheet.pdf" in complaint(presses, sheet("<p>a 漢 b"))


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("p { colour: red }", "colour"),
        ("p { color: reddish }", "reddish"),
        ("p { color red }", "EOF"),
        ("p:sideways { color: red }", "sideways"),
        ("@page a b { margin: 0 }", "@page"),
        ("@font-face { font-family: x }", "src"),
    ],
)
def test_a_style_that_is_not_understood_is_told(presses: Presses, style: str, told: str) -> None:
    assert told in complaint(presses, sheet("<p>a", f"<style>{style}</style>"))


def test_a_broken_picture_is_told(presses: Presses) -> None:
    assert "figures/x.png" in complaint(presses, sheet("<img src=figures/x.png>", files={"figures/x.png": b"no"}))


def test_every_complaint_is_told_once(presses: Presses) -> None:
    bad = sheet("<p>a", "<style>p { colour: red } b { colour: red } i { bold: yes }</style>")
    with pytest.raises(ImprintError) as caught:
        presses.typeset(bad)
    told = [one.message for one in caught.value.findings]
    assert len(told) == len(set(told))
    assert any("bold" in message for message in told)
    assert any("colour" in message for message in told)


# --- limits


def test_a_press_that_dies_costs_a_sheet_one_retry(presses: Presses) -> None:
    presses.typeset(GOOD)
    for press in presses_of(presses):
        os.kill(press, signal.SIGKILL)
    assert presses.typeset(GOOD).startswith(b"%PDF-")


def test_a_press_that_dies_in_the_middle_of_its_answer_costs_one_retry(presses: Presses) -> None:
    def half_an_answer(line: socket.socket) -> None:
        with line, line.makefile("rb") as jobs:
            jobs.readline()
            line.sendall(b'{"pdf": "JVBER')

    real = presses._idle.get()
    ours, theirs = socket.socketpair()
    presses._idle.put(ours)
    with real, ThreadPoolExecutor(1) as threads:
        threads.submit(half_an_answer, theirs)
        assert presses.typeset(GOOD).startswith(b"%PDF-")


def test_where_the_room_is_gone_every_sheet_is_told_of_and_none_waits(tmp_path: Path) -> None:
    with Presses(1, tmp_path) as running:
        running.typeset(GOOD)
        os.killpg(server_of(running).pid, signal.SIGKILL)
        for _ in range(3):
            assert "crashed" in complaint(running, GOOD)


def test_where_only_the_room_is_gone_no_sheet_waits(tmp_path: Path) -> None:
    with Presses(1, tmp_path) as running:
        running.typeset(GOOD)
        (press,) = presses_of(running)
        os.kill(server_of(running).pid, signal.SIGKILL)
        server_of(running).wait()
        assert running.typeset(GOOD).startswith(b"%PDF-")  # the press goes on by itself
        os.kill(press, signal.SIGKILL)
        assert "crashed" in complaint(running, GOOD)
        assert "crashed" in complaint(running, GOOD)


@pytest.mark.slow
def test_a_sheet_that_takes_too_long_is_given_up_and_the_next_one_is_set(tmp_path: Path) -> None:
    with Presses(1, tmp_path, seconds=5) as running:
        running.typeset(GOOD)  # it is warm now
        start = time.monotonic()
        assert "ran out of time" in complaint(running, sheet(DEEP))
        assert time.monotonic() - start < 15
        assert running.typeset(GOOD).startswith(b"%PDF-")


@pytest.mark.slow
def test_a_sheet_that_takes_too_much_memory_is_given_up_and_the_next_one_is_set(tmp_path: Path) -> None:
    huge = sheet("<table><tr><td colspan=1000000000>a<tr><td>b</table>")
    with Presses(1, tmp_path, seconds=60) as running:
        assert "memory" in complaint(running, huge)
        assert running.typeset(GOOD).startswith(b"%PDF-")


def test_closing_leaves_no_process_and_no_file(tmp_path: Path) -> None:
    temporary = Path(tempfile.gettempdir())
    before = set(temporary.glob("weasyprint-*"))
    with Presses(2, tmp_path) as running:
        running.typeset(GOOD)
        processes = [server_of(running).pid, *presses_of(running)]
        assert len(processes) == 3
    assert all(map(has_ended, processes))
    assert not (set(temporary.glob("weasyprint-*")) - before)
    assert list(tmp_path.glob("weasyprint-*")) == []


@pytest.mark.slow
def test_closing_ends_a_press_that_is_busy(tmp_path: Path) -> None:
    running = Presses(1, tmp_path)
    running.typeset(GOOD)
    (press,) = presses_of(running)
    with ThreadPoolExecutor(1) as threads:
        busy = threads.submit(complaint, running, sheet(DEEP))
        time.sleep(1)
        running.__exit__(None, None, None)
        assert "crashed" in busy.result(timeout=10)
    assert has_ended(press)


def test_what_is_wrong_with_a_style_is_told_of_every_sheet_that_has_it(presses: Presses) -> None:
    bad = Sheet("sheet.pdf", GOOD.html.replace("<style>", "<style>p { colour: red }"), {}, archival=False)
    assert complaint(presses, bad) == complaint(presses, bad) != ""
    presses.typeset(GOOD)


def test_a_sheet_is_set_the_same_whichever_came_before_it(presses: Presses) -> None:
    red = Sheet("sheet.pdf", GOOD.html.replace("<style>", "<style>p { color: red }"), {}, archival=False)
    first = presses.typeset(GOOD)
    assert presses.typeset(red) != first
    assert presses.typeset(GOOD) == first
