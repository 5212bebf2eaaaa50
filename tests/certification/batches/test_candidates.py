"""Who is certified by a batch."""

import datetime as dt

import pytest
from django.utils import timezone

from certification.batches.candidates import (
    exclude_creator,
    exclude_holders,
    find_all_staff,
    find_candidates,
)
from certification.batches.lifecycle import SelfIssuedBatch, prepare_batch
from certification.batches.upload import BatchRow
from certification.models import Batch, Certificate
from people.imports.report import Problem
from tests.certification.batch_factories import (
    DAY,
    TITLES,
    make_batch,
    make_people,
    worked_off,
)
from tests.courses.factories import make_course
from tests.people.factories import AgencyFactory, PostingFactory

pytestmark = pytest.mark.django_db


def test_only_people_of_the_agency_are_found_and_others_are_told_like_nobody():
    ministry = AgencyFactory(kind="ministry")
    office, elsewhere = AgencyFactory(parent=ministry), AgencyFactory()
    ours, theirs = make_people(office, 1)[0], make_people(elsewhere, 1)[0]
    moved = make_people(elsewhere, 1)[0]
    moved.postings.update(valid_to=DAY + dt.timedelta(days=2))
    PostingFactory(person=moved, agency=office, valid_from=DAY + dt.timedelta(days=2))
    rows = [
        BatchRow(n, number, None)
        for n, number in enumerate(
            [ours.staff_number, theirs.staff_number, "NOBODY", moved.staff_number], start=1
        )
    ]
    found = find_candidates(rows, ministry, day=DAY)
    assert [one.person for one in found.people] == [ours, moved]
    messages = [str(p.message) for p in found.problems]
    assert messages[1].replace("NOBODY", theirs.staff_number) == messages[0]
    assert [p.line for p in found.problems] == [2, 3]


def test_everyone_of_an_agency_is_everyone_posted_there_on_the_day():
    ministry = AgencyFactory(kind="ministry")
    people = make_people(AgencyFactory(parent=ministry), 2)
    people[1].postings.update(valid_to=DAY)
    assert [one.person for one in find_all_staff(ministry, day=DAY).people] == people[:1]


def test_those_who_hold_the_same_already_are_told_and_left_out():
    first = worked_off(make_batch(2))
    again = Batch(kind=first.kind, titles=TITLES, agency=first.agency, completed_on=DAY)
    make_people(first.agency, 1)
    found = exclude_holders(again, find_all_staff(first.agency, day=DAY))
    assert len(found.people) == 1
    assert [p.kind for p in found.problems] == [Problem.Kind.CHECK] * 2
    other = Batch(kind="prior", titles=TITLES, agency=first.agency, completed_on=DAY)
    assert len(exclude_holders(other, find_all_staff(first.agency, day=DAY)).people) == 3


def test_whoever_held_a_certificate_that_has_expired_is_certified_again():
    first = make_batch(1)
    course = make_course(titles=TITLES)
    Batch.objects.update(kind="course", course=course, completed_on=DAY.replace(year=2023))
    first = worked_off(Batch.objects.get(pk=first.pk))
    again = Batch(kind="course", course=course, titles=TITLES, completed_on=DAY)
    assert len(exclude_holders(again, find_all_staff(first.agency, day=DAY)).people) == 1
    Certificate.objects.update(expires_on=timezone.localdate() + dt.timedelta(days=1))
    assert not exclude_holders(again, find_all_staff(first.agency, day=DAY)).people


def test_nobody_certifies_themselves(client):
    batch = make_batch(2)
    one, other = (line.person for line in batch.lines.all())
    found = find_all_staff(batch.agency, day=DAY)
    left = exclude_creator(found, by=one)
    assert [candidate.person for candidate in left.people] == [other]
    assert [problem.kind for problem in left.problems] == [Problem.Kind.CHECK]
    again = Batch(kind="prior", titles=TITLES, agency=batch.agency, completed_on=DAY)
    with pytest.raises(SelfIssuedBatch):
        prepare_batch(again, found.people, by=one)
    assert not Batch.objects.filter(kind="prior").exists()
