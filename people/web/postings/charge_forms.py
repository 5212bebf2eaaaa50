"""Defines the forms of additional charges: where, as what, with which share and for which days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import AdditionalPosting, validate_service_day
from people.postings.charges import ChargeTerms
from people.web.fields import LastDayField, ServiceDayField
from people.web.postings.forms import PositionForm, SentenceField, UnitForm, split_position

_LEAST, _MOST = 1, 99


class _TermsForm(PositionForm):
    """Asks for position, share and days; ``read_terms`` is what was given."""

    grade = None  # type: ignore[assignment]  # Django leaves it out so: the main one counts
    share = forms.IntegerField(
        label=_("Share in percent"),
        min_value=_LEAST,
        max_value=_MOST,
        help_text=_("How much of the work is done here. The main posting keeps the rest."),
        # Text and not a number: a browser refuses Burmese digits there.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    valid_from = ServiceDayField(label=_("First day"))
    valid_to = LastDayField(
        validators=[validate_service_day],
        label=_("Last day"),
        required=False,
        help_text=_("Empty: until an office ends it, or the service ends."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends <= begins:
            self.add_error("valid_to", _("It would end before it begins."))
        return cleaned

    def read_terms(self) -> ChargeTerms:
        given = self.cleaned_data
        return ChargeTerms(
            given["position"], given["share"], given["valid_from"], given["valid_to"]
        )


class ChargeForm(UnitForm, _TermsForm):
    why = SentenceField(
        label=_("Why it is given"), help_text=_("Such as the order, or whose post is vacant.")
    )
    field_order = [
        *("unit", "chosen", "position_my", "position_en", "share"),
        *("valid_from", "valid_to", "why"),
    ]


class ChargeCorrectionForm(_TermsForm):
    reason = SentenceField(
        label=_("Why it is corrected"), help_text=_("It stays in the history of the person.")
    )
    field_order = ["position_my", "position_en", "share", "valid_from", "valid_to", "reason"]


class ChargeEndForm(forms.Form):
    day = LastDayField(validators=[validate_service_day], label=_("Last day"))
    reason = SentenceField(label=_("Why it ends"))


def describe_charge(charge: AdditionalPosting) -> dict[str, Any]:
    """Return what a form of the charge shows first."""
    days = {"valid_from": charge.valid_from, "valid_to": charge.planned_to}
    return {**split_position(charge.position), "share": charge.share, **days}
