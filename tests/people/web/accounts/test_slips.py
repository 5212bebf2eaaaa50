import re

import pytest
from django.urls import reverse

from people.models import OneTimeCode, Person
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db
TICKED = re.compile(r'value="(\d+)"\s+checked')
CODE = re.compile(r"<kbd>(\w{4}-\w{4})</kbd>")


@pytest.fixture
def official(tree):
    person = PostingFactory(agency=tree["GAD"]).person
    person.set_unusable_password()
    person.save()
    return person


def test_an_hr_manager_prints_slips_that_open_accounts(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    sent = {"person": [official.pk], "form": "letters"}
    page = client.post("/en/slips/?unit=GAD", sent)
    assert page.headers["Cache-Control"].count("no-store")
    [code] = CODE.findall(page.text)
    for language in ("my", "en"):
        assert official.name_in(language) in page.text
        assert f"/{language}/code/" in page.text
    client.logout()
    secret = {"password1": "padauk-in-april", "password2": "padauk-in-april"}
    sent = {"login": official.staff_number, "code": code, **secret}
    assert client.post(reverse("people:choose_password"), sent).status_code == 302


def test_slips_loaded_again_or_printed_by_a_colleague_end_none_on_paper(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    shown = re.search(r'name="seen_at" value="([^"]+)"', client.get("/en/slips/?unit=GAD").text)
    sent = {"person": [official.pk], "seen_at": shown[1]}
    assert CODE.search(client.post("/en/slips/?unit=GAD", sent).text)
    again = client.post("/en/slips/?unit=GAD", sent).text
    assert "Slips were printed meanwhile, and nothing now." in again
    assert "Tick somebody first." not in again
    assert not CODE.search(again)
    printed = OneTimeCode.objects.get()
    assert printed.cancelled_at is None
    shown = re.search(r'name="seen_at" value="([^"]+)"', again)
    assert CODE.search(client.post("/en/slips/?unit=GAD", sent | {"seen_at": shown[1]}).text)
    printed.refresh_from_db()
    assert printed.cancelled_at


@pytest.mark.parametrize("moment", ["", "x", "2026-02-30T10:00:00+00:00", "2026-11-28T10:00"])
def test_a_moment_of_no_list_prints_as_ever(client, official, tree, moment):
    signed_in(client, "hr", agency=tree["MOHA"])
    sent = {"person": [official.pk], "seen_at": moment}
    assert CODE.search(client.post("/en/slips/?unit=GAD", sent).text)


def test_the_list_shows_no_code(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    client.post("/en/slips/?unit=GAD", {"person": [official.pk]})
    page = client.get("/en/slips/?unit=GAD").text
    assert "A slip waits" in page
    assert not CODE.search(page)


@pytest.mark.parametrize("unit", ["MOE", "MM", "NONE", "%00"])
def test_a_unit_of_others_is_not_found(client, tree, unit):
    signed_in(client, "hr", agency=tree["MOHA"])
    assert client.get(f"/en/slips/?unit={unit}").status_code == 404


@pytest.mark.parametrize("kind", ["", "trainer", "registrar", "secretariat"])
def test_who_is_no_hr_manager_is_refused(client, official, tree, kind):
    signed_in(client, kind, agency=tree["MM"])
    sent = {"person": [official.pk]}
    assert client.post("/en/slips/?unit=GAD", sent).status_code == 403
    assert not OneTimeCode.objects.exists()


def test_a_foreigner_among_the_ticks_is_refused(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    foreigner = PostingFactory(agency=tree["MOE"], person=PersonFactory()).person
    sent = {"person": [official.pk, foreigner.pk]}
    page = client.post("/en/slips/?unit=GAD", sent).text
    assert "not all are on the list now" in page
    assert not CODE.search(page)
    assert not OneTimeCode.objects.exists()


def test_of_many_the_first_are_ticked_and_printed_then_the_next(
    client, official, tree, monkeypatch
):
    monkeypatch.setattr("people.web.accounts.slips.MOST_ON_ONE_PRINT", 1)
    other = PostingFactory(agency=tree["GAD"], person=PersonFactory()).person
    Person.objects.filter(pk=other.pk).update(password=official.password)
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.post("/en/slips/?unit=GAD", {"person": [official.pk, other.pk]}).text
    assert "At most 1 slips are printed at once. Nothing was printed." in page
    assert "the first 1 people without a password are ticked" in page
    [first] = TICKED.findall(page)
    assert CODE.search(client.post("/en/slips/?unit=GAD", {"person": first}).text)
    [second] = TICKED.findall(client.get("/en/slips/?unit=GAD").text)
    assert {int(first), int(second)} == {official.pk, other.pk}


def test_without_a_tick_nothing_is_printed(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    assert "Tick somebody first." in client.post("/en/slips/?unit=GAD", {"person": "x"}).text


def test_a_second_person_approves_on_the_page(client, tree):
    official = PostingFactory(agency=tree["GAD"]).person
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.post("/en/slips/?unit=GAD", {"person": [official.pk]}).text
    assert "A second person has to approve" in page
    assert "Only an administrator can." in page
    row = OneTimeCode.objects.get()
    page = client.post("/en/slips/", {"approve": row.pk}, follow=True).text
    assert "waits for nobody any more" in page
    signed_in(client, "hr", agency=tree["GAD"])
    assert official.name_en in client.get("/en/slips/").text
    page = client.post("/en/slips/", {"approve": row.pk}, follow=True).text
    assert "works from now on" in page
    row.refresh_from_db()
    assert row.approved_by != row.issued_by


@pytest.mark.parametrize("value", ["", "x", "0", "99999999999999999999", "-1"])
def test_a_slip_that_is_not_there_is_not_approved(client, tree, value):
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.post("/en/slips/", {"approve": value}, follow=True)
    assert "waits for nobody any more" in page.text
