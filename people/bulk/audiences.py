"""Puts many people on a list kept by hand, takes them off, and takes either back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.access import has_role
from people.audiences.keeping import add_member, audiences_managed_by, remove_member
from people.bulk.kinds import NOT_YOURS, ActKind, register_kind
from people.models import Audience, Person, Role
from people.postings import posting_on

_Apply = Callable[[Person, Person, Mapping[str, Any]], str]
_THERE, _NOT_THERE, _RETIRED = "there", "not_there", "retired"
_REASONS = {
    _THERE: _("Is on the list already"),
    _NOT_THERE: _("Is not on the list"),
    _RETIRED: _("The audience is retired"),
}


class _AudienceListForm(forms.Form):
    # The key: what an act was asked with is kept as JSON.
    audience = forms.TypedChoiceField(
        label=_("Audience"),
        coerce=int,
        error_messages={"required": _("Keep an audience first whose people are kept by hand.")},
    )

    def __init__(self, data: Any = None, *, viewer: Person) -> None:
        super().__init__(data)
        kept = audiences_managed_by(viewer).standing().by_hand().select_related("agency")
        self.fields["audience"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one} · {one.agency.name}") for one in kept.order_by("agency__path", "pk")
        ]


def _add_to_list(person: Person, by: Person, options: Mapping[str, Any]) -> str:
    audience = _find_list(by, options)
    if audience is None or audience.retired_at:
        return _RETIRED if audience else NOT_YOURS
    if not _serves_in(person, audience):
        return NOT_YOURS
    return "" if add_member(audience, person, by=by) else _THERE


def _remove_from_list(person: Person, by: Person, options: Mapping[str, Any]) -> str:
    audience = _find_list(by, options)
    if audience is None:
        return NOT_YOURS
    return "" if remove_member(audience, person, by=by) else _NOT_THERE


def _find_list(by: Person, options: Mapping[str, Any]) -> Audience | None:
    kept = audiences_managed_by(by).by_hand().select_related("agency")
    return kept.filter(pk=options["audience"]).first()


def _serves_in(person: Person, audience: Audience) -> bool:
    posting = posting_on(person, timezone.localdate())
    return posting is not None and posting.agency.path.startswith(audience.agency.path)


def _register_pair(
    key: str, order: int, label: Any, effect: Any, apply: _Apply, undo: str
) -> None:
    """Offer the act, and without being offered the same to take the other one back."""

    def may(viewer: Person) -> bool:
        return has_role(viewer, Role.Kind.HR)

    shared: dict[str, Any] = {"may": may, "apply": apply, "reasons": _REASONS, "order": order}
    asking: dict[str, Any] = {"form": _AudienceListForm, "asks_viewer": True, "undone_by": undo}
    register_kind(ActKind(key, label=label, effect=effect, **asking, **shared))
    register_kind(ActKind(f"{key}_again", label=label, effect=effect, is_offered=False, **shared))


_register_pair(
    "audience_add",
    40,
    _("Add to an audience"),
    _("They are put on a list that the office keeps. This can be taken back on the next page."),
    _add_to_list,
    "audience_remove_again",
)
_register_pair(
    "audience_remove",
    41,
    _("Remove from an audience"),
    _("They are taken off a list that the office keeps. This can be taken back on the next page."),
    _remove_from_list,
    "audience_add_again",
)
