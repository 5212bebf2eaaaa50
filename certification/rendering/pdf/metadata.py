"""Declares PDF/A-3u and PDF/UA-1 in the metadata of a file."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PDFUA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
_PREFIXES = {
    "pdfuaid": _PDFUA,
    "pdfaExtension": _EXTENSION,
    "pdfaSchema": _SCHEMA,
    "pdfaProperty": _PROPERTY,
}
for prefix, namespace in _PREFIXES.items():
    ElementTree.register_namespace(prefix, namespace)

# PDF/A requires a description of every schema it does not define itself, such as PDF/UA's.
_PDFUA_DESCRIPTION = f"""
<rdf:Description xmlns:rdf="{_RDF}" rdf:about="" xmlns:e="{_EXTENSION}" xmlns:s="{_SCHEMA}"
  xmlns:p="{_PROPERTY}"><e:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <s:schema>PDF/UA Universal Accessibility Schema</s:schema>
  <s:namespaceURI>{_PDFUA}</s:namespaceURI><s:prefix>pdfuaid</s:prefix>
  <s:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <p:name>part</p:name><p:valueType>Integer</p:valueType><p:category>internal</p:category>
    <p:description>Indicates, which part of ISO 14289 standard is followed</p:description>
  </rdf:li></rdf:Seq></s:property>
</rdf:li></rdf:Bag></e:schemas></rdf:Description>"""


def declare_pdf_ua(document: Any) -> None:
    """Make a WeasyPrint document declare PDF/UA-1 as well as PDF/A."""
    # Patched on the instance: WeasyPrint declares one standard, and validators ignore a second
    # metadata packet.
    metadata = document.metadata
    generate = metadata.generate_rdf_metadata

    def generate_both(variant: str, version: int, conformance: str) -> bytes:
        rdf = ElementTree.fromstring(generate(variant, version, conformance))  # noqa: S314
        node = ElementTree.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
        ElementTree.SubElement(node, f"{{{_PDFUA}}}part").text = "1"
        rdf.append(ElementTree.fromstring(_PDFUA_DESCRIPTION))  # noqa: S314
        return ElementTree.tostring(rdf, encoding="utf-8")

    metadata.generate_rdf_metadata = generate_both
