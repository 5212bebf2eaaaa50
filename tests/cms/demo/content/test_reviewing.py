"""The course that waits in the demo goes the whole way."""

import pytest

from cms.demo.content.reviewing import hand_in_course, has_handed_in
from cms.models import CoursePage, PageReview
from cms.office.content.before_publishing import publish_ready_pages
from cms.reviews import list_reviewable
from people.models import Person
from tests.people.factories import AgencyFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def test_it_was_sent_back_once_and_its_reviewer_publishes_all_of_it(tree):
    academy = AgencyFactory(code="CSA-UM")
    RoleFactory(agency=academy, kind="trainer", person__username="trainer")
    PostingFactory(agency=academy)
    hand_in_course()
    assert has_handed_in()
    assert PageReview.objects.get(outcome="sent_back").reason
    [asked] = PageReview.objects.waiting().exclude(comments=None)
    assert asked.due_on
    reviewer = Person.objects.get(username="reviewer")
    waiting = [review.page for review in list_reviewable(reviewer)]
    assert publish_ready_pages(waiting, reviewer) == (3, [])
    assert CoursePage.objects.get(slug="plain-letters").live
