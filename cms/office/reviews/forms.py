"""Forms of those who submit a page, talk about it and decide on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Agency
from people.text import clean
from people.web.fields import DayField


class SubmitForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Note for the reviewer"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = DayField(
        label=gettext_lazy("Needed by"),
        required=False,
        help_text=gettext_lazy("Reviewers are reminded once when this day is over."),
    )

    def clean_note(self) -> str:
        return clean(self.cleaned_data["note"])

    def clean_due_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day is over."))
        return day


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What is to be mended"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Goes to whoever submitted it."),
    )


class CommentForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Ask or answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Goes to whoever submitted it and to those who said something."),
    )

    def clean_words(self) -> str:
        return clean(self.cleaned_data["words"])


class ReviewRulesForm(forms.Form):
    """Asks who has the last word on the work of an agency, and by when it is decided on."""

    editor = forms.ModelChoiceField(
        Agency.objects.none(),
        label=gettext_lazy("Editors who have the last word"),
        required=False,
        empty_label=gettext_lazy("None: its own reviewers publish"),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days to decide"), required=False, min_value=1, max_value=90
    )

    def __init__(self, data: Any, *, agency: Agency, initial: dict[str, Any]) -> None:
        super().__init__(data, prefix=f"agency-{agency.pk}", initial=initial)
        editor: Any = self.fields["editor"]
        editor.queryset = agency.get_ancestors()
