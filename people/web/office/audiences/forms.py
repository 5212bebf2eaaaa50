"""Asks for an audience: what it is called, whose it is, and who is in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.access import has_global_access, roles_of
from people.models import Agency, Audience, Person, Role
from people.text.names import clean_name, validate_letters
from people.text.zawgyi import to_unicode
from people.web.office.audiences.rule_form import PeopleRuleForm

BY_RULE, BY_HAND = "rule", "list"
_LONGEST_NAME = 120


class _GroupNameField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=_LONGEST_NAME, validators=[validate_letters], **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_name(to_unicode(super().to_python(value) or ""))


class _OwnerField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return f"{agency.name} ({agency.code})"


class AudienceForm(PeopleRuleForm):
    """Asks for names, agency, and a rule unless the people are kept by hand."""

    name_my = _GroupNameField(label=_("Name in Burmese"))
    name_en = _GroupNameField(label=_("Name in English"))
    agency = _OwnerField(
        Agency.objects.none(),
        label=_("Whose audience it is"),
        empty_label=None,
        help_text=_("Its HR managers keep it. Nobody who serves elsewhere is ever in it."),
    )
    kind = forms.ChoiceField(
        label=_("Who is in it"),
        choices=[
            (BY_RULE, _("Whoever fits the rule below, each day anew")),
            (BY_HAND, _("People whom the office puts on a list")),
        ],
        widget=forms.RadioSelect,
        initial=BY_RULE,
    )
    # What was shown when somebody began to write: of two the later one is told.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, by: Person, audience: Audience | None = None, **kwargs: Any
    ) -> None:
        owners = list_owners(by, audience)
        initial = {"agency": owners.first(), **kwargs.pop("initial", {})}
        super().__init__(data, units=Agency.objects.under(*owners), initial=initial, **kwargs)
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = owners
        if audience:
            del self.fields["kind"]
        if audience and audience.rule is None:
            for name in (*PeopleRuleForm.base_fields, *self._asked):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        unit, agency = cleaned.get("unit"), cleaned.get("agency")
        if unit and agency and not unit.path.startswith(agency.path):
            self.add_error("unit", _("This unit is not below the agency whose audience it is."))
        return cleaned

    @property
    def names(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"name_{code}"] for code in ("my", "en")}

    @property
    def is_by_hand(self) -> bool:
        return bool(self.cleaned_data.get("kind") == BY_HAND) or "unit" not in self.fields

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """Return the fields that stand above those of the rule."""
        return [
            self[name] for name in ("name_my", "name_en", "agency", "kind") if name in self.fields
        ]


def list_owners(by: Person, audience: Audience | None = None) -> QuerySet[Agency]:
    """Return the agencies of whose people somebody keeps audiences, with the one it is of."""
    if has_global_access(by):
        owners = Q(depth=1)
    else:
        owners = Q(pk__in=[role.agency_id for role in roles_of(by, Role.Kind.HR)])
    today = timezone.localdate()
    open_ones = owners & (Q(valid_to=None) | Q(valid_to__gt=today))
    return Agency.objects.filter(open_ones | Q(pk=audience.agency_id if audience else None))
