"""Supervisors sign off skills of their own people, and of nobody else's."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from certification.evidence.levels import highest_levels
from certification.models import Evidence
from tests.people.factories import RoleFactory


def address(person):
    return reverse("reporting:sign_off", args=[person.pk])


def form(**changes):
    fields = {"skill": "DC3-4.2", "level": "2", "on": "2026-11-02", "source": "Ran the counter"}
    return fields | changes


@pytest.fixture
def lacking(house):
    """Somebody of the north office who does not hold the skill."""
    return house.people[3]


def test_a_sign_off_counts_from_its_day_and_names_who_gave_it(as_township, house, lacking):
    assert as_township.post(address(lacking), form()).status_code == 302
    row = Evidence.objects.get(person=lacking)
    assert (row.kind, row.recorded_by, row.source) == (
        "sign_off",
        house.township,
        "Ran the counter",
    )
    assert row.agency == house.north
    assert highest_levels(lacking, dt.date(2026, 11, 2)) == {house.skill.pk: 2}
    assert not highest_levels(lacking, dt.date(2026, 11, 1))
    page = as_township.get(address(lacking)).content.decode()
    assert "Ran the counter" in page


@pytest.mark.parametrize("goes_further", [True, False])
def test_the_form_and_its_error_tell_the_rule(as_township, house, lacking, settings, goes_further):
    settings.SECOND_SIGN_OFF = goes_further
    with override("en"):
        page = address(lacking)
    for answer in (as_township.get(page), as_township.post(page, form(level="4"))):
        assert "At most one level above what is proved otherwise." in answer.text
        assert ("A second supervisor may go one further." in answer.text) == goes_further
    assert "Of this skill at most:" in answer.text


def test_skills_of_one_name_are_told_apart_by_their_framework(as_township, house, lacking):
    page = as_township.get(address(lacking)).content.decode()
    assert f">{house.skill.name} · {house.skill.framework.name}</option>" in page


@pytest.mark.parametrize("place", ["moe", "south"])
def test_people_under_somebody_else_are_not_found(as_township, house, place):
    stranger = house.people[4] if place == "south" else RoleFactory(agency=house.moe).person
    assert as_township.get(address(stranger)).status_code == 404
    assert as_township.post(address(stranger), form()).status_code == 404
    assert Evidence.objects.filter(kind="sign_off").count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"level": "3"}, "level"),
        ({"level": "4"}, "level"),
        ({"level": "9"}, "level"),
        ({"skill": "DC9"}, "skill"),
        ({"on": "2999-01-01"}, "on"),
        ({"on": "1990-01-01"}, "on"),
        ({"on": ""}, "on"),
        ({"source": ""}, "source"),
        ({"source": "x" * 201}, "source"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_is_written(
    as_township, lacking, changes, field
):
    answer = as_township.post(address(lacking), form(**changes))
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not Evidence.objects.filter(person=lacking).exists()


def test_a_sign_off_is_withdrawn_from_today_on_by_any_supervisor(as_hr, house, lacking):
    as_hr.post(address(lacking), form())
    row = Evidence.objects.get(person=lacking)
    today = timezone.localdate()
    assert highest_levels(lacking, today)
    as_hr.post(address(lacking), {"withdraw": row.pk})
    assert not highest_levels(lacking, today)
    assert highest_levels(lacking, today - dt.timedelta(1))
    as_hr.post(address(lacking), form())
    assert highest_levels(lacking, today)


def test_a_level_out_of_reach_names_the_one_that_is_not(as_hr, house, lacking):
    answer = as_hr.post(address(lacking), form(level="4"))
    with override("my"):
        assert "၂ · အခြေခံ" in str(answer.context["form"].errors["level"])


@pytest.mark.parametrize("language", ["my", "en"])
def test_a_sign_off_with_a_large_number_is_withdrawn_by_the_button_of_the_page(
    as_hr, house, lacking, language
):
    as_hr.post(address(lacking), form())
    Evidence.objects.filter(person=lacking).update(id=1_234_567)
    with override(language):
        url = address(lacking)
    [number] = re.findall(r'name="withdraw" value="([^"]*)"', as_hr.get(url).content.decode())
    assert as_hr.post(url, {"withdraw": number}).status_code == 302
    assert not highest_levels(lacking, timezone.localdate())


@pytest.mark.parametrize("number", ["0", "x", "-1", "²", "9" * 30, ""])
def test_what_is_no_sign_off_of_the_person_is_not_withdrawn(as_hr, house, lacking, number):
    kept = Evidence.objects.get(person=house.people[2])
    for given in (number, kept.pk):
        assert as_hr.post(address(lacking), {"withdraw": given}).status_code == 404
    kept.refresh_from_db()
    assert kept.revoked_on is None


def test_the_page_takes_few_queries(as_hr, lacking, django_assert_max_num_queries):
    as_hr.post(address(lacking), form())
    as_hr.get(address(lacking))  # what waits is counted for the menu, and known for a while
    with django_assert_max_num_queries(12):
        as_hr.get(address(lacking))
