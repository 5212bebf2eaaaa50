"""Letters that HR of the small ministry gets."""

import datetime as dt

import pytest
from django.utils import timezone

from reporting.letters import LetterWish, begin_letter
from reporting.letters.sending import send_due_letters


@pytest.fixture
def begin(house):
    """Begin a letter that is due today."""

    def begin_due(person, unit=None, *, rhythm="weekly", day=1, form="link", skill=None):
        wish = LetterWish(unit or house.moha, skill, 2 if skill else None, rhythm, day, form)
        letter = begin_letter(person, wish)
        if letter.next_on:
            letter.next_on = timezone.localdate()
            letter.save()
        return letter

    person = house.hr
    person.email, person.language = "hr@example.gov.mm", "en"
    person.save()
    return begin_due


@pytest.fixture
def send():
    """Run the task in the middle of a day of work."""

    def send_at(*, days=0, hour=10):
        today = timezone.localdate() + dt.timedelta(days)
        at = dt.datetime.combine(today, dt.time(hour), timezone.get_current_timezone())
        return send_due_letters(at=at)

    return send_at
