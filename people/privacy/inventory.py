"""Says what the service knows of people: each app declares the fields of its own models.

A test walks every model of every app and library: a field that could tell something of a person
stands in an entry here or among `declare_impersonal`, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.text.formatting import number


class Reader(TextChoices):
    """Who sees data of a person, beside administrators, who see all but passwords and codes."""

    HOLDER = "holder", gettext_lazy("you")
    HR = "hr", gettext_lazy("HR managers of your agency and of those above it")
    TRAINERS = "trainers", gettext_lazy("trainers of the agency that gives the course")
    REGISTRARS = "registrars", gettext_lazy("registrars and auditors of the agency")
    VERIFIERS = "verifiers", gettext_lazy("whoever has the code or the file")
    IMPORTERS = "importers", gettext_lazy("who brought the file")
    COLLEAGUES = "colleagues", gettext_lazy("who works on the same content")
    PUBLIC = "public", gettext_lazy("everybody")
    MACHINE = "machine", gettext_lazy("nobody: the service compares it")
    ADMINISTRATORS = "administrators", gettext_lazy("administrators")


class Keeping(TextChoices):
    """How long data is kept."""

    ACCOUNT = "account", gettext_lazy("As long as you have an account.")
    RECORD = "record", gettext_lazy("For good; once your data is erased, without your name.")
    PRINTED = "printed", gettext_lazy("For good: it is printed on certificates.")
    SESSION = "session", gettext_lazy("Until you sign out, or two weeks after the last visit.")
    DAYS = "days", gettext_lazy("For a time.")


@dataclass(frozen=True)
class PersonalData:
    """One kind of personal data in plain words, and the fields that hold it.

    ``fields`` are ``app.Model.field``, or ``app.Model.*`` for whole rows. ``rule`` is the key in
    ``RETENTION_DAYS`` of the days after which it is deleted.
    """

    key: str
    title: Any
    purpose: Any
    fields: tuple[str, ...]
    readers: tuple[Reader, ...]
    kept: Keeping
    rule: str = ""

    @property
    def kept_in_words(self) -> str:
        if not self.rule:
            return str(self.kept.label)
        days = settings.RETENTION_DAYS[self.rule]
        if self.kept is Keeping.DAYS:
            return _("%(days)s days at most.") % {"days": number(days)}
        more = _("What is over is deleted after %(days)s days.") % {"days": number(days)}
        return f"{self.kept.label} {more}"


_entries: dict[str, tuple[int, PersonalData]] = {}
_impersonal: dict[str, str] = {}


def declare_personal_data(*entries: PersonalData, order: int) -> None:
    """Add kinds of data, shown by the order of their app and as they are given."""
    _entries.update({entry.key: (order, entry) for entry in entries})


def declare_impersonal(reason: str, fields: Iterable[str]) -> None:
    """Say why fields, or whole rows, tell nothing of any person."""
    _impersonal.update(dict.fromkeys(fields, reason))


def list_personal_data() -> list[PersonalData]:
    """Return every kind of personal data that the service holds."""
    ordered = sorted(_entries.values(), key=lambda pair: pair[0])
    return [entry for _order, entry in ordered]


def list_impersonal_fields() -> Mapping[str, str]:
    """Return the fields that were looked at and tell nothing of any person, with the reason."""
    return dict(_impersonal)
