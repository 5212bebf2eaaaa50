"""An edition reaches who is in the middle, and who holds a completion that lasts."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.editions import count_reach
from courses.models import Enrolment
from courses.progress.completion import write_completion
from tests.courses.factories import make_course, make_enrolment

pytestmark = pytest.mark.django_db


def test_who_is_in_the_middle_and_whose_completion_lasts_are_counted(
    django_assert_num_queries,
):
    course, now, today = make_course(), timezone.now(), timezone.localdate()
    make_enrolment(make_course())
    make_enrolment(course)
    left = make_enrolment(course)
    Enrolment.objects.filter(pk=left.pk).update(withdrawn_at=now)
    for ends_on in (None, today + dt.timedelta(days=1), today):
        done = make_enrolment(course)
        write_completion(done, at=now)
        Enrolment.objects.filter(pk=done.pk).update(ends_on=ends_on)
    with django_assert_num_queries(2):
        reach = count_reach(course)
    assert (reach.in_middle, reach.completed) == (1, 2)
