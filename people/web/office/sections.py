"""Lets each app add its section to the page of a person: people know none of the apps above."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from people.access import has_role_over
from people.models import Person, Posting, PostingAct, Role
from people.postings.recording import find_own_act


@dataclass(frozen=True)
class PersonOnDesk:
    """A person whose page the viewer may open, and whether their HR manager asks.

    Who has left is nobody's to manage: what they learn since is their own.
    """

    person: Person
    viewer: Person
    is_managed: bool
    posting: Posting | None = None  # that of today
    postings: Sequence[Posting] = ()  # all main ones in time

    @classmethod
    def of(cls, viewer: Person, person: Person) -> PersonOnDesk:
        """Return the person as the viewer has them, with the postings."""
        postings = list(person.postings.select_related("agency").order_by("valid_from"))
        today = timezone.localdate()
        posting = next((one for one in postings if one.holds_on(today)), None)
        is_managed = posting is not None and has_role_over(viewer, Role.Kind.HR, posting.agency)
        return cls(person, viewer, is_managed, posting, postings)

    @cached_property  # read once for all sections that ask
    def own_act(self) -> PostingAct | None:
        """Return what the viewer did to postings or charges today and may take back."""
        return find_own_act(self.person, self.viewer)


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
