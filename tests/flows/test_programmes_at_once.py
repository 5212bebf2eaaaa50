"""The last two courses of a programme, completed in the same moment."""

import pytest

from courses.models import ProgrammeEnrolment
from courses.progress.completion import complete_lesson
from tests.courses.factories import make_enrolment
from tests.courses.programmes import make_programme, make_short_courses, take_programme
from tests.people.factories import PersonFactory
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_two_last_lessons_at_once_complete_the_programme_once():
    courses, person = make_short_courses(3), PersonFactory()
    take_programme(make_programme(courses), person)
    last = [
        (make_enrolment(one, person=person), one.modules.get().lessons.get().versions.first())
        for one in courses
    ]
    at_once(*[lambda one=one: complete_lesson(*one) for one in last])
    assert ProgrammeEnrolment.objects.get().completed_at
