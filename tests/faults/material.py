"""A course to be taken, and learners who are signed in."""

from dataclasses import dataclass, field
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import reverse
from django.utils import translation

from courses.models import Course, LessonVersion, Quiz
from people.models import Person
from tests.certification.factories import make_office, make_skill
from tests.courses.factories import make_course, make_lesson, make_module, make_quiz
from tests.people.factories import PersonFactory, PostingFactory


@dataclass
class Material:
    """Two lessons and a quiz in a module, then the final test."""

    course: Course
    lessons: list[LessonVersion]
    quiz: Quiz
    final: Quiz
    paths: dict[str, str] = field(default_factory=dict)

    def lesson_path(self, version: LessonVersion) -> str:
        lesson = version.lesson
        slugs = [self.course.slug, lesson.module.slug, lesson.slug]
        return _english("courses:lesson", *slugs)

    def enrol_path(self) -> str:
        return _english("courses:enrol", self.course.slug)

    def quiz_path(self, quiz: Quiz) -> str:
        return _english("courses:quiz", quiz.key)


def _english(name: str, *arguments: object) -> str:
    with translation.override("en"):
        return reverse(name, args=arguments)


def make_material() -> Material:
    course = make_course(skills=[(make_skill(), 2)])
    module = make_module(course)
    lessons = [make_lesson(course, module=module, position=n) for n in (1, 2)]
    quiz = make_quiz(course, module=module, slug="quiz")
    return Material(course, lessons, quiz, make_quiz(course, slug="final"))


def make_learners(number: int) -> list[Person]:
    office = make_office()
    people = [PersonFactory() for _ in range(number)]
    for person in people:
        PostingFactory(person=person, agency=office)
    return people


def sign_in(person: Person) -> str:
    """Return the key of a session, as signing in leaves it."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key
