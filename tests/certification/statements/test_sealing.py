"""The file of a statement is sealed, stored, checked by anybody, and forgets an erased person."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader

from certification.models import YearStatement
from certification.privacy.erasure import _erase_statements as erase_statements
from certification.privacy.erasure import delete_erased_files
from certification.rendering.statement import render_statement
from certification.sealing import SealCheck, check_seal
from certification.statements import make_statement, seal_statement
from certification.sweeps import run_sweep
from certification.verification.files import verify_file
from certification.verification.verdicts import VerdictStatus, verify_code
from courses.models import YearStatus
from courses.obligations.corrections import approve_correction, ask_correction
from people.models import Look
from tests.certification.statements.factories import YEAR, make_closed_year
from tests.people.factories import RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def closed():
    return make_closed_year()


@pytest.fixture
def statement(closed):
    return seal_statement(make_statement(closed[0], YEAR))


def test_the_file_is_sealed_and_valid_by_file_and_code(statement):
    content = statement.pdf.read()
    assert check_seal(content) is SealCheck.INTACT
    assert verify_file(content).status is VerdictStatus.VALID
    assert verify_code(statement.code).statement == statement
    assert verify_file(content + b" ").status is VerdictStatus.CHANGED
    assert seal_statement(statement).pdf_digest == statement.pdf_digest


def test_the_same_facts_give_the_same_bytes(statement):
    assert render_statement(statement.facts) == render_statement(statement.facts)


def test_a_newer_statement_replaces_the_former(closed, statement, client):
    person, manager = closed
    status = YearStatus.objects.get()
    asked = ask_correction(status, state="partly", reason="Copied", by=manager)
    approve_correction(asked, by=RoleFactory(agency=status.agency, kind="hr").person)
    newer = make_statement(person, YEAR)
    # One without a file takes nobody's place.
    assert verify_code(statement.code).status is VerdictStatus.VALID
    seal_statement(newer)
    assert verify_code(statement.code).status is VerdictStatus.REPLACED
    page = client.get(reverse("certification:verdict", args=[statement.code]), {"lang": "en"})
    assert "A newer statement has taken the place of this one." in page.text
    assert newer.code in page.text
    # The code to check it by stands on the sheet itself, and not alone on a second one.
    sheets = PdfFileReader(YearStatement.objects.get(pk=newer.pk).pdf).root["/Pages"]["/Count"]
    assert sheets == 1


def test_the_verdict_on_a_statement_speaks_of_no_certificate(statement, client):
    page = client.get(reverse("certification:verdict", args=[statement.code]), {"lang": "en"})
    assert "certificate" not in page.text.partition("<main")[2].partition("</main>")[0].lower()


def test_what_waits_is_sealed_by_the_sweep(closed):
    waiting = make_statement(closed[0], YEAR)
    run_sweep()
    waiting.refresh_from_db()
    assert waiting.sealed_at


def test_an_erased_person_leaves_a_statement_without_a_name(statement):
    content, name = statement.pdf.read(), statement.pdf.name
    erase_statements(statement.person)
    delete_erased_files()
    kept = YearStatement.objects.get()
    assert "Khin" not in str(kept.facts)
    assert kept.facts["account"]["entries"] == []
    assert not default_storage.exists(name)
    assert verify_file(content).status is VerdictStatus.VALID


def test_its_person_and_their_manager_take_it_and_nobody_else(closed, client):
    person, manager = closed
    make = reverse("certification:make_statement", args=[person.pk, 2025])
    client.force_login(person)
    address = client.post(make).url
    assert client.get(address)["Content-Type"] == "application/pdf"
    client.force_login(manager)
    assert client.post(make).url == address
    assert client.get(address).status_code == 200
    assert Look.objects.filter(viewer=manager, person=person).exists()
    client.force_login(RoleFactory(kind="hr").person)
    assert client.post(make).status_code == client.get(address).status_code == 404
    assert YearStatement.objects.count() == 1


def test_without_keys_it_waits_and_says_so(closed, client, settings, tmp_path):
    person, _ = closed
    settings.KEYS_DIR = tmp_path / "none"
    client.force_login(person)
    make = reverse("certification:make_statement", args=[person.pk, 2025])
    answer = client.post(make, follow=True)
    assert "being sealed" in answer.text or answer.redirect_chain
    waiting = YearStatement.objects.get()
    assert (waiting.sealed_at, waiting.tries) == (None, 0)
