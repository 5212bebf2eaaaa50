"""Defines the forms of my details, of one-time codes and of slips."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.accounts.forms import NamesForm, clean_phone_number
from people.messaging import optional_kinds
from people.models import Person
from people.text.formatting import lang_name
from people.text.names import bare_name

_NAMES = ("name_my", "name_en")
_PLAIN = {"autocapitalize": "none", "spellcheck": "false"}


class SendCodeForm(forms.Form):
    """Takes who it is that wants to sign in, by any name of theirs."""

    login = forms.CharField(
        label=_("Staff number, e-mail, phone or sign-in name"),
        max_length=254,
        widget=forms.TextInput(attrs={**_PLAIN, "autocomplete": "username"}),
    )


class SignInCodeForm(SendCodeForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        help_text=_("Eight letters and digits, as they stand on the slip or in the message."),
        widget=forms.TextInput(attrs={**_PLAIN, "autocomplete": "one-time-code"}),
    )


class PasswordByCodeForm(SignInCodeForm):
    """Takes a slip or a code by text message, and the password that is to be."""

    password1 = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("New password again"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = password_validators_help_text_html()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("You must type the same password each time."))
        self.check_password(None)
        return cleaned

    def check_password(self, person: Person | None) -> bool:
        """Note what is wrong with the password for the person; return whether it is right."""
        try:
            validate_password(self.cleaned_data.get("password1") or "", person)
        except ValidationError as error:
            self.add_error("password1", error)
        return not self.errors


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def clean_phone(self) -> str:
        return clean_phone_number(self.cleaned_data["phone"])


class OwnEmailForm(forms.Form):
    """Takes an address; an empty one takes it off the record.

    Whether somebody else has it already learns who opens the link, and nobody who only types it.
    """

    email = forms.EmailField(label=_("E-mail"), required=False)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.strip().lower()


class OwnPhoneForm(PhoneForm):
    """Takes a number as `OwnEmailForm` takes an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].required = False


class PhoneCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        help_text=_("Eight letters and digits, as they stand on the slip or in the message."),
        widget=forms.TextInput(attrs={**_PLAIN, "autocomplete": "one-time-code"}),
    )


class LettersForm(forms.Form):
    """In which language letters are written, and which are sent at all."""

    language = forms.ChoiceField(label=_("Language of letters"), widget=forms.RadioSelect)
    wanted = forms.MultipleChoiceField(
        label=_("Send me by e-mail"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "All of it stands among your messages too. What changes a certificate is always sent."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("language", [(code, lang_name(code)) for code in settings.OFFERED_LANGUAGES])
        self._offer("wanted", list(optional_kinds().items()))

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices


class NameRequestForm(NamesForm):
    """How the person's name is to be written; the office compares it with a document."""

    note = forms.CharField(
        label=_("What whoever decides should know"),
        max_length=300,
        required=False,
        help_text=_("For example: as on my appointment letter."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # A name that nobody has compared with a document is asked for as it is, to be confirmed.
        if not self.errors and self._person.is_name_confirmed and self._changes_nothing(cleaned):
            self.add_error(None, _("Your name is recorded so already."))
        return cleaned

    def _changes_nothing(self, asked: dict[str, Any]) -> bool:
        # As it is written: without the honorific, and an empty name leaves the one that stands.
        person = self._person
        names = {name: bare_name(asked[name], person.honorific) for name in _NAMES}
        return all(text in ("", getattr(person, name)) for name, text in names.items())
