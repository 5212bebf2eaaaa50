"""Asks what is to become of an agency, from which day and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.access import agencies_for
from people.agencies.acts import (
    NewAgency,
    close_agency,
    merge_agencies,
    move_agency,
    rename_agency,
    split_agency,
)
from people.agencies.applying import list_open_units
from people.models import Agency, AgencyAct, Person, Role
from people.postings.rehousing import find_served_beyond
from people.text.names import clean_name, validate_letters
from people.text.zawgyi import to_unicode
from people.web.fields import RowBoxesField, ServiceDayField
from people.web.postings.forms import SentenceField, UnitForm

# More boxes than this nobody reads through.
_MOST_BOXES = 300
_SAFE_CODE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9-]*\Z", _("Only letters A to Z, digits and -.")
)


class _NameField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, validators=[validate_letters], **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_name(to_unicode(super().to_python(value) or ""))


class _NamesForm(forms.Form):
    name_my = _NameField(label=_("Name in Burmese"))
    name_en = _NameField(label=_("Name in English"))

    @property
    def names(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"name_{code}"] for code in ("my", "en")}


class AgencyActForm(forms.Form):
    """What all acts ask; ``affected`` are the agencies whose people and units it concerns."""

    day = ServiceDayField(
        label=_("From which day"),
        help_text=_("It may lie ahead, or in the past: figures of the days before stay."),
    )
    reason = SentenceField(
        label=_("Why"), help_text=_("The number of the order, for instance. It stays on record.")
    )
    title: Any = ""

    def __init__(self, data: Any = None, *, agency: Agency, by: Person) -> None:
        self.agency, self.by = agency, by
        initial = {"day": timezone.localdate(), **self.describe(agency)}
        super().__init__(data, initial=initial, **self.options())
        # What is asked of all comes last.
        self.order_fields([name for name in self.fields if name not in ("day", "reason")])

    def describe(self, agency: Agency) -> dict[str, Any]:
        """Return what the form shows first."""
        return {}

    def options(self) -> dict[str, Any]:
        """Return what the forms that this one is made of need."""
        return {}

    @property
    def affected(self) -> list[Agency]:
        return [self.agency]

    @property
    def how(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"day": given["day"], "by": self.by, "reason": given["reason"]}

    def record(self) -> AgencyAct:
        """Do what was asked. Raise `AgencyActRefused`, or ValidationError for the day."""
        raise NotImplementedError


class RenameForm(AgencyActForm, _NamesForm):
    title = _("Rename the unit")
    kind = forms.ChoiceField(label=_("Kind"), choices=Agency.Kind.choices)

    def describe(self, agency: Agency) -> dict[str, Any]:
        names = {f"name_{code}": agency.names.get(code, "") for code in ("my", "en")}
        return {**names, "kind": agency.kind}

    @property
    def affected(self) -> list[Agency]:
        return []

    def record(self) -> AgencyAct:
        kind = self.cleaned_data["kind"]
        return rename_agency(self.agency, self.names, kind=kind, **self.how)


class MoveForm(AgencyActForm, UnitForm):
    title = _("Move the unit under another one")

    def options(self) -> dict[str, Any]:
        return {"units": agencies_for(self.by, Role.Kind.HR)}

    def record(self) -> AgencyAct:
        return move_agency(self.agency, self.cleaned_data["unit"], **self.how)


class CloseForm(AgencyActForm, UnitForm):
    title = _("Close the unit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].label = _("Who takes over")
        self.fields["unit"].required = False
        self.fields["unit"].help_text = _(
            "Its code, or words of its name. People and units go there. "
            "Empty only where nobody serves and nothing stands below."
        )

    def options(self) -> dict[str, Any]:
        return {"units": agencies_for(self.by, Role.Kind.HR).exclude(pk=self.agency.pk)}

    def _find_unit(self, text: str, chosen: Agency | None) -> Agency | None:
        return super()._find_unit(text, chosen) if text else None

    def record(self) -> AgencyAct:
        return close_agency(self.agency, self.cleaned_data["unit"], **self.how)


class _UnitBoxes(RowBoxesField):
    def label_from_instance(self, agency: Agency) -> str:
        return f"{agency.name} ({agency.code})"


class MergeForm(AgencyActForm):
    title = _("Merge others into the unit")
    units = _UnitBoxes(
        Agency.objects.none(),
        label=_("Which units close"),
        help_text=_("Their people and units come here."),
    )
    name_my = _NameField(label=_("New name in Burmese"), required=False)
    name_en = _NameField(label=_("New name in English"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.agency.get_parent()
        beside = list_open_units(parent, timezone.localdate()) if parent else []
        keys = [one.pk for one in beside if one.pk != self.agency.pk][:_MOST_BOXES]
        field = self.fields["units"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101
        field.queryset = Agency.objects.filter(pk__in=keys)

    @property
    def affected(self) -> list[Agency]:
        return list(self.cleaned_data["units"]) if hasattr(self, "cleaned_data") else []

    def record(self) -> AgencyAct:
        given = self.cleaned_data
        names = {code: given[f"name_{code}"] for code in ("my", "en") if given[f"name_{code}"]}
        names = {**self.agency.names, **names} if names else {}
        return merge_agencies(given["units"], self.agency, names=names, **self.how)


class _PeopleBoxes(RowBoxesField):
    def label_from_instance(self, person: Person) -> str:
        return f"{person} · {person.staff_number or ''}"


class SplitForm(AgencyActForm, _NamesForm):
    title = _("Split the unit")
    code = forms.CharField(label=_("Code of the new unit"), max_length=40, validators=[_SAFE_CODE])
    units = _UnitBoxes(Agency.objects.none(), label=_("Units that go to it"), required=False)
    people = _PeopleBoxes(Person.objects.none(), label=_("People who go to it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        served = find_served_beyond(self.agency, today).values("person")
        keys = [one.pk for one in list_open_units(self.agency, today)]
        people = Person.objects.filter(pk__in=served).order_by(Person.name_order(), "pk")
        choices = {
            "units": Agency.objects.filter(pk__in=keys),
            "people": Person.objects.filter(
                pk__in=list(people.values_list("pk", flat=True)[:_MOST_BOXES])
            ),
        }
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101
            field.queryset = rows
            if not rows:
                del self.fields[name]

    @property
    def affected(self) -> list[Agency]:
        return []

    def record(self) -> AgencyAct:
        given = self.cleaned_data
        new = NewAgency(
            given["code"], self.names, units=given.get("units", ()), people=given.get("people", ())
        )
        return split_agency(self.agency, new, **self.how)


FORMS: dict[str, type[AgencyActForm]] = {
    "rename": RenameForm,
    "move": MoveForm,
    "split": SplitForm,
    "merge": MergeForm,
    "close": CloseForm,
}
