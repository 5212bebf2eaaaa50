"""Finds in which languages a unit needs courses: that of offices, and those its people read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.models import Enrolment, build_language_read
from people.models import Posting
from people.text.formatting import join_words
from reporting.figures.subtree import Subtree
from reporting.models import KeyList

_LEARNERS = "learners"
_A_YEAR = dt.timedelta(365)


def list_needed_languages(subtree: Subtree, day: dt.date) -> list[str]:
    """Return Burmese, then those in which enough of the unit's people learn: one query.

    Not those that people prefer: in a township that would say who is of which people.
    """
    offered = [code for code in settings.OFFERED_LANGUAGES if code != settings.LANGUAGE_CODE]
    people = _count_learners(subtree, day, offered) if offered else {_LEARNERS: 0}
    learners = people.pop(_LEARNERS)
    return [settings.LANGUAGE_CODE, *pick_needed(people, learners)]


def pick_needed(read: Mapping[str, int], learners: int) -> list[str]:
    """Return the languages in which so large a share of learners read, the most first; pure."""
    least = max(settings.SMALLEST_GROUP, learners * settings.NEEDED_LANGUAGE_SHARE / 100)
    needed = [language for language, people in read.items() if people and people >= least]
    return sorted(needed, key=lambda language: (-read[language], language))


def name_languages(codes: Iterable[str]) -> str:
    """Return what languages are called in that of the reader."""
    names = dict(settings.LANGUAGES)
    return join_words(names.get(code, code) for code in codes)


def _count_learners(subtree: Subtree, day: dt.date, languages: Iterable[str]) -> dict[str, int]:
    """Return how many of those posted took a course within a year, and read in each language."""
    taken = _list_taken(day)
    learners = Posting.objects.counted_on(day).filter(
        # First, who learns at all: the conditions are asked of these only.
        Exists(taken),
        agency__among=KeyList(subtree.agencies_on(day)),
    )
    # Each person once a language, by a condition: nothing is made distinct.
    columns = {code: Count("pk", filter=Q(Exists(_keep_read(taken, code)))) for code in languages}
    return learners.aggregate(**{_LEARNERS: Count("pk")}, **columns)


def _list_taken(day: dt.date) -> QuerySet[Enrolment]:
    """Return what a posting's person enrolled in within the year before the day, or before now."""
    last = min(day, timezone.localdate())
    begin = timezone.make_aware(dt.datetime.combine(last - _A_YEAR, dt.time.min))
    end = begin + _A_YEAR + dt.timedelta(1)
    return Enrolment.objects.filter(
        person=OuterRef("person"), enrolled_at__gte=begin, enrolled_at__lt=end
    )


def _keep_read(taken: QuerySet[Enrolment], language: str) -> QuerySet[Enrolment]:
    """Leave the enrolments in the language with a lesson that was done in it."""
    # Asked first, the enrolment's own spares looking through what all others did.
    own = taken.filter(language=language)
    return own.alias(read=build_language_read()).filter(read=language)
