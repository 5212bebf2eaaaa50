"""Lets each app add its section to the page of a person: people know none of the apps above."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from people.access import has_role_over
from people.models import Person, Posting, Role


@dataclass(frozen=True)
class PersonOnDesk:
    """A person whose page the viewer may open, and whether their HR manager asks.

    Who has left is nobody's to manage: what they learn since is their own.
    """

    person: Person
    viewer: Person
    is_managed: bool
    posting: Posting | None = None  # that of today

    @classmethod
    def of(cls, viewer: Person, person: Person, posting: Posting | None) -> PersonOnDesk:
        """Return the person as the viewer has them; the posting is that of today."""
        is_managed = posting is not None and has_role_over(viewer, Role.Kind.HR, posting.agency)
        return cls(person, viewer, is_managed, posting)


@dataclass(frozen=True)
class PersonSection:
    """A part of the page; ``read`` returns what its template shows, or None: no such section."""

    key: str
    heading: Any
    template: str
    order: int
    read: Callable[[PersonOnDesk], Mapping[str, Any] | None]
    is_printed: bool = True  # false: it only leads to acts


_sections: dict[str, PersonSection] = {}


def register_section(section: PersonSection) -> None:
    """Show the section on every page of a person, among the others by its order."""
    _sections[section.key] = section


def read_sections(desk: PersonOnDesk) -> list[tuple[PersonSection, Mapping[str, Any]]]:
    """Return the sections that the viewer may see of the person, with what they show."""
    ordered = sorted(_sections.values(), key=lambda section: section.order)
    read = ((section, section.read(desk)) for section in ordered)
    return [(section, content) for section, content in read if content is not None]
