"""Finds the published lessons of other courses that a person may follow or copy."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Left, Length
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.models import CoursePage, LessonLink, LessonPage
from cms.offering import find_templates
from people.models import Person

_WRITES = ("add", "change")


def find_lessons(person: Person, course: CoursePage, words: str = "") -> QuerySet[LessonPage]:
    """Return the lessons, by course and place, whose title or course has all of the words.

    Of a lesson that follows another one only the other one is found.
    """
    path = OuterRef("path")
    of_course = CoursePage.objects.live().filter(path=Left(path, Length(path) - _steps(2)))
    of_module = Page.objects.live().filter(path=Left(path, Length(path) - _steps(1)))
    lessons = LessonPage.objects.live().filter(
        Exists(of_module), _reach(person), locale=course.locale_id, alias_of=None
    )
    lessons = lessons.annotate(course_title=Subquery(of_course.values("title")[:1]))
    lessons = lessons.exclude(course_title=None).exclude(path__startswith=course.path)
    for word in words.split():
        lessons = lessons.filter(Q(title__icontains=word) | Q(course_title__icontains=word))
    followers = LessonLink.objects.active().values("page")
    return lessons.exclude(pk__in=followers).order_by("path")


def _steps(count: int) -> Value:
    return Value(count * Page.steplen)


def _reach(person: Person) -> Q:
    """Return what tells the lessons of courses that the person writes or is offered."""
    # Wagtail's own policy: ours adds pages that the person may only translate.
    own = PagePermissionPolicy().instances_user_has_any_permission_for(person, _WRITES)
    offered = (Q(path__startswith=one.path) for one in find_templates(person))
    return reduce(or_, offered, Q(pk__in=own.values("pk")))
