"""What somebody's position asks and they do not hold, with the course that closes it."""

import datetime as dt

import pytest
from django.utils import timezone

from certification.evidence.recording import record_test_result
from certification.evidence.role_gaps import list_role_gaps
from tests.courses.factories import make_course, make_enrolment
from tests.courses.session_factories import make_session, soon
from tests.people.factories import AgencyFactory, PostingFactory
from tests.plan.factories import LevelFactory, RoleProfileFactory, SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CLERK = {"my": "စာရေး", "en": "Clerk"}


@pytest.fixture
def clerk():
    unit = AgencyFactory(parent=AgencyFactory(), kind="township")
    return PostingFactory(agency=unit, position=CLERK).person


@pytest.fixture
def skill():
    skill = SkillFactory()
    for number in (1, 2, 3):
        LevelFactory(framework=skill.framework, number=number)
    return skill


def ask(person, *asks, **fields):
    fields = {"position": CLERK, "agency": person.postings.get().agency.get_parent()} | fields
    return RoleProfileFactory(asks=asks, **fields)


def test_of_what_is_asked_the_highest_level_counts_and_what_is_held_is_no_gap(clerk, skill):
    held = SkillFactory(framework=skill.framework)
    ask(clerk, (skill, 2, None), (held, 1, None))
    ask(clerk, (skill, 3, None), agency=clerk.postings.get().agency)
    today = timezone.localdate()
    record_test_result(clerk, held, 1, on=today, source="a")
    record_test_result(clerk, skill, 2, on=today, source="b")
    (gap,) = list_role_gaps(clerk)
    assert (gap.skill, gap.level, gap.held, gap.course_slug) == (skill, 3, 2, None)
    assert gap.level_names


@pytest.mark.parametrize(
    "fields",
    [{"position": {"en": "Driver"}}, {"unit_kind": "ministry"}, {"valid_from": "later"}],
)
def test_what_is_asked_of_others_or_later_is_no_gap(clerk, skill, fields):
    if fields.get("valid_from"):
        fields = {"valid_from": timezone.localdate() + dt.timedelta(days=1)}
    ask(clerk, (skill, 1, None), **fields)
    assert list_role_gaps(clerk) == []


def test_a_minimum_of_the_unit_is_no_gap_of_one_person(clerk, skill):
    ask(clerk, (skill, 1, 3))
    assert list_role_gaps(clerk) == []


def test_the_course_that_closes_it_is_the_one_begun_and_its_next_session(
    clerk, skill, django_assert_num_queries
):
    ask(clerk, (skill, 2, None))
    make_course(skills=[(skill, 1)])
    near, far = make_course(skills=[(skill, 2)]), make_course(skills=[(skill, 3)])
    assert list_role_gaps(clerk)[0].course_slug == near.slug
    make_enrolment(far, person=clerk)
    session = make_session(far.agency, course=far, parts=[soon(4)])
    make_session(near.agency, course=near, parts=[soon(2)])
    with django_assert_num_queries(1):
        (gap,) = list_role_gaps(clerk)
    assert (gap.course_slug, gap.is_begun, gap.session) == (far.slug, True, session.pk)


def test_nobody_without_a_posting_has_a_gap(clerk, skill):
    ask(clerk, (skill, 1, None))
    clerk.postings.update(valid_to=timezone.localdate())
    assert list_role_gaps(clerk) == []
