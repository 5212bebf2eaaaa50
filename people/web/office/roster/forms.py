"""Defines the forms by which an office brings a roster, and says what its columns are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import RosterProposal
from people.roster.proposals.columns import WrongColumns
from people.web.fields import ServiceDayField, TableFileField

# In the order in which a person looks for them.
_COLUMN_LABELS = {
    "staff_number": gettext_lazy("Staff number"),
    "name": gettext_lazy("Name, in whatever letters"),
    "name_my": gettext_lazy("Name in Burmese"),
    "name_en": gettext_lazy("Name in English"),
    "agency": gettext_lazy("Unit code"),
    "from": gettext_lazy("Serves there since"),
    "position": gettext_lazy("Position, in whatever letters"),
    "position_my": gettext_lazy("Position in Burmese"),
    "position_en": gettext_lazy("Position in English"),
    "grade": gettext_lazy("Grade"),
    "honorific": gettext_lazy("Honorific"),
    "gender": gettext_lazy("Gender"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "left_on": gettext_lazy("Left on"),
}
_NEEDED = ("staff_number", "from")
_LACKING = gettext_lazy("Choose the heading: a line says nothing without it.")


def name_column(column: str) -> Any:
    """Return what the column of a roster is called on pages; nothing for none."""
    return _COLUMN_LABELS.get(column, "")


class RosterForm(forms.Form):
    """Takes the file, and whether it names everybody of the unit."""

    file = TableFileField()
    is_complete = forms.BooleanField(
        label=gettext_lazy("The file names everybody of this unit and the units below"),
        help_text=gettext_lazy("Whoever is posted there and not in the file is shown as left."),
        required=False,
    )
    complete_from = ServiceDayField(
        label=gettext_lazy("The day from which they do not serve there any more"),
        initial=timezone.localdate,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("is_complete"):
            cleaned["complete_from"] = None
        elif not cleaned.get("complete_from") and "complete_from" not in self.errors:
            self.add_error("complete_from", _("Name the day."))
        return cleaned


class RosterColumnsForm(forms.Form):
    """Asks for each of our columns which heading of the file it is."""

    def __init__(self, roster: RosterProposal, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        heading: Any = roster.heading or {"headings": [], "found": {}}
        known = {**(roster.columns or {}), **heading["found"]}
        named = [(label, label) for label in heading["headings"] if label]
        # The first lines, each cell with its heading: on a phone they stand below one another.
        lines = heading.get("lines", [])
        self.sample = [list(zip(heading["headings"], cells, strict=False)) for cells in lines]
        all_here = format_lazy(_("Not in the file: all are of {unit}"), unit=roster.unit.name)
        for column, label in _COLUMN_LABELS.items():
            blank = all_here if column == "agency" else gettext_lazy("Not in the file")
            blank = gettext_lazy("Choose a heading") if column in _NEEDED else blank
            self.fields[column] = forms.ChoiceField(
                label=label,
                choices=[("", blank), *named],
                required=column in _NEEDED,
                initial=known.get(column, ""),
            )

    def tell_wrong(self, wrong: WrongColumns) -> None:
        """Say what of the choice cannot be."""
        for column in wrong.args:
            self.add_error(column, _LACKING)
        if not wrong.args:
            self.add_error(None, _("Choose each heading for one column only."))


def name_read_columns(columns: Mapping[str, str]) -> list[tuple[Any, str]]:
    """Return our columns in words, each with the heading that it had in the file."""
    return [(label, columns[name]) for name, label in _COLUMN_LABELS.items() if columns.get(name)]
