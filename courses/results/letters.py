"""Writes to learners of a course in the words of its trainer: one message each, on record."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection

from django.utils import timezone

from courses.models import Course
from people.history import office_acted
from people.messaging import MessageDraft, notify_each
from people.models import Message, Person
from people.text import clean

_KIND = "courses/trainer_letter"
MOST_WRITTEN_TO = 500  # at once: it is done while the trainer waits
LONGEST_TEXT = 1500
_MOST_A_DAY = 3  # from trainers to one person


class NothingToWrite(Exception):
    """The letter has no words, or nobody to go to."""


class TooManyLearners(Exception):
    """More than may be written to at once."""


def write_to_learners(
    course: Course,
    people: Collection[Person],
    *,
    text: str,
    by: Person,
    at: dt.datetime | None = None,
) -> int:
    """Tell each the same words, once; return to how many they went.

    Who has had three letters of trainers within a day gets none. Raise `NothingToWrite` and
    `TooManyLearners`.
    """
    at, text = at or timezone.now(), _clean_lines(text)
    if not (text and people):
        raise NothingToWrite
    if len(people) > MOST_WRITTEN_TO:
        raise TooManyLearners
    subject, recent = _name_letter(course, by, text, at), at - dt.timedelta(days=1)
    told = Message.objects.filter(kind=_KIND, person__in=people, created_at__gt=recent)
    counts: dict[int, int] = {}
    same = set()
    for pk, known in told.values_list("person", "subject"):
        counts[pk] = counts.get(pk, 0) + 1
        if known == subject:
            same.add(pk)
    meant = [one for one in people if counts.get(one.pk, 0) < _MOST_A_DAY and one.pk not in same]
    facts = {
        "by": {"my": by.name_in("my"), "en": by.name_in("en")},
        "titles": course.titles,
        "text": text,
    }
    notify_each(_KIND, (MessageDraft(one, subject, facts) for one in meant))
    if meant:
        data = {"course": course.titles, "count": len(meant)}
        office_acted.send(Message, action="course.write", people=meant, by=by, data=data)
    return len(meant)


def _clean_lines(text: str) -> str:
    lines = (clean(line) for line in text.splitlines())
    return "\n\n".join(line for line in lines if line)


def _name_letter(course: Course, by: Person, text: str, at: dt.datetime) -> str:
    # The same words of the same writer are one message a day, however often the form is sent.
    digest = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:24]
    return f"{course.pk}:{by.pk}:{timezone.localdate(at).isoformat()}:{digest}"
