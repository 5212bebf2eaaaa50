"""Writes names: as registrars correct them, and as people ask their office; only writer of these.

Certificates keep the name that was right when they were issued; a registrar replaces them.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from people.history import office_acted
from people.messaging import notify_person
from people.models import NameRequest, Person
from people.text.names import bare_name

_SCRIPTS = ("name_my", "name_en")
_NAME_FIELDS = ("honorific", *_SCRIPTS)


class NameAlreadyDecided(Exception):
    """Somebody else has decided about the name meanwhile."""


def rename_person(person: Person, names: dict[str, str]) -> Person:
    """Write the names (``honorific``, ``name_my``, ``name_en``); missing ones stay.

    What a registrar or an office writes is confirmed. An honorific that stands in a name too is
    taken off: it would be printed twice.
    """
    for field in _NAME_FIELDS:
        setattr(person, field, names.get(field, getattr(person, field)))
    for field in _SCRIPTS:
        setattr(person, field, bare_name(getattr(person, field), person.honorific))
    person.is_name_confirmed = True
    person.save(update_fields=[*_NAME_FIELDS, "is_name_confirmed"])
    return person


@transaction.atomic
def ask_for_name(person: Person, *, name_my: str, name_en: str, note: str = "") -> NameRequest:
    """Return the request; one that waits already says from now on what is asked last."""
    Person.objects.select_for_update().get(pk=person.pk)
    asked = {"name_my": name_my, "name_en": name_en, "note": note, "asked_at": timezone.now()}
    request, _is_new = NameRequest.objects.waiting().update_or_create(
        person=person, defaults=asked
    )
    return request


def withdraw_name_request(person: Person) -> None:
    """Take back what the person asked for. Raise `NameAlreadyDecided`.

    The row goes: nobody decided anything, and a wish that was dropped is nobody's business.
    """
    # One DELETE: an office that decides at once has decided, or finds nothing that waits.
    deleted, _by_model = NameRequest.objects.waiting().filter(person=person).delete()
    if not deleted:
        raise NameAlreadyDecided


@transaction.atomic
def decide_about_name(
    request: NameRequest, *, by: Person, is_granted: bool, answer: str = ""
) -> None:
    """Write the name, or not, and tell the person with the answer. Raise `NameAlreadyDecided`.

    Decided is what ``request`` asks: if its person has asked for another name since, nothing is.
    """
    decided = {"decided_by": by, "decided_at": timezone.now(), "is_granted": is_granted}
    # One UPDATE: of two who decide at once the second finds nothing that waits.
    waiting = NameRequest.objects.waiting().filter(pk=request.pk, asked_at=request.asked_at)
    if not waiting.update(**decided, answer=answer):
        raise NameAlreadyDecided
    person = Person.objects.select_for_update().get(pk=request.person_id)
    if is_granted:
        _rename_with_trace(person, {name: getattr(request, name) for name in _SCRIPTS}, by)
    kind = "people/name_granted" if is_granted else "people/name_refused"
    facts = {"name": request.name_my or request.name_en, "answer": answer}
    notify_person(person, kind, subject=str(request.pk), facts=facts)


def _rename_with_trace(person: Person, names: dict[str, str], by: Person) -> None:
    before = {name: getattr(person, name) for name in _SCRIPTS}
    # An empty name says nothing of that script: the one that is recorded stays.
    rename_person(person, {name: text for name, text in names.items() if text})
    after = {name: getattr(person, name) for name in _SCRIPTS}
    data = {"before": before, "after": after}
    office_acted.send(NameRequest, action="person.rename", people=[person], by=by, data=data)
