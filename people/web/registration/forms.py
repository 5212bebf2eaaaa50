"""Defines the forms with which officials say where they serve, and offices what proves it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Person, ServiceClaim
from people.postings.acts import AgencyClosed
from people.registration import (
    AlreadyServes,
    ClaimWaiting,
    CodeRefused,
    ServiceWish,
    claim_service,
)
from people.registration.proofs import MOST_DAYS, MOST_USES
from people.web.postings.forms import PositionForm, SentenceField, UnitForm


class _CountField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(min_value=1, widget=widget, **kwargs)


class ServiceClaimForm(UnitForm, PositionForm):
    code = forms.CharField(
        label=gettext_lazy("Code of your office"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("If your HR manager gave you one. Without it the office decides."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    note = SentenceField(
        label=gettext_lazy("What whoever decides should know"),
        required=False,
        help_text=gettext_lazy("For example your staff number, as on your appointment letter."),
    )
    field_order = ["unit", "chosen", "position_my", "position_en", "grade", "code", "note"]

    def claim(self, person: Person) -> ServiceClaim | None:
        """Write the claim; return None, with the error in words, when it cannot be."""
        given = self.cleaned_data
        wish = ServiceWish(given["unit"], given["position"], given["grade"], given["note"])
        try:
            return claim_service(person, wish, typed_code=given["code"])
        except CodeRefused:
            self.add_error("code", _("There is no such code for this unit, or it is over."))
        except AgencyClosed:
            self.add_error("unit", _("This agency is closed on that day."))
        except (AlreadyServes, ClaimWaiting):
            self.add_error(None, _("You serve somewhere already, or another request waits."))
        return None


class AgencyCodeForm(UnitForm):
    uses = _CountField(label=gettext_lazy("For how many people"), max_value=MOST_USES, initial=20)
    days = _CountField(label=gettext_lazy("For how many days"), max_value=MOST_DAYS, initial=14)
    field_order = ["unit", "chosen", "uses", "days"]


class AgencyDomainForm(UnitForm):
    domain = forms.CharField(
        label=gettext_lazy("Domain"),
        max_length=253,
        help_text=gettext_lazy("The part behind the @, such as moha.gov.mm."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ["unit", "chosen", "domain"]
