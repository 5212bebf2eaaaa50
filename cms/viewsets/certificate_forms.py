"""The forms by which a registrar withdraws a certificate: a reason, or the right name."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from certification.facts import person_facts
from certification.models import Certificate
from people.models import Person

CONFIRM = _("Confirm that you have read what this does.")


class RevokeForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", "—"), *Certificate.Reason.choices],
        help_text=_("Everyone who checks the certificate sees the reason."),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the records of the registrars; the public does not see it."),
    )
    confirmed = forms.BooleanField(
        label=_("Yes, revoke this certificate for good."), error_messages={"required": CONFIRM}
    )


class ReissueForm(forms.ModelForm):
    """The name as it is right; it is written to the person, and onto the new certificate."""

    confirmed = forms.BooleanField(
        label=_("Yes, replace this certificate by a new one."),
        error_messages={"required": CONFIRM},
    )

    class Meta:
        model = Person
        fields = ["honorific", "name_my", "name_en"]

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        self.certificate = certificate
        super().__init__(*args, **{**kwargs, "instance": certificate.person})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        names = person_facts(Person(**{name: cleaned.get(name, "") for name in self.Meta.fields}))
        if names["names"] == self.certificate.facts["person"]["names"]:
            raise forms.ValidationError(_("The certificate has this name already."))
        return cleaned

    @transaction.atomic
    def reissue(self, issue: Callable[..., Certificate], *, by: Person) -> Certificate:
        self.save()
        return issue(self.certificate, by=by)
