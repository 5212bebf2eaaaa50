"""What can be done to many people at once; each app adds its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from people.models import BulkAct, Person

MOST_PEOPLE = 10_000  # their keys stand in one row
NOT_YOURS = "not_yours"
_REASONS = {NOT_YOURS: _("Not in an office that you manage")}


@dataclass(frozen=True)
class ActKind:
    """A kind of act on many people.

    ``apply`` gets a person, who acts, and the cleaned options of the form. It asks for the right
    itself, and returns ``""``, or why nothing was done: a key of ``reasons``. Where an answer has
    to be shown at once, as codes on paper, ``respond`` does it all instead and finishes the act.
    """

    key: str
    order: int
    label: Any
    effect: Any
    may: Callable[[Person], bool]
    apply: Callable[[Person, Person, Mapping[str, Any]], str] | None = None
    respond: Callable[[HttpRequest, BulkAct], HttpResponse] | None = None
    form: Callable[..., forms.Form] = forms.Form
    asks_viewer: bool = False  # the form offers what is the viewer's
    reasons: Mapping[str, Any] = field(default_factory=dict)
    most: int = MOST_PEOPLE
    undone_by: str = ""  # the kind of act that takes it back
    is_offered: bool = True  # false: only to take another one back

    def build_form(self, data: Any, viewer: Person) -> forms.Form:
        """Return the form of the options, bound to the data if there is any."""
        return self.form(data, **({"viewer": viewer} if self.asks_viewer else {}))

    def explain(self, reason: str) -> Any:
        """Return in words why somebody was left out."""
        return (_REASONS | dict(self.reasons)).get(reason, reason)


_kinds: dict[str, ActKind] = {}


def register_kind(kind: ActKind) -> None:
    """Offer the kind of act wherever people are listed."""
    _kinds[kind.key] = kind


def find_kind(key: str) -> ActKind | None:
    """Return the kind, or None for what no app has registered."""
    return _kinds.get(key)


def list_kinds(viewer: Person) -> list[ActKind]:
    """Return what the viewer may do to people of a list."""
    offered = [kind for kind in _kinds.values() if kind.is_offered and kind.may(viewer)]
    return sorted(offered, key=lambda kind: kind.order)
