"""Asks for the PIN of a sign-in card, and for a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.accounts.cards import is_weak_pin
from people.text import to_ascii_digits

_FEWEST, _MOST = 4, 6


class _PinField(forms.CharField):
    """Takes digits of either script, hidden as they are typed."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(max_length=_MOST, widget=forms.PasswordInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        return to_ascii_digits((super().to_python(value) or "").strip())


class PinForm(forms.Form):
    pin = _PinField(label=_("PIN"))


class NewPinForm(forms.Form):
    """Asks for a PIN twice; with the password of an account that has one."""

    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Once, so that nobody chooses a PIN for you."),
    )
    pin = _PinField(label=_("New PIN"), help_text=_("Four to six digits that nobody guesses."))
    again = _PinField(label=_("The PIN once more"))

    def __init__(self, data: Any = None, *, asks_password: bool) -> None:
        super().__init__(data)
        if not asks_password:
            del self.fields["password"]

    def clean_pin(self) -> str:
        pin: str = self.cleaned_data["pin"]
        if not (pin.isascii() and pin.isdecimal() and len(pin) >= _FEWEST):
            raise ValidationError(_("Write four to six digits."))
        if is_weak_pin(pin):
            raise ValidationError(_("This is guessed first. Choose other digits."))
        return pin

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("pin") and cleaned.get("again") and cleaned["pin"] != cleaned["again"]:
            self.add_error("again", _("The two PINs are not the same."))
        return cleaned
