"""Writes the names of persons as a registrar has corrected them."""

from people.models import Person

_NAME_FIELDS = ("honorific", "name_my", "name_en")


def rename_person(person: Person, names: dict[str, str]) -> Person:
    """Write the names (``honorific``, ``name_my``, ``name_en``); missing ones stay.

    What a registrar writes is confirmed.
    """
    for field in _NAME_FIELDS:
        setattr(person, field, names.get(field, getattr(person, field)))
    person.is_name_confirmed = True
    # Person.save derives the key from the names: both are written, or searches find the old name.
    person.save(update_fields=[*_NAME_FIELDS, "name_key", "is_name_confirmed"])
    return person
