"""Trainers waive what is to be learnt before, with words and for others only."""

import pytest
from django.core.exceptions import PermissionDenied

from courses.entry import (
    EntryRefused,
    Prerequisite,
    check_admission,
)
from courses.entry.waivers import (
    NothingToWaive,
    WaiverAnswered,
    ask_for_waiver,
    decide_waiver,
    withdraw_waiver,
)
from people.models import Message, Role
from tests.courses.entry.courses import english_course, enrol
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db


def test_a_trainer_waives_with_words_and_takes_it_back_until_it_is_used():
    course = english_course(prerequisites=[Prerequisite(course=str(english_course().key))])
    trainer = RoleFactory(agency=course.agency, kind=Role.Kind.TRAINER).person
    person = PersonFactory()
    waiver = ask_for_waiver(course, person, wish="I taught it.")
    assert Message.objects.filter(person=trainer, kind="courses/waiver_asked").count() == 1
    with pytest.raises(NothingToWaive):
        ask_for_waiver(course, person, wish="Again.")
    with pytest.raises(PermissionDenied):
        decide_waiver(waiver, grants=True, answer="Yes.", by=RoleFactory(kind="trainer").person)
    decide_waiver(waiver, grants=True, answer="Yes.", by=trainer)
    with pytest.raises(WaiverAnswered):
        decide_waiver(waiver, grants=False, answer="No.", by=trainer)
    assert check_admission(person, course).is_open
    withdraw_waiver(waiver, reason="Another one was meant.", by=trainer)
    with pytest.raises(EntryRefused):
        enrol(person, course)
    again = ask_for_waiver(course, person, wish="I taught it, really.")
    decide_waiver(again, grants=True, answer="Well, then.", by=trainer)
    enrol(person, course)
    with pytest.raises(WaiverAnswered):
        withdraw_waiver(again, reason="Too late.", by=trainer)


def test_nobody_waives_for_themselves():
    course = english_course(prerequisites=[Prerequisite(course=str(english_course().key))])
    trainer = RoleFactory(agency=course.agency, kind=Role.Kind.TRAINER).person
    waiver = ask_for_waiver(course, trainer, wish="I know it.")
    with pytest.raises(PermissionDenied):
        decide_waiver(waiver, grants=True, answer="Indeed.", by=trainer)
