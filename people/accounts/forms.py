"""Puts our labels on allauth's forms; people who sign up by themselves become citizens."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.models import Person


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


class SignUpForm(_NoPlaceholderMixin, allauth_forms.SignupForm):
    name_my = forms.CharField(label=_("Your name in Burmese"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Your name in English"), max_length=120, required=False)
    field_order = ["name_my", "name_en", "username", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_my"].help_text = _("As it is to stand on a certificate.")
        self.fields["username"].label = _("Sign-in name")
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("To get a new password when you have forgotten yours.")
        self.fields["password1"].label = _("Password")
        self.fields["password2"].label = _("Password again")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not (cleaned.get("name_my") or cleaned.get("name_en")):
            self.add_error("name_my", _("Write your name in Burmese or in English."))
        return cleaned

    def custom_signup(self, request: HttpRequest, user: Person) -> None:
        user.name_my = self.cleaned_data["name_my"]
        user.name_en = self.cleaned_data["name_en"]
        # Only a roster makes officials: nobody becomes one by signing up.
        user.audience = Person.Audience.CITIZEN
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


class EnableTOTPForm(_NoPlaceholderMixin, ActivateTOTPForm):
    """Turns the second factor on with the first code of the authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Six digits")


class MFACodeForm(_NoPlaceholderMixin, AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
