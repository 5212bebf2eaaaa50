"""An office that assigns a course sees who lacks what."""

import pytest

from courses.assignments.making import DueRule, draft_assignment, make_assignment
from courses.assignments.reach import preview_reach
from courses.entry import (
    Prerequisite,
    check_admission,
)
from people.audiences import PeopleRule
from people.models import Role
from tests.courses.entry.courses import english_course
from tests.people.factories import PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db


def test_what_an_office_assigns_is_open_and_it_sees_who_lacks_what(office, held):
    before = english_course()
    held.prerequisites = [Prerequisite(course=str(before.key)).to_json()]
    held.save()
    person = PostingFactory(agency=office, grade=12).person
    hr = RoleFactory(agency=office, kind=Role.Kind.HR).person
    draft = draft_assignment(office, held, DueRule(due_days=30), rule=PeopleRule())
    reach = preview_reach(draft)
    assert (reach.count, reach.outside, reach.lacking) == (1, 1, 1)
    assert reach.lacking_names == [person]
    make_assignment(draft, by=hr, expected=1)
    admission = check_admission(person, held)
    assert not admission.is_outside
    assert admission.missing
