"""A rule finds people by where they serve on a day, and never outside of its agency."""

import datetime as dt

import pytest
from django.utils import timezone
from django_filters import ChoiceFilter

from people.agencies.acts import move_agency
from people.audiences import PeopleRule, find_people
from people.directory import DirectoryCondition, conditions
from people.models import Person
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
OFFICER = {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"}
CLERK = {"my": "စာရေး", "en": "Clerk"}


def serve(agency, name, **fields):
    return PostingFactory(agency=agency, person__name_en=name, **fields).person


@pytest.fixture
def people(tree):
    serve(tree["MOHA"], "Ministry", grade=3)
    serve(tree["GAD"], "Officer", position=OFFICER, grade=5)
    serve(tree["GAD-T1"], "Clerk", position=CLERK, grade=11)
    serve(tree["MOE"], "Stranger", grade=5)
    serve(tree["GAD"], "Left", valid_to=dt.date(2025, 1, 1))
    return tree


def found(rule, agency, day=None):
    people = find_people(rule, agency, on=day or timezone.localdate())
    return sorted(people.values_list("name_en", flat=True))


@pytest.mark.any_database
def test_each_part_of_a_rule_narrows_the_people_of_the_agency(people):
    home, gad = people["MOHA"], people["GAD"]
    for rule, names in (
        (PeopleRule(), ["Clerk", "Ministry", "Officer"]),
        (PeopleRule(is_only_here=True), ["Ministry"]),
        (PeopleRule(unit_id=gad.pk), ["Clerk", "Officer"]),
        (PeopleRule(unit_id=gad.pk, is_only_here=True), ["Officer"]),
        (PeopleRule(positions=("စာရေး",)), ["Clerk"]),
        (PeopleRule(positions=("clerk", "staff")), ["Clerk", "Ministry", "Officer"]),
        (PeopleRule(grade_from=5), ["Clerk", "Officer"]),
        (PeopleRule(grade_from=3, grade_to=5), ["Ministry", "Officer"]),
    ):
        assert found(rule, home) == names, rule


@pytest.mark.any_database
def test_a_unit_outside_the_agency_finds_nobody(people):
    assert found(PeopleRule(unit_id=people["MOE"].pk), people["MOHA"]) == []
    # The unit above is no way out either.
    assert found(PeopleRule(unit_id=people["MM"].pk), people["GAD"]) == ["Clerk", "Officer"]
    assert found(PeopleRule(unit_id=987654), people["GAD"]) == []


def test_who_came_lately_is_found_and_no_one_who_only_got_another_post(people):
    today = timezone.localdate()
    since = today - dt.timedelta(20)
    serve(people["GAD"], "New", valid_from=since)
    old = serve(people["GAD-T1"], "Promoted", valid_to=since)
    PostingFactory(person=old, agency=people["GAD"], valid_from=since)
    assert found(PeopleRule(arrived_within=30), people["MOHA"]) == ["New"]
    assert found(PeopleRule(arrived_within=10), people["MOHA"]) == []
    # Seen from the department alone, whoever came from its township office is one of its own.
    own = PeopleRule(unit_id=people["GAD"].pk, is_only_here=True, arrived_within=30)
    assert found(own, people["MOHA"]) == ["New", "Promoted"]


def test_a_past_day_has_its_own_tree_and_people(people, admin_user):
    moved = timezone.localdate() - dt.timedelta(10)
    move_agency(people["GAD"], people["MOE"], day=moved, by=admin_user, reason="Order 1.")
    home = people["MOHA"]
    assert found(PeopleRule(), home) == ["Ministry"]
    assert found(PeopleRule(), home, moved - dt.timedelta(1)) == ["Clerk", "Ministry", "Officer"]
    assert found(PeopleRule(), home, dt.date(2024, 6, 1)) == [
        *("Clerk", "Left", "Ministry", "Officer")
    ]


@pytest.mark.any_database
def test_what_apps_know_of_people_is_asked_too(people, monkeypatch):
    condition = DirectoryCondition(
        "named",
        lambda: {"named": ChoiceFilter(choices=[("Clerk", "Clerk"), ("Officer", "Officer")])},
        lambda people, asked: people.filter(name_en=asked["named"]) if asked["named"] else people,
    )
    monkeypatch.setattr(conditions, "_conditions", {"named": condition})
    assert found(PeopleRule(asked={"named": "Clerk"}), people["MOHA"]) == ["Clerk"]
    # What can be asked no more must not let everybody in.
    assert found(PeopleRule(asked={"named": "Forgotten"}), people["MOHA"]) == []
    assert found(PeopleRule(asked={"gone": "1"}), people["MOHA"]) == []


@pytest.mark.any_database
def test_a_rule_is_kept_and_read_as_it_was():
    rule = PeopleRule(4, True, ("a", "b"), 1, 9, 30, {"skill": "1.1"})
    assert PeopleRule.from_json(rule.to_json()) == rule
    assert PeopleRule().to_json() == {}
    with pytest.raises(TypeError):
        PeopleRule.from_json({"unknown": 1})


@pytest.mark.any_database
def test_a_rule_finds_with_few_queries(people, django_assert_max_num_queries):
    for _number in range(3):
        PostingFactory(agency=people["GAD"], person=PersonFactory())
    rule = PeopleRule(unit_id=people["GAD"].pk, grade_from=1, arrived_within=3660)
    with django_assert_max_num_queries(1):
        assert isinstance(find_people(rule, people["MOHA"], on=timezone.localdate())[0], Person)


@pytest.mark.any_database
def test_who_moves_within_the_unit_has_not_arrived_and_who_comes_back_has(people):
    today, home = timezone.localdate(), people["MOHA"]
    week = today - dt.timedelta(days=7)
    for name, before, until in (("Moved", "GAD-T1", week), ("Came", "MOE", week)):
        person = serve(people[before], name, valid_to=until)
        PostingFactory(person=person, agency=people["GAD"], valid_from=week)
    back = serve(people["GAD"], "Back", valid_to=dt.date(2025, 1, 1))
    PostingFactory(person=back, agency=people["GAD"], valid_from=week)
    assert found(PeopleRule(arrived_within=30), home) == ["Back", "Came"]
    assert found(PeopleRule(arrived_within=7), home) == []
    assert found(PeopleRule(arrived_within=8), home) == ["Back", "Came"]
