"""Defines the fields and forms of acts on postings, in either digits and both scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.agencies.search import is_called, search_agencies
from people.models import Agency, Posting, validate_service_day
from people.text import clean
from people.text.names import clean_name, validate_letters
from people.text.zawgyi import to_unicode
from people.web.fields import LastDayField, ServiceDayField

_HIGHEST_GRADE, _LOWEST_GRADE = 1, 13
_MOST_CHOICES = 20
_LONGEST_POSITION, _LONGEST_REASON = 120, 300


class SentenceField(forms.CharField):
    """Takes a sentence for whoever reads of the act."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=_LONGEST_REASON, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class _PositionField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        checks = [validate_letters]
        super().__init__(max_length=_LONGEST_POSITION, required=False, validators=checks, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_name(to_unicode(super().to_python(value) or ""))


class _AgencyChoiceField(forms.ModelChoiceField):
    """Chooses among a few agencies of like names; the code tells them apart."""

    def label_from_instance(self, agency: Agency) -> str:
        return f"{agency.name} ({agency.code})"


class UnitForm(forms.Form):
    """Asks for a unit by its code or words of its name; what words find is chosen.

    ``cleaned_data["unit"]`` is the agency.
    """

    unit = forms.CharField(
        label=_("Unit"), max_length=200, help_text=_("Its code, or words of its name.")
    )
    chosen = _AgencyChoiceField(
        Agency.objects.none(), label=_("Which of these?"), required=False, empty_label=None
    )

    def __init__(self, *args: Any, units: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_open = Q(valid_to=None) | Q(valid_to__gt=timezone.localdate())
        self._units = units.filter(is_open)
        self._offer(self._units, forms.HiddenInput())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "unit" in cleaned:
            cleaned["unit"] = self._find_unit(cleaned["unit"], cleaned.get("chosen"))
        return cleaned

    def _find_unit(self, text: str, chosen: Agency | None) -> Agency | None:
        found = list(search_agencies(self._units, text)[: _MOST_CHOICES + 1])
        if len(found) == 1 and is_called(found[0], text):
            return found[0]
        if not found:
            message = _("No unit here is called so. Use other words, or its code.")
            self.add_error("unit", message)
        elif len(found) > _MOST_CHOICES:
            self.add_error("unit", _("Many units are called so. Use more words, or the code."))
        else:
            pks = [agency.pk for agency in found]
            self._offer(self._units.filter(pk__in=pks), forms.RadioSelect())
            if chosen in found:
                return chosen
            # One is asked too: letters of a code of others may stand within a name of ours.
            only = _("These words are in the name of one unit. Choose it if it is meant.")
            several = _("Several units are called so. Choose one.")
            self.add_error("chosen", several if len(found) > 1 else only)
        return None

    def _offer(self, units: QuerySet[Agency], widget: forms.Widget) -> None:
        field = self.fields["chosen"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        # In this order: the widget learns its choices when they are set.
        field.widget = widget
        field.queryset = units
        # Without a choice among several no unit is found, so that the page calls it no option.
        field.required = isinstance(widget, forms.RadioSelect)


class PositionForm(forms.Form):
    """Asks for a position in Burmese or English, and a grade; ``position`` holds the names."""

    position_my = _PositionField(
        label=_("Position in Burmese"), help_text=_("One language is enough.")
    )
    position_en = _PositionField(label=_("Position in English"))
    grade = forms.IntegerField(
        label=_("Grade"),
        required=False,
        min_value=_HIGHEST_GRADE,
        max_value=_LOWEST_GRADE,
        # Text and not a number: a browser refuses Burmese digits there.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        names = {code: cleaned.get(f"position_{code}") for code in ("my", "en")}
        cleaned["position"] = {code: name for code, name in names.items() if name}
        if not cleaned["position"] and self.errors.keys().isdisjoint(
            {"position_my", "position_en"}
        ):
            self.add_error("position_my", _("Write the position in Burmese or in English."))
        return cleaned


def describe_position(posting: Posting) -> dict[str, Any]:
    """Return what a form of the posting shows first."""
    return {**split_position(posting.position), "grade": posting.grade}


def split_position(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names of a position by the fields that ask for them."""
    return {f"position_{code}": names.get(code, "") for code in ("my", "en")}


class PersonMoveForm(UnitForm, PositionForm):
    day = ServiceDayField(
        label=_("First day there"),
        help_text=_("It may lie ahead: until then nothing changes, also in figures."),
    )
    field_order = ["unit", "chosen", "position_my", "position_en", "grade", "day"]


class ServiceEndForm(forms.Form):
    day = LastDayField(
        validators=[validate_service_day],
        label=_("Last day of service"),
        help_text=_("The day counts as served. Who has left loses what belongs to the office."),
    )
    reason = forms.ChoiceField(
        label=_("Why the person leaves"),
        choices=Posting.EndReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Nobody who died is written to any more."),
    )


class PostingCorrectionForm(PositionForm):
    """Asks what a posting really was, and why that was written otherwise."""

    valid_from = ServiceDayField(label=_("Began on"))
    valid_to = LastDayField(
        validators=[validate_service_day],
        label=_("Last day"),
        required=False,
        help_text=_("The day counts as served. Empty: it goes on."),
    )
    end_reason = forms.ChoiceField(
        label=_("Why the person leaves"),
        choices=[("", "–"), *Posting.EndReason.choices],
        required=False,
    )
    reason = SentenceField(
        label=_("Why it is corrected"), help_text=_("It stays in the history of the person.")
    )
    field_order = ["valid_from", "valid_to", "end_reason", "position_my", "position_en", "grade"]

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A posting that another one follows was ended by a move.
        if not asks_reason:
            del self.fields["end_reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends <= begins:
            self.add_error("valid_to", _("The posting ends before it begins."))
        if cleaned.get("end_reason") and not ends and "valid_to" not in self.errors:
            message = _("Write the last day too.")
            self.add_error("valid_to", message)
        return cleaned
