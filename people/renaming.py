"""Writes the names of persons as a registrar has corrected them."""

from people.models import Person

_NAME_FIELDS = ("honorific", "name_my", "name_en")


def rename_person(person: Person, names: dict[str, str]) -> Person:
    """The person with the names (of ``FIELDS``; what is missing stays)."""
    for field in _NAME_FIELDS:
        setattr(person, field, names.get(field, getattr(person, field)))
    person.save(update_fields=[*_NAME_FIELDS, "name_key"])
    return person
