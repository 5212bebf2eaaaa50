"""A review that was begun or done is in the record, in all languages, and in drafts."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.models import CoursePage
from cms.upkeep import PastReviewDay, begin_review, finish_review
from courses.models import Course
from tests.cms import factories as f
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
TODAY = timezone.localdate()
NEXT = TODAY + dt.timedelta(days=365)


@pytest.fixture
def page(shelf):
    page = f.put_course(shelf, review_by=TODAY - dt.timedelta(days=1))
    f.in_burmese(page)
    return page


def flagged():
    return Course.objects.to_be_reviewed(TODAY).count()


def test_a_review_is_begun_and_ended_by_the_next_day(page):
    person = PersonFactory()
    assert Course.objects.get().is_outdated(TODAY)
    begin_review(page, by=person)
    assert Course.objects.get().review_begun_on == TODAY
    with pytest.raises(PastReviewDay):
        finish_review(page, TODAY, by=person)
    finish_review(page, NEXT, by=person)
    course = Course.objects.get()
    assert (course.review_by, course.is_outdated(TODAY), flagged()) == (NEXT, False, 0)
    assert set(CoursePage.objects.values_list("review_by", flat=True)) == {NEXT}
    acts = PageLogEntry.objects.filter(action__startswith="course.").order_by("pk")
    assert [one.action for one in acts] == ["course.begin_review", "course.review"]
    assert NEXT.isoformat() in acts.last().data.values()


def test_a_draft_that_was_begun_before_does_not_take_it_back(page):
    page.title = "Changed"
    draft = page.save_revision()
    finish_review(page, NEXT, by=PersonFactory())
    assert Course.objects.get().titles["en"] == "Personal data"
    draft.refresh_from_db()
    draft.publish()
    course = Course.objects.get()
    assert (course.titles["en"], course.review_by) == ("Changed", NEXT)
