"""What the directory can say of each person, and which of it a reader has chosen."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.access import has_role_over
from people.models import AdditionalPosting, DeskPreference, Person, Posting, Role
from people.text.formatting import day_before, number, official_date
from people.text.languages import in_language

CHARGES = "charges"
_DEFAULT = ("number", "position", "grade", "unit", "since", "account")


@dataclass(frozen=True)
class DirectoryRow:
    """A person with the posting of today or the last one; managed: by the reader as HR manager.

    ``comes_on`` is when somebody who serves nowhere begins, or returns; ``charges`` are the
    additional ones of today and to come.
    """

    person: Person
    posting: Posting | None
    is_managed: bool
    comes_on: dt.date | None = None
    charges: Sequence[AdditionalPosting] = ()


@dataclass(frozen=True)
class DirectoryColumn:
    """One thing to say of a person; a private one is said of people whom the reader manages.

    ``order`` is the field to order by, where an index has it.
    """

    key: str
    label: Any
    read: Callable[[DirectoryRow], Any]
    order: str = ""
    is_private: bool = False
    is_code: bool = False  # not to be translated, nor written with other digits

    def read_value(self, row: DirectoryRow) -> Any:
        """Return what a file holds: a text, a number or a day."""
        if self.is_private and not row.is_managed:
            return ""
        return self.read(row)

    def show_value(self, row: DirectoryRow) -> str:
        """Return what a page shows, in the reader's digits and words."""
        if self.is_private and not row.is_managed:
            return "–"
        value = self.read(row)
        if isinstance(value, dt.date):
            return official_date(value)
        return number(value) if isinstance(value, int) else str(value or "–")


def _read_account_state(row: DirectoryRow) -> str:
    has_password = row.person.has_usable_password()
    return _("Has a password") if has_password else _("Has no password")


def _read_last_day(row: DirectoryRow) -> dt.date | None:
    return day_before(row.posting.valid_to) if row.posting else None


def _read_sign_in(row: DirectoryRow) -> dt.date | None:
    at = row.person.last_login
    return timezone.localdate(at) if at else None


def _tell_charges(row: DirectoryRow) -> str:
    return "; ".join(map(_tell_charge, row.charges))


def _tell_charge(charge: AdditionalPosting) -> str:
    told = _("%(position)s, %(unit)s, %(share)s percent")
    if charge.valid_from > timezone.localdate():
        told = _("%(position)s, %(unit)s, %(share)s percent from %(day)s")
    return told % {
        "position": in_language(charge.position),
        "unit": charge.agency.name,
        "share": number(charge.share),
        "day": official_date(charge.valid_from),
    }


_COLUMNS = (
    DirectoryColumn(
        "number",
        gettext_lazy("Staff number"),
        lambda row: row.person.staff_number or "",
        order="staff_number",
        is_code=True,
    ),
    DirectoryColumn(
        "position",
        gettext_lazy("Position"),
        lambda row: in_language(row.posting.position) if row.posting else "",
    ),
    DirectoryColumn(
        "grade", gettext_lazy("Grade"), lambda row: row.posting.grade if row.posting else None
    ),
    DirectoryColumn(
        "unit", gettext_lazy("Unit"), lambda row: row.posting.agency.name if row.posting else ""
    ),
    DirectoryColumn(
        "since",
        gettext_lazy("Since"),
        lambda row: row.posting.valid_from if row.posting else None,
        order="valid_from",
    ),
    DirectoryColumn("until", gettext_lazy("Until"), _read_last_day),
    DirectoryColumn(CHARGES, gettext_lazy("Additional charge"), _tell_charges),
    DirectoryColumn("account", gettext_lazy("Account"), _read_account_state),
    DirectoryColumn(
        "audience",
        gettext_lazy("Official or citizen"),
        lambda row: row.person.get_audience_display(),
    ),
    DirectoryColumn(
        "email",
        gettext_lazy("E-mail"),
        lambda row: row.person.email,
        is_private=True,
        is_code=True,
    ),
    DirectoryColumn(
        "phone", gettext_lazy("Phone"), lambda row: row.person.phone, is_private=True, is_code=True
    ),
    DirectoryColumn("signed_in", gettext_lazy("Last sign-in"), _read_sign_in, is_private=True),
)


def list_columns(viewer: Person) -> list[DirectoryColumn]:
    """Return the columns that the viewer may choose from."""
    manages = viewer.is_superuser or any(
        role.kind == Role.Kind.HR for role in viewer.current_roles
    )
    return [column for column in _COLUMNS if manages or not column.is_private]


def read_columns(
    viewer: Person, asked: Iterable[str] = (), *, also: Collection[str] = ()
) -> list[DirectoryColumn]:
    """Return the columns asked for, else those the viewer keeps, else what most offices need.

    ``also`` are columns without which the list would not say why somebody is on it.
    """
    offered = {column.key: column for column in list_columns(viewer)}
    chosen = [key for key in dict.fromkeys(asked) if key in offered]
    if not chosen:
        kept = getattr(viewer, "desk_preference", DeskPreference()).columns or _DEFAULT
        chosen = [key for key in offered if key in kept]
    return [offered[key] for key in dict.fromkeys([*chosen, *also])]


def keep_columns(viewer: Person, keys: Iterable[str]) -> None:
    """Keep the choice for the viewer's next visit; no known key goes back to what most need."""
    wanted = set(keys)
    chosen = [column.key for column in list_columns(viewer) if column.key in wanted]
    kept, _is_new = DeskPreference.objects.update_or_create(
        person=viewer, defaults={"columns": chosen}
    )
    viewer.desk_preference = kept


def build_rows(
    viewer: Person, people: list[Person], *, with_charges: bool = False
) -> list[DirectoryRow]:
    """Return each person with the posting of today, or the last one: one query, or two."""
    found = Posting.objects.filter(person__in=people).select_related("agency")
    today = timezone.localdate()
    last: dict[int, Posting] = {}
    coming: dict[int, dt.date] = {}
    for row in found.order_by("valid_from"):
        if row.valid_from <= today:
            last[row.person_id] = row
        else:
            coming.setdefault(row.person_id, row.valid_from)
    charges = _read_charges_of(people) if with_charges else {}
    return [
        replace(
            _build_person_row(viewer, person, last.get(person.pk), coming.get(person.pk)),
            charges=charges.get(person.pk, ()),
        )
        for person in people
    ]


def _read_charges_of(people: list[Person]) -> dict[int, list[AdditionalPosting]]:
    found: dict[int, list[AdditionalPosting]] = defaultdict(list)
    today = timezone.localdate()
    charges = AdditionalPosting.objects.lasting_beyond(today).filter(person__in=people)
    for charge in charges.select_related("agency"):
        found[charge.person_id].append(charge)
    return found


def _build_person_row(
    viewer: Person, person: Person, posting: Posting | None, comes_on: dt.date | None
) -> DirectoryRow:
    manages = posting is not None and has_role_over(viewer, Role.Kind.HR, posting.agency)
    serves = posting is not None and posting.holds_on(timezone.localdate())
    is_managed = manages or viewer.is_superuser
    return DirectoryRow(person, posting, is_managed, None if serves else comes_on)
