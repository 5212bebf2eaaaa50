"""Defines the form by which an office brings a roster."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import validate_service_day
from people.text.formatting import digits

# Below what a request may hold: some thirty thousand lines.
_MOST_BYTES = 5_000_000


def _limit_size(file: Any) -> None:
    if file.size > _MOST_BYTES:
        most = digits(_MOST_BYTES // 1_000_000)
        raise ValidationError(_("The file is larger than %(most)s MB.") % {"most": most})


class RosterForm(forms.Form):
    """Takes the file, and whether it names everybody of the unit."""

    file = forms.FileField(
        label=gettext_lazy("CSV or Excel file"),
        validators=[FileExtensionValidator(["csv", "xlsx"]), _limit_size],
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )
    is_complete = forms.BooleanField(
        label=gettext_lazy("The file names everybody of this unit and the units below"),
        help_text=gettext_lazy("Whoever is posted there and not in the file is shown as left."),
        required=False,
    )
    complete_from = forms.DateField(
        label=gettext_lazy("The day from which they do not serve there any more"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
        validators=[validate_service_day],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("is_complete"):
            cleaned["complete_from"] = None
        elif not cleaned.get("complete_from") and "complete_from" not in self.errors:
            self.add_error("complete_from", _("Name the day."))
        return cleaned
