"""The one figure of the plan on the front page."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from people.models import Agency
from reporting.templatetags.plan_progress import plan_progress
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory
from tests.plan.factories import SkillFactory, TargetFactory
from tests.reporting.factories import EvidenceFactory

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + dt.timedelta(days=30)
LATER = SOON + dt.timedelta(days=300)


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def country():
    return AgencyFactory(kind=Agency.Kind.GOVERNMENT)


def test_without_a_target_there_is_no_figure():
    assert plan_progress() is None


def test_the_nearest_target_of_the_whole_country_is_told(country):
    skill = SkillFactory()
    near = TargetFactory(agency=country, skill=skill, due_on=SOON)
    TargetFactory(agency=country, skill=SkillFactory(), due_on=LATER)
    person = PersonFactory()
    PostingFactory(person=person, agency=country)
    EvidenceFactory(person=person, skill=skill, level=near.level)
    progress = plan_progress()
    assert (progress.target, progress.held) == (near, 1)


def test_a_target_of_a_ministry_is_not_the_country_s(country):
    TargetFactory(agency=AgencyFactory(parent=country), due_on=SOON)
    assert plan_progress() is None


def test_the_second_reader_costs_two_queries(country, django_assert_max_num_queries):
    TargetFactory(agency=country, due_on=SOON)
    plan_progress()
    with django_assert_max_num_queries(2):
        plan_progress()
