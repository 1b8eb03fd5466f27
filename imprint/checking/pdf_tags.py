"""Reads a PDF page's part of the tag tree: the order a screen reader follows, and its headings."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

UNTAGGED = -1


@dataclass(frozen=True)
class Tags:
    """What a page's tag tree says: the reading rank of each marked content and the heading it belongs to."""

    rank: dict[int, int] = field(default_factory=dict)
    heading: dict[int, tuple[int, int]] = field(default_factory=dict)  # content → (serial, level)


def read_tags(page: Any) -> Tags:
    """Reads the page's part of the tag tree; empty when the file has none."""
    tags = Tags()
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return tags
    for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        _read_element(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number), tags, None)
    pdfium.FPDF_StructTree_Close(tree)
    return tags


def _read_element(element: Any, tags: Tags, heading: tuple[int, int] | None) -> None:
    kind = _element_type(element)
    if len(kind) == 2 and kind[0] == "H" and kind[1].isdigit():
        heading = (len(tags.rank), int(kind[1]))
    for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
        content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, number)
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, number)
        if content != UNTAGGED:
            tags.rank[content] = len(tags.rank)
            if heading:
                tags.heading[content] = heading
        elif child:
            _read_element(child, tags, heading)


def _element_type(element: Any) -> str:
    size = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetType(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
