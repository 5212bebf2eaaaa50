"""The one figure of the plan on the front page, of the last locked month."""

import datetime as dt

import pytest

from reporting.months import lock_month
from reporting.templatetags.plan_progress import plan_progress
from tests.plan.factories import SkillFactory, TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def all_told(settings):
    settings.SMALLEST_PUBLIC_NUMBER = 0


def test_before_the_first_locked_month_there_is_no_figure(house):
    TargetFactory(agency=house.root, skill=house.skill)
    assert plan_progress() is None


def test_the_nearest_target_of_the_whole_country_is_told(house, last_month):
    soon = last_month.last_day + dt.timedelta(days=40)
    TargetFactory(agency=house.root, skill=SkillFactory(), due_on=soon + dt.timedelta(days=300))
    TargetFactory(agency=house.root, skill=house.skill, due_on=soon, headcount=9)
    lock_month(last_month)
    progress = plan_progress()
    assert (progress.held, progress.asked, progress.day) == (2, 9, last_month.last_day)


def test_a_target_of_a_ministry_is_not_the_country_s(locked):
    assert plan_progress() is None


def test_a_figure_that_is_too_small_is_not_told(house, last_month, settings):
    settings.SMALLEST_PUBLIC_NUMBER = 10
    TargetFactory(agency=house.root, skill=house.skill)
    lock_month(last_month)
    assert plan_progress() is None


def test_the_second_reader_costs_one_query(locked, django_assert_max_num_queries):
    plan_progress()
    with django_assert_max_num_queries(1):
        plan_progress()
