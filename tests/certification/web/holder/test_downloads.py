"""The transcript as a page and as files, for its holder only."""

import datetime as dt

import pytest
from django.urls import reverse

from certification.evidence.recording import record_self_claim, record_test_result
from tests.certification.factories import make_record, make_skill
from tests.people.factories import AgencyFactory, PersonFactory

AT = dt.datetime(2026, 11, 26, 6, 0, tzinfo=dt.UTC)


DAY = dt.date(2026, 11, 26)


OPEN = "/certificates/transcript.json"


def signed_in(client, person):
    client.force_login(person, "people.accounts.backends.IdentifierBackend")
    return client


@pytest.mark.parametrize("address", [OPEN, "/certificates/transcript.jwt"])
def test_only_its_holder_gets_it(client, person, address):
    assert client.get(address).headers["Location"].startswith("/accounts/login/")
    assert signed_in(client, PersonFactory()).get(address).status_code == 404
    answer = signed_in(client, person).get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert "attachment" in answer["Content-Disposition"]
    assert "Access-Control-Allow-Origin" not in answer


def test_without_the_key_it_says_so(client, person, settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    assert signed_in(client, person).get(OPEN).status_code == 503


def test_the_page_lists_certificates_skills_and_records_in_few_queries(
    client, person, django_assert_max_num_queries
):
    record_test_result(person, make_skill(), 2, on=DAY - dt.timedelta(300), source="Test 7")
    record_self_claim(person, make_skill("DC3-4.1"), 2, on=DAY - dt.timedelta(300))
    make_record(person, AgencyFactory(code="KEEPER"), number="A 17")
    withdrawn = make_record(person, None, title="Withdrawn one", withdrawn_at=AT)
    signed_in(client, person)
    address = reverse("certification:transcript")
    with django_assert_max_num_queries(8):
        page = client.get(address, {"lang": "en"}).content.decode()
    for shown in ("Protecting devices", "Basic", "Safe office work", "A 17", str(person)):
        assert shown in page
    for hidden in (withdrawn.title, person.staff_number, "own statement"):
        assert hidden not in page
    burmese = client.get(address, {"lang": "my"}).content.decode()
    assert "စက်ပစ္စည်းများ ကာကွယ်ခြင်း" in burmese


def test_somebody_without_anything_has_an_empty_page(client, db):
    page = signed_in(client, PersonFactory()).get("/certificates/transcript/?lang=en")
    assert "No certificates yet" in page.content.decode()
    assert "transcript.json" not in page.content.decode()
