"""The desk shows what the plan asks of its units, and leads to who lacks it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from tests.people.factories import AgencyFactory, PostingFactory, RoleFactory
from tests.plan.factories import PlanFactory, SkillFactory, TargetFactory
from tests.reporting.factories import EvidenceFactory
from tests.reporting.web.addresses import ON, text_of

DESK = "/en/office/plan/"


def shown(response):
    return [row.target.agency.code for row in response.context["page"]]


def test_targets_of_the_units_are_listed_with_gap_and_pace(as_hr, house):
    response = as_hr.get(DESK, ON)
    assert shown(response) == ["MOHA", "GAD-N"]
    page = text_of(response)
    assert "Protecting data" in page
    assert "a month needed" in page
    assert shown(as_hr.get(DESK, ON | {"unit": "GAD-N"})) == ["GAD-N"]


def test_targets_are_narrowed_to_those_in_one_state(as_hr, house):
    TargetFactory(agency=house.gad, skill=house.skill, headcount=1)
    counts = dict(as_hr.get(DESK, ON).context["states"])
    assert sum(counts.values()) == 3
    for state, count in counts.items():
        assert len(shown(as_hr.get(DESK, ON | {"state": state}))) == count
    assert len(shown(as_hr.get(DESK, ON | {"state": "nonsense"}))) == 3


def test_the_gap_leads_to_the_people_who_lack_the_skill(as_hr, house):
    page = text_of(as_hr.get(DESK))
    asked = {"unit": "MOHA", "skill": "DC3-4.2", "skill_level": 2, "skill_proof": "lacking"}
    address = (
        reverse("people:office_people") + "?" + "&amp;".join(f"{k}={v}" for k, v in asked.items())
    )
    assert address in page
    listed = as_hr.get(address.replace("&amp;", "&")).context["page"]
    assert listed.paginator.count == 3
    # Of a past day the list of today's people would tell something else.
    assert address not in text_of(as_hr.get(DESK, {"day": "2026-01-01"}))


def test_the_gap_leads_hr_managers_to_assign_a_course_to_those_people(as_hr, house):
    address = "/en/office/duties/new/?unit=MOHA&amp;skill=DC3-4.2&amp;level=2"
    assert address in text_of(as_hr.get(DESK))
    form = as_hr.get(address.replace("&amp;", "&")).context["form"]
    assert (form["unit"].value(), form["skill"].value()) == ("MOHA", "DC3-4.2")
    assert (form["skill_level"].value(), form["skill_proof"].value()) == ("2", "lacking")


def test_a_skill_that_nobody_holds_yet_can_be_asked_for_in_the_list_of_people(as_hr, house):
    target = TargetFactory(agency=house.moha, skill=SkillFactory(code="DC3-5.1"))
    asked = {"skill": target.skill.code, "skill_proof": "lacking"}
    listed = as_hr.get(reverse("people:office_people"), asked)
    assert listed.context["page"].paginator.count == 5


@pytest.mark.parametrize(("kind", "names"), [("hr", False), ("secretariat", True)])
def test_a_plan_in_preparation_is_named_to_the_secretariat_only(client, house, kind, names):
    PlanFactory(code="NEXT", names={"my": "နောက်", "en": "The next plan"}, in_force_on=None)
    client.force_login(RoleFactory(agency=house.root, kind=Role.Kind(kind)).person)
    page = text_of(client.get(DESK, ON))
    assert ("The next plan" in page) is names
    assert "The plan" in page


def test_who_has_no_role_is_refused_and_another_unit_is_not_found(client, as_hr, house):
    assert as_hr.get(DESK, {"unit": "MOE"}).status_code == 404
    client.force_login(house.people[0])
    assert client.get(DESK).status_code == 403


def test_the_queries_do_not_grow_with_targets(as_hr, house, django_assert_max_num_queries):
    for _number in range(20):
        unit = AgencyFactory(parent=house.gad)
        person = PostingFactory(agency=unit).person
        EvidenceFactory(person=person, skill=house.skill, acquired_on=timezone.localdate())
        TargetFactory(agency=unit, skill=house.skill)
    as_hr.get(DESK)
    with django_assert_max_num_queries(18):
        assert len(shown(as_hr.get(DESK))) == 22
