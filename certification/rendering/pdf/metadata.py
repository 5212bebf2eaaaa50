"""Claims PDF/A-3u and PDF/UA-1 in one metadata packet; validators ignore a second packet."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
PREFIXES = {
    "pdfuaid": PDFUA,
    "pdfaExtension": EXTENSION,
    "pdfaSchema": SCHEMA,
    "pdfaProperty": PROPERTY,
}
for prefix, namespace in PREFIXES.items():
    ElementTree.register_namespace(prefix, namespace)

# PDF/A wants every schema it does not know described; PDF/UA's is one of those.
DESCRIPTION = f"""
<rdf:Description xmlns:rdf="{RDF}" rdf:about="" xmlns:e="{EXTENSION}" xmlns:s="{SCHEMA}"
  xmlns:p="{PROPERTY}"><e:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <s:schema>PDF/UA Universal Accessibility Schema</s:schema>
  <s:namespaceURI>{PDFUA}</s:namespaceURI><s:prefix>pdfuaid</s:prefix>
  <s:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <p:name>part</p:name><p:valueType>Integer</p:valueType><p:category>internal</p:category>
    <p:description>Indicates, which part of ISO 14289 standard is followed</p:description>
  </rdf:li></rdf:Seq></s:property>
</rdf:li></rdf:Bag></e:schemas></rdf:Description>"""


def claim_accessibility(document: Any) -> None:
    """Make the WeasyPrint document's metadata claim PDF/UA-1 beside PDF/A."""
    metadata = document.metadata
    generate = metadata.generate_rdf_metadata

    def generate_both(variant: str, version: int, conformance: str) -> bytes:
        rdf = ElementTree.fromstring(generate(variant, version, conformance))  # noqa: S314
        node = ElementTree.SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
        ElementTree.SubElement(node, f"{{{PDFUA}}}part").text = "1"
        rdf.append(ElementTree.fromstring(DESCRIPTION))  # noqa: S314
        return ElementTree.tostring(rdf, encoding="utf-8")

    metadata.generate_rdf_metadata = generate_both
