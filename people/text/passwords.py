"""Says Django's rule for passwords in the reader's digits."""

from django.contrib.auth import password_validation

from people.text.formatting import digits


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return digits(super().get_error_message())

    def get_help_text(self) -> str:
        return digits(super().get_help_text())
