"""One metadata packet that declares both standards, and describes what PDF/A does not define."""

from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from certification.rendering.pdf.metadata import declare_pdf_ua

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
UA = "{http://www.aiim.org/pdfua/ns/id/}"
SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
PLAIN = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:a="urn:a"><a:part>%d</a:part></rdf:Description>'
    b"</rdf:RDF>"
)


@pytest.fixture
def packet():
    def generate(variant, version, conformance):
        assert (variant, conformance) == ("a", "U")
        return PLAIN % version

    document = SimpleNamespace(metadata=SimpleNamespace(generate_rdf_metadata=generate))
    declare_pdf_ua(document)
    content = document.metadata.generate_rdf_metadata("a", 3, "U")
    return ElementTree.fromstring(content)  # noqa: S314 (our own)


def test_what_was_declared_before_stays(packet):
    assert packet.tag == f"{RDF}RDF"
    assert packet.find(f"{RDF}Description/{{urn:a}}part").text == "3"


def test_pdf_ua_is_declared_once(packet):
    [part] = packet.iter(f"{UA}part")
    assert part.text == "1"


def test_its_schema_is_described_for_pdf_a(packet):
    [prefix] = packet.iter(f"{SCHEMA}prefix")
    [name] = packet.iter(f"{PROPERTY}name")
    [namespace] = packet.iter(f"{SCHEMA}namespaceURI")
    assert (prefix.text, name.text) == ("pdfuaid", "part")
    assert f"{{{namespace.text}}}" == UA


def test_every_description_is_of_this_file(packet):
    described = packet.findall(f"{RDF}Description")
    assert len(described) == 3
    assert all(node.attrib[f"{RDF}about"] == "" for node in described)
