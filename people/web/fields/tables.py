"""Takes tables as files, of a kind that is read and of a size that a request may hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.text.formatting import digits

_MOST_BYTES = 5_000_000  # below what a request may hold: some thirty thousand lines


class TableFileField(forms.FileField):
    """Takes a CSV file or a workbook."""

    widget = forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"})
    default_validators = [FileExtensionValidator(["csv", "xlsx"])]

    def __init__(self, *, most_bytes: int = _MOST_BYTES, **kwargs: Any) -> None:
        label, limit = gettext_lazy("CSV or Excel file"), limit_upload_size(most_bytes)
        super().__init__(label=label, validators=[limit], **kwargs)


def limit_upload_size(most_bytes: int) -> Callable[[Any], None]:
    """Return a validator of uploaded files; the error names the limit in megabytes."""

    def check(file: Any) -> None:
        if file.size > most_bytes:
            most = digits(most_bytes // 1_000_000)
            raise ValidationError(_("The file is larger than %(most)s MB.") % {"most": most})

    return check
