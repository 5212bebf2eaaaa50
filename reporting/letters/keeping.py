"""Writes letters of figures as their reader asks: begun, changed, paused, resumed, ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.history import office_acted
from people.models import Agency, Person
from plan.models import Skill
from reporting.letters.schedule import find_next_day
from reporting.models import FigureLetter, LockedMonth
from reporting.query.scope import may_read_figures

MOST_LETTERS = 20  # of one person
_State, _Why = FigureLetter.State, FigureLetter.EndReason
_SALT = "reporting.letters"
_RESUMABLE_FOR = dt.timedelta(days=30)


class LetterOutOfReach(Exception):
    """The person may not read the figures of the unit."""


class LetterExists(Exception):
    """The same letter is sent to the person already, or is paused."""


class NotEndedByLink(Exception):
    """The letter is not one that its link has ended lately."""


class TooManyLetters(Exception):
    """The person has as many as anybody may have."""


@dataclass(frozen=True)
class LetterWish:
    """What a person asks for: ``skill`` and ``level`` are None for all targets of the unit."""

    unit: Agency
    skill: Skill | None
    level: int | None
    rhythm: str
    day: int | None
    form: str


def begin_letter(person: Person, wish: LetterWish) -> FigureLetter:
    """Return the letter. Raise `LetterOutOfReach`, `LetterExists` and `TooManyLetters`."""
    now = timezone.now()
    letter = FigureLetter(person=person, begun_at=now)
    _take_wish(letter, wish)
    with transaction.atomic():
        # Locked: of two windows the second one counts what the first one began.
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if FigureLetter.objects.standing().filter(person=person).count() >= MOST_LETTERS:
            raise TooManyLetters
        _write_letter(letter, "begin")
    return letter


@transaction.atomic
def change_letter(letter: FigureLetter, wish: LetterWish) -> None:
    """Let the letter be as asked from now on. Raise `LetterOutOfReach` and `LetterExists`."""
    _lock(letter)
    _take_wish(letter, wish)
    _write_letter(letter, "change")


@transaction.atomic
def pause_letter(letter: FigureLetter) -> None:
    """Send nothing until it is resumed; what is paused or ended stays so."""
    _lock(letter)
    if letter.state == _State.ACTIVE:
        letter.state, letter.next_on = _State.PAUSED, None
        _write_letter(letter, "pause")


@transaction.atomic
def resume_letter(letter: FigureLetter) -> None:
    """Send it again from its next day on, ended ones too. Raise as `begin_letter`."""
    _lock_with_person(letter)
    if letter.state != _State.ACTIVE:
        _resume_locked(letter)


@transaction.atomic
def resume_by_link(letter: FigureLetter) -> None:
    """Send a letter again that its link has ended. Raise `NotEndedByLink`, or as `begin_letter`.

    Security: who finds an old letter must not begin what its reader ended, nor long afterwards.
    """
    _lock_with_person(letter)
    if not can_resume_by_link(letter):
        raise NotEndedByLink
    _resume_locked(letter, is_by_link=True)


def can_resume_by_link(letter: FigureLetter) -> bool:
    """Return whether the link has ended the letter, and not long ago."""
    return letter.end_reason == _Why.LINK and letter.changed_at > timezone.now() - _RESUMABLE_FOR


def _lock_with_person(letter: FigureLetter) -> None:
    Person.objects.select_for_update(no_key=True).get(pk=letter.person_id)
    _lock(letter)


def _resume_locked(letter: FigureLetter, *, is_by_link: bool = False) -> None:
    if not may_read_figures(letter.person, letter.unit):
        raise LetterOutOfReach
    letter.state, letter.end_reason = _State.ACTIVE, ""
    _plan_next_letter(letter)
    others = FigureLetter.objects.standing().filter(person=letter.person_id)
    if others.exclude(pk=letter.pk).count() >= MOST_LETTERS:
        raise TooManyLetters
    _write_letter(letter, "resume", is_by_link=is_by_link)


@transaction.atomic
def end_letter(letter: FigureLetter, reason: FigureLetter.EndReason = _Why.OWN) -> None:
    """End it for the reason; ended twice it keeps the first one."""
    _lock(letter)
    if letter.state != _State.ENDED:
        letter.state, letter.end_reason, letter.next_on = _State.ENDED, reason, None
        _write_letter(letter, "end")


@transaction.atomic
def move_letter(letter: FigureLetter, unit: Agency) -> None:
    """Let it be of the unit that took the place of its own. Raise `LetterExists`."""
    _lock(letter)
    letter.unit = unit
    _write_letter(letter, "change")


def write_end_token(letter: FigureLetter) -> str:
    """Return what ends the letter without signing in, and allows nothing else."""
    return signing.dumps(letter.pk, salt=_SALT)


def read_end_token(token: str) -> FigureLetter | None:
    """Return the letter of the token, None for what we never signed or is gone."""
    try:
        # Without an age: whoever finds an old letter can end those to come.
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return FigureLetter.objects.select_related("unit", "person").filter(pk=key).first()


def _lock(letter: FigureLetter) -> None:
    """Read again what others write: a link ends the letter while its form or the task is open.

    Whoever locks its person too has locked the person before, without the key, which messages of
    the person refer to meanwhile: so nobody waits in a circle.
    """
    rows = FigureLetter.objects.select_for_update()
    letter.refresh_from_db(
        from_queryset=rows,
        fields=["state", "end_reason", "next_on", "last_period", "changed_at"],
    )


def _take_wish(letter: FigureLetter, wish: LetterWish) -> None:
    if not may_read_figures(letter.person, wish.unit):
        raise LetterOutOfReach
    planned = (letter.rhythm, letter.day)
    for name, value in vars(wish).items():
        setattr(letter, name, value)
    # Another form or subject skips no letter that is due and waits for the end of quiet hours.
    if letter.state == _State.ACTIVE and (wish.rhythm, wish.day) != planned:
        _plan_next_letter(letter)


def _plan_next_letter(letter: FigureLetter) -> None:
    """Begin after today; of locked months with the one that is locked next."""
    letter.next_on = find_next_day(letter.rhythm, letter.day, timezone.localdate())
    last = LockedMonth.objects.values_list("month", flat=True).first()
    letter.last_period = last if letter.is_of_months else None


def _write_letter(letter: FigureLetter, act: str, *, is_by_link: bool = False) -> None:
    letter.changed_at = timezone.now()
    told = {"unit": letter.unit.names, "rhythm": letter.rhythm, "why": letter.end_reason}
    try:
        with transaction.atomic():
            letter.save()
            office_acted.send(
                FigureLetter,
                action=f"letter.{act}",
                people=[letter.person],
                # Who follows a link is not known to be the reader.
                by=None if is_by_link else _find_actor(letter),
                data=told,
            )
    except IntegrityError as error:
        raise LetterExists from error


def _find_actor(letter: FigureLetter) -> Person | None:
    return letter.person if letter.end_reason in ("", _Why.OWN) else None
