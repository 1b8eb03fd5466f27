"""What WeasyPrint's tag tree lacks for screen readers: whole tables, scopes of header cells, nothing empty."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pydyf

HOLDERS = ("/P", "/L", "/LI", "/LBody", "/Div", "/Sect", "/NonStruct", "/BlockQuote")
Elements = Mapping[bytes, Any]  # of the tag tree, by reference


def improve(document: Any, pdf: Any) -> None:
    """Changes the tag tree in place; what it takes out is no longer reached from the root, and is set apart later."""
    elements = {one.reference: one for one in pdf.objects if _is_element(one)}
    pages = [page._page_box for page in document.pages]
    for box in (box for page in pages for box in boxes(page)):
        if box.element_tag == "th" and (cell := getattr(box, "mark", None)):
            cell["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
    for parts in _tables(pages, elements):
        _join(parts, elements)
    _drop(elements, lambda one: one["S"] == "/Figure" and "Alt" not in one)  # an ornament
    while _drop(elements, lambda one: one["S"] in HOLDERS and not one["K"]):
        continue


def boxes(box: Any) -> Iterator[Any]:
    """A box with all that is in it."""
    yield box
    for child in getattr(box, "children", ()):
        yield from boxes(child)


def _is_element(one: Any) -> bool:
    return isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem"


def _drop(elements: Elements, is_unwanted: Callable[[Any], bool]) -> int:
    """Takes elements out of what holds them, and says how many."""
    number = 0
    for reference, one in elements.items():
        holder = elements.get(one["P"])
        if holder is not None and reference in holder["K"] and is_unwanted(one):
            holder["K"].remove(reference)
            number += 1
    return number


def _tables(pages: list[Any], elements: Elements) -> Iterator[list[bytes]]:
    """The tables that go on in another column or overleaf: their parts in order, each an element of its own."""
    parts: dict[Any, dict[bytes, None]] = {}
    for table in (box for page in pages for box in boxes(page) if box.element_tag == "table"):
        cell = next((box.mark for box in boxes(table) if getattr(box, "mark", None)), None)
        if cell is not None:
            parts.setdefault(table.element, {})[_table_around(cell, elements)] = None
    yield from (list(one) for one in parts.values() if len(one) > 1)


def _table_around(cell: Any, elements: Elements) -> bytes:
    reference: bytes = cell["P"]
    while elements[reference]["S"] != "/Table":
        reference = elements[reference]["P"]
    return reference


def _join(parts: list[bytes], elements: Elements) -> None:
    """One table of them all, with its first head; without ids of headers, which scopes tell as well."""
    first = elements[parts[0]]
    for part in parts[1:]:
        for kid in elements[part]["K"]:
            if elements[kid]["S"] != "/THead":
                first["K"].append(kid)
                elements[kid]["P"] = parts[0]
        elements[elements[part]["P"]]["K"].remove(part)
    for cell in _cells(first, elements):
        cell["A"].pop("Headers", None)


def _cells(element: Any, elements: Elements) -> Iterator[Any]:
    for kid in element["K"]:
        if kid in elements and elements[kid]["S"] in ("/TH", "/TD"):
            yield elements[kid]
        elif kid in elements:
            yield from _cells(elements[kid], elements)
