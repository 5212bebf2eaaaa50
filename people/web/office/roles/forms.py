"""Forms of the page of roles: whom to give one, until when, and why one ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter

from people.directory import search_people
from people.history import record_looks
from people.models import Person, Posting, Role
from people.roles.giving import Period, Refusal
from people.text.identifiers import normalise_staff_number
from people.text.languages import in_language
from people.text.syllables import LONGEST_QUERY
from people.web.fields import DayField, LastDayField, PeriodFilterSet

_LONGEST_REASON = 200
MOST_FOUND = 20
REFUSALS = {
    Refusal.NOT_YOURS: _("This is not yours to give, or not to this person."),
    Refusal.DAYS: _("The first day is today or later, the last one is not before it or too far."),
    Refusal.TOO_LONG: _("Your own role ends before that day. Nobody gives more than they have."),
    Refusal.HELD: _("The person has this role on a day of these already."),
}


class _PersonField(forms.ModelChoiceField):
    """Offers the people found, each with number and office; takes nobody out of reach."""

    widget = forms.RadioSelect

    def label_from_instance(self, person: Person) -> str:
        words = [person.get_full_name(), person.staff_number or person.username]
        for posting in person.today:  # type: ignore[attr-defined]
            words += [in_language(posting.position), posting.agency.name]
        return " · ".join(filter(None, words))

    def offer(self, people: QuerySet[Person]) -> list[Person]:
        """Offer the first of the people, and take nobody else; return them."""
        today = Posting.objects.on(timezone.localdate()).select_related("agency")
        ordered = people.order_by(Person.name_order(), "pk")
        with_posting = ordered.prefetch_related(Prefetch("postings", today, to_attr="today"))
        shown: list[Person] = list(with_posting[:MOST_FOUND])
        self.queryset = Person.objects.filter(pk__in=[one.pk for one in shown])
        self.choices = [(one.pk, self.label_from_instance(one)) for one in shown]
        return shown


class RoleForm(forms.Form):
    """Whom a role is given or lent, which, for which days, and why."""

    person = _PersonField(
        Person.objects.none(),
        label=_("To whom?"),
        error_messages={"required": _("Choose a person.")},
    )
    kind = forms.ChoiceField(label=_("Role"))
    first = DayField(label=_("First day"))
    last = LastDayField(
        label=_("Last day"),
        required=False,
        help_text=_("Empty: until somebody ends it."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=_LONGEST_REASON,
        help_text=_("It stays on record, and the person reads it."),
    )

    def __init__(
        self, data: Any, *, people: QuerySet[Person], kinds: Iterable[str], is_lent: bool
    ) -> None:
        super().__init__(data, initial={"first": timezone.localdate()})
        labels = dict(Role.Kind.choices)
        self._people = people
        self.fields["kind"].choices = [(kind, labels[kind]) for kind in kinds]  # type: ignore[attr-defined]
        if is_lent:
            self.fields["last"].required = True
            self.fields["last"].help_text = _("At most a year from today.")

    def offer_people(self, words: str, viewer: Person) -> int:
        """Offer whom the viewer means by the words; return how many.

        Security: those whom the directory does not show the viewer are found by the whole staff
        number only, one at a time, and read who looked.
        """
        field = self.fields["person"]
        assert isinstance(field, _PersonField)  # noqa: S101
        listed = self._people & Person.objects.visible_to(viewer)
        shown = field.offer(search_people(listed, words))
        if not shown:
            number = normalise_staff_number(words)
            shown = field.offer(self._people.filter(staff_number=number))
            record_looks(viewer, [one.pk for one in shown])
        return len(shown)

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["first"], self.cleaned_data["last"])

    def refuse(self, why: Refusal) -> None:
        """Say at the field that is wrong why the role is not given."""
        field = {Refusal.DAYS: "last", Refusal.TOO_LONG: "last", Refusal.HELD: "kind"}
        self.add_error(field.get(why), REFUSALS[why])


class EndRoleForm(forms.Form):
    """The last day of a role, and why it ends."""

    last = LastDayField(
        label=_("Last day"),
        required=False,
        help_text=_("Empty: it ends at once."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=_LONGEST_REASON)

    @property
    def day(self) -> dt.date:
        """Return the first day without the role."""
        return self.cleaned_data["last"] or timezone.localdate()


class RoleFilter(PeriodFilterSet):
    """Narrows roles by person, kind, and whether they hold, are to come or are over."""

    q = CharFilter(
        method="by_person",
        label=_("Search people"),
        widget=forms.TextInput(attrs={"type": "search"}),
        max_length=LONGEST_QUERY,
        error_messages={"max_length": _("This is too long to search for. Use fewer words.")},
    )
    kind = ChoiceFilter(label=_("Role"), empty_label=_("All"), choices=Role.Kind.choices)

    class Meta:
        model = Role
        fields: list[str] = []

    def by_person(self, roles: QuerySet[Role], name: str, words: str) -> QuerySet[Role]:
        return search_people(roles, words, path="person__")
