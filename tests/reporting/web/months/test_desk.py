"""Locked months at the desk: looked at and locked by the secretariat, read by the others."""

import pytest

from reporting.models import LockedMonth, MonthAdjustment
from reporting.months import Month, ask_adjustment, lock_month, preview_month, read_month
from tests.append_only import tampered
from tests.reporting.factories import EvidenceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LIST = "/en/office/months/"
FIGURE = "held/MOHA/DC3-4.2/2"


@pytest.fixture
def as_secretary(secretaries, client):
    client.force_login(secretaries[0])
    return client


def test_a_month_is_looked_at_and_locked(as_secretary, house, last_month):
    page = as_secretary.get(LIST).text
    assert "No month is locked yet" in page
    address = f"{LIST}{last_month.code}/lock/"
    assert address in page
    page = as_secretary.get(address).text
    assert "No month before it is locked" in page
    assert "+2" not in page
    digest = preview_month(last_month).digest
    assert digest in page
    EvidenceFactory(person=house.people[0], skill=house.skill, agency=house.moha)
    for other in ({"digest": digest}, {"digest": ""}, {}):
        assert as_secretary.post(address, other).url == address
    assert not LockedMonth.objects.exists()
    done = as_secretary.post(address, {"digest": preview_month(last_month).digest})
    assert done.url == f"{LIST}{last_month.code}/"
    again = as_secretary.post(address, {"digest": digest}, follow=True)
    assert again.redirect_chain[0][0] == done.url
    assert "You locked nothing" in again.text
    assert LockedMonth.objects.get().locked_by.username == "first"


@pytest.mark.parametrize("code", ["x", "2026-99", "2026-1", "9999-12"])
def test_what_is_no_month_is_not_found(as_secretary, code):
    for address in (f"{LIST}{code}/", f"{LIST}{code}/lock/", f"/en/figures/{code}/plan.csv"):
        assert as_secretary.get(address).status_code == 404


def test_whom_a_figure_is_about_is_told_before_it_is_locked_and_put_right(
    as_secretary, secretaries, house, last_month
):
    clerk = {"en": "Clerk", "my": "စာရေး"}
    house.target.positions = [clerk]
    house.target.save()
    page = as_secretary.get(f"{LIST}{last_month.code}/lock/").text
    assert "Held now · Clerk" in page
    row = lock_month(last_month)
    [figure] = [key for key in read_month(row).figures if key.startswith(f"{FIGURE}/")]
    ask_adjustment(row, figure, value=5, reason="Late", by=secretaries[1])
    assert "Held now · Clerk" in as_secretary.get(LIST).text
    adjust = f"{LIST}{row.code}/adjust/?figure={figure}"
    assert "Held now · Clerk" in as_secretary.get(adjust).text


def test_hr_reads_the_figures_of_its_own_units(locked, as_hr):
    assert locked.code in as_hr.get(LIST).text
    page = as_hr.get(f"{LIST}{locked.code}/").text
    assert "Home Affairs" in page
    assert "North Office" in page
    assert "Education" not in page
    assert "Put it right" not in page
    # What was signed is English, and is read in the language of the page.
    burmese = as_hr.get(f"/my/office/months/{locked.code}/").text
    assert "Persons posted" in page
    assert "Persons posted" not in burmese


def test_a_page_of_many_figures_costs_few_queries(locked, as_hr, django_assert_max_num_queries):
    address = f"{LIST}{locked.code}/"
    as_hr.get(address)
    with django_assert_max_num_queries(12):
        as_hr.get(address)


