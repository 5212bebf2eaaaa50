"""At the page of a person two offices share them, by forms that say what cannot be."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import AdditionalPosting
from people.postings.writing import end_posting
from people.text.formatting import official_date
from tests.people.factories import ChargeFactory, PostingFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LIST = "/en/office/people/"
RULE = "Everybody counts once, by the main posting."
GIVEN = {
    "unit": "MOE",
    "position_en": "Head of Office",
    "share": "၃၀",
    "valid_from": "၂၀၂၅-၀၆-၀၁",
    "why": "Order 12/2026",
}


@pytest.fixture
def person(tree):
    return PostingFactory(agency=tree["GAD"], valid_from=dt.date(2024, 1, 1)).person


@pytest.fixture
def above(client, tree):
    """Manages both offices."""
    return signed_in(client, "hr", agency=tree["MM"])


@pytest.fixture
def charge(person, tree):
    return ChargeFactory(person=person, agency=tree["MOE"])


def address(person, act=""):
    return f"{LIST}{person.pk}/{act}"


def errors(answer):
    assert answer.status_code == 200
    return answer.context["form"].errors


def test_a_charge_in_burmese_digits_is_given_told_and_taken_back(client, above, person):
    assert RULE in client.get(address(person, "charges/new/")).text
    assert client.post(address(person, "charges/new/"), GIVEN).url == address(person)
    page = client.get(address(person)).text
    assert "The main posting keeps 70 percent today." in page
    assert "You did this today: Additional charge given" in page
    assert RULE in page
    client.post(address(person, "charges/undo/"))
    assert not AdditionalPosting.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"share": "100"}, "share", "less than or equal to 99"),
        ({"share": "70"}, "share", "at most 69 percent are left"),
        ({"valid_from": "2023-05-01"}, "valid_from", "no main posting on that day"),
        ({"valid_from": "1926-05-01"}, "valid_from", "before 1950"),
        ({"unit": "GAD-T1"}, "valid_from", "A charge in this unit is recorded from"),
        ({"valid_to": "2025-05-01"}, "valid_to", "It would end before it begins."),
        ({"why": ""}, "why", "required"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(client, above, person, tree, changes, field, told):
    ChargeFactory(person=person, agency=tree["GAD-T1"])
    answer = client.post(address(person, "charges/new/"), GIVEN | changes)
    assert told in " ".join(errors(answer)[field])
    assert AdditionalPosting.objects.count() == 1


def test_a_charge_is_corrected_with_a_reason(client, above, person, charge):
    form = address(person, f"charges/{charge.pk}/")
    sent = {
        "position_en": "Deputy",
        "share": "45",
        "valid_from": "2024-01-01",
        "valid_to": "2099-01-01",
    }
    assert "valid_to" in errors(client.post(form, sent))
    sent["valid_to"] = ""
    assert set(errors(client.post(form, sent))) == {"reason"}
    client.post(form, sent | {"reason": "Typed wrongly"})
    charge.refresh_from_db()
    assert (charge.share, charge.position) == (45, {"en": "Deputy"})


def test_the_further_office_sees_the_person_and_ends_the_charge_alone(
    client, person, charge, tree
):
    signed_in(client, "hr", agency=tree["MOE"])
    page = client.get(address(person))
    assert page.status_code == 200
    assert person.phone not in page.text or not person.phone
    assert "Move to another post" not in page.text
    assert "Give an additional charge" not in page.text
    for act in ("charges/new/", f"charges/{charge.pk}/", "move/"):
        assert client.get(address(person, act)).status_code == 403
    today = timezone.localdate()
    end = address(person, f"charges/{charge.pk}/end/")
    assert "day" in errors(client.post(end, {"day": "2023-12-31", "reason": "x"}))
    assert client.post(end, {"day": today, "reason": "Filled"}).url == address(person)
    charge.refresh_from_db()
    assert (charge.valid_to, charge.end_reason) == (today + dt.timedelta(days=1), "Filled")


def test_who_ends_it_for_the_past_is_sent_to_the_list(client, person, charge, tree):
    signed_in(client, "hr", agency=tree["MOE"])
    end = address(person, f"charges/{charge.pk}/end/")
    assert client.post(end, {"day": "2025-01-01", "reason": "x"}).url == LIST
    assert client.get(address(person)).status_code == 404


def test_a_charge_to_come_is_shown_and_cancelled(client, above, person):
    day = timezone.localdate() + dt.timedelta(days=20)
    client.post(address(person, "charges/new/"), GIVEN | {"valid_from": day})
    page = client.get(address(person)).text
    assert f"from {official_date(day)}" in page
    key = AdditionalPosting.objects.get().pk
    page = client.post(address(person, "charges/undo/"), {"charge": key}, follow=True).text
    assert "Cancelled." in page
    assert not AdditionalPosting.objects.exists()
    for again in (key, "9" * 5_000):
        answer = client.post(address(person, "charges/undo/"), {"charge": again})
        assert answer.status_code == 404


def test_another_office_reaches_neither_person_nor_charge(client, person, charge, tree):
    signed_in(client, "hr", agency=tree["GAD-T1"])
    for act in ("", f"charges/{charge.pk}/", f"charges/{charge.pk}/end/"):
        assert client.get(address(person, act)).status_code == 404
    assert client.post(address(person, "charges/undo/")).status_code == 404


def test_the_list_of_a_unit_finds_who_has_a_charge_there_and_counts_nobody_more(
    client, person, charge, tree
):
    signed_in(client, "hr", agency=tree["MOE"])
    page = client.get(LIST).text
    assert person.staff_number not in page
    page = client.get(LIST, {"state": "charged", "unit": "MOE"}).text
    assert person.staff_number in page
    assert "Head of Office" in page
    assert RULE in page
    table = client.get(LIST + "export.csv", {"state": "charged"}).getvalue().decode()
    assert "30 percent" in table
    end_posting(person, day=timezone.localdate())
    assert person.staff_number not in client.get(LIST, {"state": "charged"}).text


def test_the_person_reads_it_and_who_sees_them_by_it(client, person, charge, tree):
    other = signed_in(client, "hr", agency=tree["MOE"], name_en="Aye Aye")
    sign_in(client, person)
    page = client.get("/en/details/").text
    assert "Head of Office" in page
    assert "30 percent of your work" in page
    page = client.get("/en/details/readers/").text
    assert other.get_full_name() in page
    assert "you have an additional charge there" in page
