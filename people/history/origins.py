"""Knows from where the act of the moment comes, and in whose place somebody acts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from people.access import roles_of
from people.models import Agency, Person, Role


@dataclass(frozen=True)
class Origin:
    """The address and the browser from which somebody asks."""

    address: str
    device: str


# None in a worker and at the command line.
_current: ContextVar[Origin | None] = ContextVar("origin", default=None)


@contextmanager
def acts_from(origin: Origin) -> Iterator[None]:
    """Let whatever is entered in the history meanwhile say where it came from."""
    token = _current.set(origin)
    try:
        yield
    finally:
        _current.reset(token)


def describe_origin(
    by: Person | None, *, kinds: Collection[Role.Kind] = (), agency: Agency | None = None
) -> dict[str, Any]:
    """Return what an entry keeps beside its act: from where, and for whom somebody acted.

    ``kinds`` are those of roles that allow such an act, ``agency`` where it is done, if known.
    """
    origin = _current.get()
    told: dict[str, Any] = {"origin": asdict(origin)} if origin else {}
    if lenders := find_lenders(by, kinds=kinds, agency=agency) if by else []:
        told["acting_for"] = [{"id": one.pk, "names": _name_in_all(one)} for one in lenders]
    return told


def find_lenders(
    by: Person, *, kinds: Collection[Role.Kind] = (), agency: Agency | None = None
) -> list[Person]:
    """Return in whose place somebody acts: lenders of roles that they do not hold themselves."""
    roles = roles_of(by, *kinds)
    own = [role for role in roles if role.acting_for_id is None]
    lent = [role for role in roles if role.acting_for_id]
    found = {
        role.acting_for_id: role.acting_for
        for role in lent
        if (agency is None or role.covers(agency))
        and not any(mine.kind == role.kind and mine.covers(agency or role.agency) for mine in own)
    }
    return [lender for lender in found.values() if lender]


def _name_in_all(person: Person) -> dict[str, str]:
    return {code: person.name_in(code) for code in settings.CONTENT_LANGUAGES}
