"""Courses in English, and a way into them."""

from courses.progress.enrolment import enrol_person
from tests.courses.factories import make_course


def english_course(**changes):
    return make_course(languages=("en",), **changes)


def enrol(person, course, **how):
    return enrol_person(person, course, language="en", **how)
