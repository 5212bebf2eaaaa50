"""Puts our labels on allauth's forms; people who sign up by themselves become citizens."""

from contextlib import suppress
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.accounts.contacts import request_email, request_phone
from people.accounts.letters import queue_password_letter
from people.accounts.sending import TooManyCodes, can_send_texts
from people.models import Person
from people.text import to_ascii_digits
from people.text.names import clean_name, validate_name
from people.text.phones import is_mobile_number, is_phone_number, restore_leading_zero
from people.web.rate_limit import RateThrottle


def clean_phone_number(typed: str) -> str:
    """Return the number as it is stored, ``""`` for none. Raise `ValidationError`."""
    if typed and not is_phone_number(typed):
        raise forms.ValidationError(_("Write a phone number, such as 09 250 001 234."))
    # As it is stored: the code must go to the number that it confirms.
    phone = restore_leading_zero(typed)
    if phone and not is_mobile_number(phone, settings.SMS_COUNTRIES):
        raise forms.ValidationError(_("No text message reaches this number. Write a mobile one."))
    return phone


class _NoPlaceholderMixin(forms.BaseForm):
    """Drops placeholders, which vanish while one types and read badly aloud."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(_NoPlaceholderMixin, allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Staff number, e-mail, phone or sign-in name")
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Keep me signed in on this device")
        self.fields["remember"].help_text = _("Not on a device that others use.")


class NamesForm(forms.Form):
    """One's own name in both spellings, of which one may be missing."""

    name_my = forms.CharField(
        label=_("Your name in Burmese"),
        max_length=120,
        required=False,
        validators=[validate_name],
    )
    name_en = forms.CharField(
        label=_("Your name in English"),
        max_length=120,
        required=False,
        validators=[validate_name],
    )

    def clean_name_my(self) -> str:
        return clean_name(self.cleaned_data["name_my"])

    def clean_name_en(self) -> str:
        return clean_name(self.cleaned_data["name_en"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        # Cleaned before: a name of invisible characters is none.
        is_missing = not (cleaned.get("name_my") or cleaned.get("name_en"))
        if is_missing and self.errors.keys().isdisjoint({"name_my", "name_en"}):
            self.add_error("name_my", _("Write your name in Burmese or in English."))
        return cleaned


class SignUpForm(NamesForm, _NoPlaceholderMixin, allauth_forms.SignupForm):
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    field_order = ["name_my", "name_en", "username", "email", "phone", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_my"].help_text = _("As it is to stand on a certificate.")
        self.fields["username"].label = _("Sign-in name")
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("To get a new password when you have forgotten yours.")
        self.fields["phone"].help_text = _("We send a code to it, with which you confirm it.")
        if not can_send_texts():
            del self.fields["phone"]
        self.fields["password1"].label = _("Password")
        self.fields["password2"].label = _("Password again")

    def clean_phone(self) -> str:
        return clean_phone_number(self.cleaned_data["phone"])

    def validate_unique_email(self, value: str) -> str:
        """Ask nobody: whose address it is already learns who opens the link, and no stranger."""
        return value

    def save(self, request: HttpRequest) -> Person:
        """Make the account without address and phone, and send a link and a code to them.

        What nobody confirmed names nobody: it keeps nobody else from it.
        """
        email, self.cleaned_data["email"] = self.cleaned_data.get("email") or "", ""
        phone = self.cleaned_data.get("phone")
        person: Person = super().save(request)
        link = _("A link is on its way to %(contact)s. Open it to confirm the address.")
        code = _("A code is on its way to %(contact)s. Write it in My details.")
        for contact, ask, sent in ((email, request_email, link), (phone, request_phone, code)):
            # Where too many went already, My details offers it again later.
            if contact and RateThrottle("confirmations").allows(contact):
                with suppress(TooManyCodes):
                    ask(person, contact)
                    messages.info(request, sent % {"contact": contact})
        return person

    def try_save(self, request: HttpRequest) -> tuple[Person | None, HttpResponse | None]:
        """Save, or begin again when somebody took the name since the form was checked."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            messages.error(
                request, _("Somebody has just taken this sign-in name or address. Choose another.")
            )
            return None, redirect("account_signup")

    def custom_signup(self, request: HttpRequest, user: Person) -> None:
        user.name_my = self.cleaned_data["name_my"]
        user.name_en = self.cleaned_data["name_en"]
        user.language = get_language() or user.language
        user.save()


class ChangePasswordForm(_NoPlaceholderMixin, allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Your password now")
        self.fields["oldpassword"].help_text = ""
        _label_new_passwords(self)


class SetPasswordForm(_NoPlaceholderMixin, allauth_forms.SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label_new_passwords(self)


class ResetPasswordForm(_NoPlaceholderMixin, allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")

    def clean_email(self) -> str:
        """Return the address, without asking whose it is: the time would tell."""
        email: str = self.cleaned_data["email"]
        return email.strip().lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Queue the letter, unless the mailbox got several of late; their links are still good.

        The page is the same, for somebody else may have asked for them.
        """
        email: str = self.cleaned_data["email"]
        if RateThrottle("letters").allows(email):
            queue_password_letter(email)
        return email


class ResetPasswordKeyForm(_NoPlaceholderMixin, allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label_new_passwords(self)


class ReauthenticateForm(_NoPlaceholderMixin, allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""


def _label_new_passwords(form: forms.BaseForm) -> None:
    form.fields["password1"].label = _("New password")
    form.fields["password2"].label = _("New password again")


class _CodeMixin(_NoPlaceholderMixin):
    """Takes a code as it is typed: in Burmese digits, or in two halves as apps show it."""

    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        typed = to_ascii_digits(self.cleaned_data["code"])
        self.cleaned_data["code"] = "".join(typed.split())
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class EnableTOTPForm(_CodeMixin, ActivateTOTPForm):
    """Turns the second factor on with the first code of the authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Six digits")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class MFACodeForm(_CodeMixin, AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")


class MFAReauthenticateForm(_CodeMixin, ReauthenticateByCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")


class AddPasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["passwordless"].label = _("Sign in with it alone, without a password")
        self.fields["passwordless"].help_text = _("It then asks for your finger, face or PIN.")


class RenamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
