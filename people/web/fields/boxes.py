"""Takes rows that are ticked in boxes, and refuses keys that no row can have."""

from __future__ import annotations

from typing import Any

from django import forms

from people.web.parameters import parse_primary_key


class RowBoxesField(forms.ModelMultipleChoiceField):
    """Offers a box for each row; a forged key is told at the field."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        keys = value if isinstance(value, (list, tuple)) else []
        # Django compares each with rows, at which SQLite fails for a number beyond its own.
        return super().clean([key if parse_primary_key(str(key)) else "" for key in keys])
