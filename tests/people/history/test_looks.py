"""Who read whose data is kept once a day, and the person reads it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.history import list_viewers, record_looks
from people.models import Look
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_look_is_kept_once_for_viewer_person_and_day(django_assert_num_queries):
    viewer, *people = (PersonFactory() for _number in range(3))
    keys = [person.pk for person in people]
    record_looks(viewer, [*keys, *keys, viewer.pk])
    assert Look.objects.count() == 2
    with django_assert_num_queries(1):
        record_looks(viewer, keys)
    with django_assert_num_queries(0):
        record_looks(viewer, [viewer.pk])
    assert Look.objects.count() == 2


def test_the_database_keeps_looks_for_good():
    look = Look.objects.create(
        viewer=PersonFactory(), person=PersonFactory(), day=timezone.localdate()
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        look.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Look.objects.update(day=dt.date(2020, 1, 1))
    look.viewer.delete()
    assert Look.objects.count() == 1


def test_a_person_is_told_who_looked_within_a_year_the_last_one_first():
    person, first, second = (PersonFactory() for _number in range(3))
    today = timezone.localdate()
    for viewer, ago in ((first, 0), (first, 9), (second, 1), (second, 400)):
        Look.objects.create(viewer=viewer, person=person, day=today - dt.timedelta(days=ago))
    told = [(viewer.person, len(viewer.days)) for viewer in list_viewers(person)]
    assert told == [(first, 2), (second, 1)]