def test_a_figure_is_put_right_by_two(locked, as_secretary, secretaries):
    address = f"{LIST}{locked.code}/adjust/?figure={FIGURE}"
    assert as_secretary.get(f"{LIST}{locked.code}/adjust/?figure=x").status_code == 404
    refused = as_secretary.post(address, {"value": "၂", "reason": "Late"})
    assert refused.status_code == 422
    assert "says so already" in refused.text
    as_secretary.post(address, {"value": "၅", "reason": "Orders came late"})
    row = MonthAdjustment.objects.get()
    assert "waits for its decision" in (form := as_secretary.get(address).text)
    assert 'name="value"' not in form
    page = as_secretary.get(LIST).text
    assert "Take it back" in page
    assert "Home Affairs" in page
    assert f"{FIGURE}</bdi>" not in page
    assert "2 → 5" in page
    decide = f"{LIST}adjustments/{row.pk}/"
    as_secretary.post(decide, {"approve": "1"})
    row.refresh_from_db()
    assert row.answer_state == "waiting"
    as_secretary.force_login(secretaries[1])
    assert "Adjustments of locked months" in as_secretary.get("/en/office/requests/").text
    as_secretary.post(decide, {"decline": "1"})
    assert "Say why you decline it" in as_secretary.get(LIST).text
    as_secretary.post(decide, {"approve": "1"})
    assert read_month(locked).figures[FIGURE].value == 5
    page = as_secretary.get(f"{LIST}{locked.code}/").text
    assert "Orders came late" in page
    assert str(secretaries[1]) in page
    assert 'name="value"' in as_secretary.get(address).text


def test_the_file_is_served_as_it_was_signed(locked, as_secretary):
    answer = as_secretary.get(f"{LIST}{locked.code}/file.json")
    assert answer.content.decode() == locked.content
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_month_that_somebody_touched_is_not_shown(locked, as_secretary):
    with tampered(LockedMonth):
        LockedMonth.objects.update(content="{}")
    address = f"{LIST}{locked.code}"
    adjust = f"{address}/adjust/?figure={FIGURE}"
    answers = [
        *map(as_secretary.get, [f"{address}/", f"{address}/figures.csv", adjust]),
        *[as_secretary.get(f"{address}/file.json"), as_secretary.post(adjust, {"value": "5"})],
    ]
    for answer in answers:
        assert answer.status_code == 503
        assert "cannot be shown" in answer.text


@pytest.mark.parametrize("is_touched", [True, False])
def test_what_nobody_can_read_is_declined_and_not_approved(
    locked, as_secretary, secretaries, is_touched
):
    row = ask_adjustment(locked, FIGURE, value=5, reason="Late", by=secretaries[0])
    if is_touched:
        with tampered(LockedMonth):
            LockedMonth.objects.update(content="{}")
    else:
        MonthAdjustment.objects.update(figure="held/NO/X/1")
    as_secretary.force_login(secretaries[1])
    page = as_secretary.get(LIST).text
    assert "can be declined, and not approved" in page
    assert 'name="approve"' not in page
    decide = f"{LIST}adjustments/{row.pk}/"
    assert "Not approved" in as_secretary.post(decide, {"approve": "1"}, follow=True).text
    as_secretary.post(decide, {"decline": "1", "answer": "Nobody can read it."})
    row.refresh_from_db()
    assert row.answer_state == "declined"


def test_a_month_is_not_compared_with_one_that_somebody_touched(locked, as_secretary):
    with tampered(LockedMonth):
        LockedMonth.objects.update(content="{}", month=Month.parse(locked.code).before.first_day)
    answer = as_secretary.get(f"{LIST}{locked.code}/lock/", follow=True)
    assert "the last month is not as it was signed" in answer.text


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_figures_of_the_page_are_had_as_a_file(locked, as_hr, suffix):
    answer = as_hr.get(f"{LIST}{locked.code}/figures.{suffix}")
    content = b"".join(answer)
    if suffix == "csv":
        text = content.decode("utf-8-sig")
        assert "MOHA,Home Affairs,DC3-4.2" in text
        assert "Education" not in text
        assert locked.digest in text
    assert as_hr.get(f"{LIST}{locked.code}/").text.count("figures.csv") == 1
