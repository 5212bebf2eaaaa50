"""The page of a person lets their office act on the postings, in words and either digits."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Posting
from people.text.formatting import digits, official_date
from tests.people.factories import AgencyFactory, PostingFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
MOVE = {"unit": "GAD-T1", "position_en": "Clerk", "grade": "၈", "day": "၂၀၂၅-၀၆-၀၁"}


@pytest.fixture
def person(tree):
    return PostingFactory(agency=tree["GAD"], valid_from=dt.date(2024, 1, 1)).person


@pytest.fixture
def hr(client, tree):
    return signed_in(client, "hr", agency=tree["MOHA"])


def address(person, act=""):
    return f"/en/office/people/{person.pk}/{act}"


def errors(answer):
    assert answer.status_code == 200
    return set(answer.context["form"].errors)


def test_a_move_in_burmese_digits_is_recorded_shown_and_taken_back(client, hr, person, tree):
    answer = client.post(address(person, "move/"), MOVE)
    assert answer.url == address(person)
    last = Posting.objects.last()
    assert (last.agency, last.grade, last.valid_from) == (tree["GAD-T1"], 8, dt.date(2025, 6, 1))
    page = client.get(address(person)).text
    assert "You did this today: Moved" in page
    client.post(address(person, "undo/"), {"act": "undo"})
    assert "Taken back." in client.get(address(person)).text
    assert Posting.objects.get().agency == tree["GAD"]


def test_an_open_posting_goes_on_and_acts_are_not_printed(client, hr, person):
    page = client.get(address(person)).text
    assert "goes on" in page
    assert 'class="stack-tight no-print" aria-labelledby="part-postings"' in page


def test_a_planned_posting_is_shown_with_its_day_and_cancelled(client, hr, person, tree):
    day = timezone.localdate() + dt.timedelta(days=40)
    client.post(address(person, "move/"), {**MOVE, "day": day.isoformat()})
    page = client.get(address(person)).text
    assert f"from {day.day} {day:%B %Y}" in page
    assert f"since {day.day} {day:%B %Y}" not in page
    # What comes keeps the service from ending before: it is named with the way past it.
    answer = client.post(address(person, "end/"), {"day": "2026-01-01", "reason": "retired"})
    told = answer.context["form"].errors["day"][0]
    assert told == f"A posting is planned from {official_date(day)}. Cancel it first."
    assert "Planned: Agency GAD-T1" in page
    assert "← Agency GAD<" in page
    client.post(address(person, "undo/"), {"act": "cancel"})
    assert Posting.objects.get().valid_to is None


def test_a_unit_is_found_by_words_and_chosen_among_several(client, hr, person, tree):
    post = {**MOVE, "unit": "agency gad"}
    answer = client.post(address(person, "move/"), post)
    assert errors(answer) == {"chosen"}
    assert "Agency GAD-T1 (GAD-T1)" in answer.text
    assert answer.context["form"].fields["chosen"].required
    assert (
        client.post(address(person, "move/"), {**post, "chosen": tree["MOE"].pk}).status_code
        == 200
    )
    client.post(address(person, "move/"), {**post, "chosen": tree["GAD-T1"].pk})
    assert Posting.objects.last().agency == tree["GAD-T1"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"unit": "MOE"}, "unit"),
        ({"unit": "%"}, "unit"),
        ({"day": "1949-01-01"}, "day"),
        ({"day": "2099-01-01"}, "day"),
        ({"day": "2023-01-01"}, "day"),
        ({"day": "soon"}, "day"),
        ({"position_en": "\u3164"}, "position_my"),
        ({"position_en": "張"}, "position_en"),
        ({"grade": "99"}, "grade"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(client, hr, person, sent, field):
    assert errors(client.post(address(person, "move/"), {**MOVE, **sent})) == {field}
    assert Posting.objects.get().valid_to is None


def test_a_closed_unit_takes_nobody_any_more(client, hr, person, tree):
    AgencyFactory(code="OLD", parent=tree["MOHA"], valid_to=timezone.localdate())
    assert errors(client.post(address(person, "move/"), {**MOVE, "unit": "OLD"})) == {"unit"}
    day = timezone.localdate() + dt.timedelta(days=20)
    AgencyFactory(code="GOING", parent=tree["MOHA"], valid_to=day)
    sent = {**MOVE, "unit": "GOING", "day": day.isoformat()}
    assert errors(client.post(address(person, "move/"), sent)) == {"day"}


def test_the_service_ends_with_a_reason_that_is_shown(client, hr, person):
    sent = {"day": "2026-01-01", "reason": "retired"}
    assert errors(client.post(address(person, "end/"), {"day": "2023-01-01"})) == {"reason"}
    assert errors(client.post(address(person, "end/"), {**sent, "day": "2023-01-01"})) == {"day"}
    assert client.post(address(person, "end/"), sent).status_code == 302
    page = client.get(address(person)).text
    assert "Retired" in page
    # The day that was written is the day that is shown, here and where it is corrected.
    assert Posting.objects.get().valid_to == dt.date(2026, 1, 2)
    assert "1 January 2026" in page
    correction = client.get(address(person, f"postings/{Posting.objects.get().pk}/")).text
    assert 'value="2026-01-01"' in correction
    answer = client.post(address(person, "end/"), {**sent, "day": "2026-02-01"})
    assert "ended on 1 January 2026" in answer.context["form"].errors["day"][0]
    answer = client.post(address(person, "move/"), MOVE)
    assert "goes up to 1 January 2026" in answer.context["form"].errors["day"][0]


def test_a_posting_is_corrected_with_a_reason(client, hr, person):
    posting = Posting.objects.get()
    sent = {"valid_from": "2023-01-01", "position_my": "စာရေး", "reason": "A slip of the pen"}
    there = address(person, f"postings/{posting.pk}/")
    assert errors(client.post(there, {**sent, "reason": " "})) == {"reason"}
    assert errors(client.post(there, {**sent, "valid_to": "2022-01-01"})) == {"valid_to"}
    assert client.post(there, sent).status_code == 302
    posting.refresh_from_db()
    assert (posting.valid_from, posting.position) == (dt.date(2023, 1, 1), {"my": "စာရေး"})
    assert client.get(address(person)).text.count("A slip of the pen") == 1


def test_the_form_names_the_posting_that_is_corrected(client, hr, person, tree):
    earlier = (dt.date(2023, 1, 1), dt.date(2024, 1, 1))
    PostingFactory(person=person, valid_from=earlier[0], valid_to=earlier[1])
    first = person.postings.earliest("valid_from")
    page = client.get(address(person, f"postings/{first.pk}/")).text
    lead = page.partition('class="lead"')[2].partition("</p>")[0]
    assert str(first.agency) in lead
    assert "2024" not in lead


def test_a_posting_of_somebody_else_is_not_found(client, hr, person, tree):
    other = PostingFactory(agency=tree["GAD"])
    assert client.get(address(person, f"postings/{other.pk}/")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "unit"), [("secretariat", "MM"), ("hr", "MOE"), ("hr", "GAD-T1")]
)
def test_nobody_else_acts_on_them(client, person, tree, kind, unit):
    signed_in(client, kind, agency=tree[unit])
    for act in ("move/", "end/", "undo/", f"postings/{Posting.objects.get().pk}/"):
        assert client.post(address(person, act), MOVE).status_code in (403, 404)
    assert "Move to another post" not in client.get(address(person)).text
    assert Posting.objects.get().valid_to is None


def test_burmese_pages_speak_burmese_in_their_digits(client, hr, person):
    page = client.get(f"/my/office/people/{person.pk}/move/").text
    assert "တာဝန်စတင်မည့်နေ့" in page
    assert digits("2024") in page
