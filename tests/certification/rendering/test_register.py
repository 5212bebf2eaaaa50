import subprocess

import pytest

from certification.models import BatchLine
from certification.rendering import register
from certification.rendering.register import render_register_volumes
from people.models import Person
from people.text.formatting import digits
from tests.certification.batch_factories import TITLES, make_batch
from tests.certification.rendering.verapdf import failed_rules
from tests.services import require

pytestmark = pytest.mark.any_database

NAME = "နန်းခမ်းနွံ့"


@pytest.fixture
def batch(db):
    return make_batch(1)


def lines(certificate, count):
    certificate.facts["person"]["names"]["my"] = NAME
    person = Person(staff_number="S-77")
    return [
        BatchLine(number=n, person=person, certificate=certificate) for n in range(1, count + 1)
    ]


def pages_of(content, tmp_path):
    require("pdftotext")
    file = tmp_path / "register.pdf"
    file.write_bytes(content)
    command = ["pdftotext", "-layout", str(file), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return text.split("\f")[:-1]


def test_every_page_has_the_heading_its_number_and_the_names_as_they_are(
    batch, certificate, tmp_path
):
    [content] = render_register_volumes(batch, lines(certificate, 25), total=25)
    pages = pages_of(content, tmp_path)
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert digits(f"{number}/{len(pages)}") in page.replace(" ", "")
        assert "ဝန်ထမ်းအမှတ်" in page
    text = "".join(pages)
    assert text.count(NAME) == 25
    assert text.count("S-77") == 25
    assert TITLES["my"] in pages[0]
    assert "Daw Khin Myo Thandar" in text


def test_it_is_in_the_language_of_the_batch(batch, certificate, tmp_path):
    batch.language = "en"
    [content] = render_register_volumes(batch, lines(certificate, 1), total=1)
    [page] = pages_of(content, tmp_path)
    assert "Register of certificates" in page
    assert "1/1" in page.replace(" ", "")
    assert "Staff number" in page
    assert "Signature of the holder" in page


def test_many_people_come_in_volumes(batch, certificate, tmp_path, monkeypatch):
    monkeypatch.setattr(register, "LINES_PER_VOLUME", 3)
    batch.language = "en"
    volumes = list(render_register_volumes(batch, lines(certificate, 7), total=7))
    texts = ["".join(pages_of(content, tmp_path)) for content in volumes]
    assert [text.count("S-77") for text in texts] == [3, 3, 1]
    assert "volume 3 of 3" in texts[2]


def test_a_withdrawn_certificate_is_told_as_such(batch, sealed, registrar, tmp_path):
    batch.language = "en"
    sealed.revoked_at = sealed.sealed_at
    [content] = render_register_volumes(batch, lines(sealed, 1), total=1)
    assert "no longer valid" in pages_of(content, tmp_path)[0]


@pytest.mark.slow
def test_it_is_read_aloud_in_order(batch, certificate, tmp_path):
    [content] = render_register_volumes(batch, lines(certificate, 25), total=25)
    file = tmp_path / "register.pdf"
    file.write_bytes(content)
    assert [rule for rule in failed_rules(str(file)) if "ua" in rule.lower()] == []
