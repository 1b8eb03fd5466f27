"""One PDF for two standards: what WeasyPrint's PDF/UA-1 (ISO 14289-1) lacks to be PDF/A-2a (ISO 19005-2) as well.

WeasyPrint keeps to one standard at a time. These few changes are made to its document before it is written, so nothing
has to read a finished file and write it again.
"""

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

from imprint.typesetting.tagging import boxes, improve

OPTIONS: Mapping[str, Any] = {"pdf_variant": "pdf/ua-1", "output_intent": "srgb", "pdf_identifier": True}
PRINTS = 4  # the flag of annotations that are printed (ISO 32000-1, table 165)
# The claim to be PDF/A-2a, and the schema of the claim to be PDF/UA-1, which PDF/A does not know (ISO 19005-2, 6.6.2.3)
XMP = b"""<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  pdfaid:part="2" pdfaid:conformance="A"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>The part of PDF/UA that the file conforms to</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
LEVEL = 6  # of packing; beyond it, it takes far longer for next to nothing
END = b"</rdf:RDF>"


def finish(document: Any, pdf: Any) -> None:
    """Makes a document that WeasyPrint is about to write an archival one, and says more of it to screen readers.

    Links tell where they lead in words. What stands in the margins of every page is no part of the text, and neither is
    a picture without words, nor a table's head where it is printed again.
    """
    for box in (box for page in document.pages for box in boxes(page._page_box)):
        if annotation := getattr(box, "link_annotation", None):
            annotation["F"] = PRINTS
            annotation["Contents"] = pydyf.String(_name(box.element))
    improve(document, pdf)
    _set_outside_apart(pdf)
    for stream in (one for one in pdf.objects if isinstance(one, pydyf.Stream)):
        if "Interpolate" in stream.extra:
            stream.extra["Interpolate"] = "false"
        if stream.extra.get("Type") == "/Metadata":
            stream.stream = [part.replace(END, XMP + END) for part in stream.stream]
            stream.compress = False  # so that a program that knows no PDF finds it
        elif stream.compress:
            _pack(stream)
    for intent in pdf.catalog["OutputIntents"]:
        intent["S"] = "/GTS_PDFA1"


def _pack(stream: Any) -> None:
    """Packs a stream here and now: pydyf would do it twice where a file has an identifier, and at the slowest level."""
    stream.compress = False
    content = stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
    stream.stream = [zlib.compress(content, LEVEL)]
    stream.extra["Filter"] = "/FlateDecode"


def _name(link: Any) -> str:
    """What a screen reader says for a link: its label, else all its words, even where it breaks over lines."""
    return link.get("aria-label") or " ".join("".join(link.itertext()).split()) or link.get("href")


def _set_outside_apart(pdf: Any) -> None:
    """Marks as artifacts (ISO 14289-1, 7.8) what WeasyPrint tags but leaves out of the tag tree: the margin boxes."""
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    within = set(_elements(pdf, root))
    numbers = _at(pdf, root["ParentTree"])["Nums"]
    pages = pdf.page_references
    for number, elements in zip(numbers[::2], numbers[1::2], strict=True):
        if number >= len(pages):
            continue  # a link's, not a page's
        outside = {place for place, element in enumerate(elements) if element not in within}
        _mark_artifacts(_at(pdf, _at(pdf, pages[number])["Contents"]).stream, outside)
        for place in outside:
            elements[place] = "null"


def _elements(pdf: Any, element: Any) -> Iterator[bytes]:
    """The references of everything below an element of the tag tree."""
    for kid in element.get("K", ()):
        if isinstance(kid, bytes):
            yield kid
            yield from _elements(pdf, _at(pdf, kid))


def _mark_artifacts(content: list[Any], places: set[int]) -> None:
    for i, operand in enumerate(content):
        if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") in places:
            content[i - 1 : i + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
