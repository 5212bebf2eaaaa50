"""Who answers for a course is reminded before the day and on it; trainers, if the owner left."""

import datetime as dt

import pytest
from django.utils import timezone

from cms.upkeep import list_owned, remind_owners
from courses.models import Course
from people.messaging import render_message
from people.models import Message, Role
from tests.cms import factories as f
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
NOON = timezone.localtime().replace(hour=12, minute=0)
DAY = NOON.date() + dt.timedelta(days=30)


def make_trainer(shelf):
    return RoleFactory(agency=shelf.agency, kind=Role.Kind.TRAINER).person


@pytest.fixture
def owner(shelf):
    return make_trainer(shelf)


@pytest.fixture
def course(shelf, owner):
    f.put_course(shelf, review_by=DAY, course_owner=owner)
    return Course.objects.get()


def told(person):
    return [one.subject.rpartition(":")[2] for one in person.messages.order_by("pk")]


def test_the_owner_hears_thirty_days_before_and_on_the_day_and_nobody_else(shelf, owner, course):
    other = make_trainer(shelf)
    for days in (-1, 0, 1, 30, 31):
        remind_owners(at=NOON + dt.timedelta(days=days))
    assert (told(owner), told(other)) == (["soon", "due"], [])
    assert "/cms/" in " ".join(render_message(Message.objects.first()).paragraphs)
    assert list(list_owned(owner)) == [course]
    assert list(list_owned(other)) == []


def test_what_an_owner_left_comes_to_the_trainers_of_the_agency(shelf, owner, course):
    other, elsewhere = make_trainer(shelf), RoleFactory(kind=Role.Kind.TRAINER).person
    remind_owners(at=NOON)
    Role.objects.filter(person=owner).delete()
    remind_owners(at=NOON)
    assert [len(told(one)) for one in (owner, other, elsewhere)] == [1, 1, 0]
    assert list(list_owned(other)) == [course]
    assert not list_owned(elsewhere).exists()


def test_nobody_is_reminded_of_what_is_being_reviewed(owner, course):
    Course.objects.update(review_begun_on=NOON.date())
    assert remind_owners(at=NOON + dt.timedelta(days=40)) == 0


def test_who_publishes_first_owns_it_if_they_teach_there(shelf, owner):
    page = f.put_course(shelf, slug="mine", publish=False)
    page.owner = owner
    page.save()
    page.save_revision().publish()
    assert Course.objects.get(slug="mine").owner == owner
    other = f.put_course(shelf, slug="theirs", publish=False)
    other.owner = PersonFactory()
    other.save()
    other.save_revision().publish()
    assert Course.objects.get(slug="theirs").owner is None
