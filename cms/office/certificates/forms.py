"""Defines the forms by which a registrar acts on certificates: reason, note, corrections."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.actions.corrections import Changes, extract_correctable_names, find_differences
from certification.facts import SHEET_LANGUAGES
from certification.models import REASONS_BY_ACTION, ActionRequest, Certificate
from people.models import Person
from people.text.names import HONORIFICS, bare_name, clean_name, validate_letters, validate_name

_CONFIRM_MESSAGE = _("Confirm that you have read what this does.")
_PUBLIC_REASON_HELP = _("Everyone who checks the certificate sees the reason.")
_HOLDER_REASON_HELP = _("The holder is told the reason.")


class ActionForm(forms.Form):
    """Asks for the reason, which the holder is told, a note, and a confirmation."""

    kind = ""
    reason_help: Any = _HOLDER_REASON_HELP
    confirmation: Any = _("Yes, I have read this.")

    reason = forms.ChoiceField(label=_("Reason"))
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For registrars and auditors; neither the public nor the holder sees it."),
    )
    confirmed = forms.BooleanField(error_messages={"required": _CONFIRM_MESSAGE})

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.certificate = certificate
        reason = self.fields["reason"]
        # `fields` holds any Field for mypy; this one is a ChoiceField.
        reason.choices = [("", "—"), *REASONS_BY_ACTION[self.kind].choices]  # type: ignore[attr-defined]
        reason.help_text = self.reason_help
        self.fields["confirmed"].label = self.confirmation

    def changes(self) -> Changes:
        return {}


class RevokeForm(ActionForm):
    kind = ActionRequest.Kind.REVOKE
    reason_help = _PUBLIC_REASON_HELP
    confirmation = _("Yes, revoke this certificate.")


class RestoreForm(ActionForm):
    kind = ActionRequest.Kind.RESTORE
    confirmation = _("Yes, this certificate is valid again.")


class ReplaceForm(ActionForm):
    kind = ActionRequest.Kind.REPLACE
    confirmation = _("Yes, replace this certificate by a new one.")


def _text_field(
    label: Any, longest: int = 200, language: str = "my", check: Any = validate_letters
) -> forms.CharField:
    widget = forms.TextInput(attrs={"lang": language})
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        widget=widget,
        validators=[check],
    )


class CorrectForm(ActionForm):
    """Asks for the corrected words of the certificate."""

    kind = ActionRequest.Kind.CORRECT
    confirmation = _("Yes, replace this certificate by a new one.")

    honorific = forms.ChoiceField(
        label=_("Honorific"),
        required=False,
        choices=[("", "—"), *((k, f"{v['my']} · {v['en']}") for k, v in HONORIFICS.items())],
    )
    name_my = _text_field(_("Name in Burmese"), 120, check=validate_name)
    name_en = _text_field(_("Name in English"), 120, "en", validate_name)
    position_my = _text_field(_("Position in Burmese"))
    position_en = _text_field(_("Position in English"), language="en")
    agency_my = _text_field(_("Agency in Burmese"))
    agency_en = _text_field(_("Agency in English"), language="en")
    # Named fields for two languages: the sheet has Burmese and English and no third.
    course_my = _text_field(_("Title in Burmese"), 1000)
    course_en = _text_field(_("Title in English"), 1000, "en")
    field_order = (
        *("honorific", "name_my", "name_en", "position_my", "position_en"),
        *("agency_my", "agency_en", "course_my", "course_en", "reason", "note", "confirmed"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, facts = self.certificate.person, self.certificate.facts
        for field in ("honorific", "name_my", "name_en"):
            self.initial[field] = getattr(person, field)
        for field, names in extract_correctable_names(facts).items():
            for language in SHEET_LANGUAGES if field != "person" else ():
                self.initial[f"{field}_{language}"] = names.get(language, "")
        # A certificate may name no agency, a citizen's for one; then there is none to correct.
        if not facts["agency"]:
            del self.fields["agency_my"], self.fields["agency_en"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(find_differences(self.certificate.facts, self.changes())):
            raise forms.ValidationError(_("The certificate says all of this already."))
        if not (cleaned.get("name_my") or cleaned.get("name_en")):
            self.add_error("name_my", _("A certificate names its holder."))
        return cleaned

    def changes(self) -> Changes:
        """Return what the correction changes; a field left empty in a language stays as it was."""
        given = {name: clean_name(str(text)) for name, text in self.cleaned_data.items()}
        honorific = given.get("honorific", "")
        person = {"honorific": honorific}
        for field in ("name_my", "name_en"):
            person[field] = bare_name(given.get(field, ""), honorific)
        changes = {"person": person}
        for field in ("position", "agency", "course"):
            names = {code: given.get(f"{field}_{code}", "") for code in SHEET_LANGUAGES}
            changes[field] = {code: text for code, text in names.items() if text}
        facts = self.certificate.facts
        return {
            field: part
            for field, part in changes.items()
            if any(find_differences(facts, {field: part}))
        }


class BulkActionForm(forms.Form):
    """Asks for one action, with its reason, on several certificates."""

    choice = forms.ChoiceField(
        label=_("What is to be done with the ticked ones"),
        choices=[
            ("", "—"),
            *(
                (
                    ActionRequest.Kind(kind).label,
                    [(f"{kind}:{value}", label) for value, label in choices],
                )
                for kind, choices in (
                    (
                        ActionRequest.Kind.REPLACE,
                        REASONS_BY_ACTION[ActionRequest.Kind.REPLACE].choices,
                    ),
                    (
                        ActionRequest.Kind.REVOKE,
                        REASONS_BY_ACTION[ActionRequest.Kind.REVOKE].choices,
                    ),
                )
            ),
        ],
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    confirmed = forms.BooleanField(
        label=_("Yes, do this to all that are ticked."),
        error_messages={"required": _CONFIRM_MESSAGE},
    )

    def act(self) -> tuple[str, str]:
        """Return the kind of action and its reason."""
        kind, _colon, reason = self.cleaned_data["choice"].partition(":")
        return kind, reason


class RejectForm(forms.Form):
    note = forms.CharField(
        label=_("Why not"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


def build_reject_form(action: ActionRequest, person: Person, data: Any = None) -> RejectForm:
    """Return the form that rejects the request, or withdraws it if the person made it."""
    form = RejectForm(data, prefix="refuse")
    if action.asked_by_id == person.pk and action.kind != ActionRequest.Kind.APPEAL:
        form.fields["note"].label = _("Why you take it back")
    return form


class ApproveForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For registrars and auditors; neither the public nor the holder sees it."),
    )
