"""Narrows the directory by words, unit, position, grade, audience, account and posting."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet, NumberFilter

from people.directory.conditions import list_conditions
from people.directory.phones import PhonePart
from people.directory.positions import find_positions, narrow_to_positions
from people.directory.reach import (
    FEW_POSTINGS,
    can_read_unposted,
    charges_in_reach,
    people_never_posted,
    people_to_come,
    people_who_left,
    postings_in_reach,
)
from people.directory.search import match_people, search_people
from people.models import AdditionalPosting, Agency, Person, Posting
from people.text.syllables import LONGEST_QUERY

_POSTED, _LEFT, _COMING, _NOWHERE = "posted", "left", "coming", "nowhere"
_CHARGED = "charged"
_ONLY_HERE = "only"
_WITH_ACCOUNT, _WITHOUT_ACCOUNT = "yes", "no"
_NO_PASSWORD = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
_LARGEST_GRADE = 99
# So many who are called so are put in order by themselves, without all others in that order.
_FEW_FOUND = 200
# The keys of so many are read sooner than they are searched for again to be counted.
_MOST_FOUND = 20_000


class DirectoryFilter(FilterSet):
    """Filters the people whom the viewer may see; ``unit`` is the agency asked for, or None."""

    q = CharFilter(
        method="keep",
        label=_("Search people"),
        widget=forms.TextInput(attrs={"type": "search"}),
        max_length=LONGEST_QUERY,
        error_messages={"max_length": _("This is too long to search for. Use fewer words.")},
    )
    unit = CharFilter(method="keep", widget=forms.HiddenInput)
    below = ChoiceFilter(
        method="keep",
        label=_("Units"),
        empty_label=_("This unit and those below"),
        choices=[(_ONLY_HERE, _("This unit only"))],
    )
    position = CharFilter(method="keep", label=_("Position"), max_length=100)
    grade = NumberFilter(method="keep", label=_("Grade"), min_value=0, max_value=_LARGEST_GRADE)
    audience = ChoiceFilter(
        label=_("Official or citizen"), empty_label=_("All"), choices=Person.Audience.choices
    )
    account = ChoiceFilter(
        method="by_account",
        label=_("Account"),
        empty_label=_("All"),
        choices=[(_WITH_ACCOUNT, _("Has a password")), (_WITHOUT_ACCOUNT, _("Has no password"))],
    )
    state = ChoiceFilter(
        method="keep",
        label=_("Posting"),
        empty_label=None,
        choices=[
            (_POSTED, _("Posted here today")),
            (_LEFT, _("Left the service")),
            (_COMING, _("Begins or returns later")),
            (_CHARGED, _("Additional charge here")),
        ],
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def __init__(self, data: Any, *, viewer: Person, unit: Agency | None) -> None:
        super().__init__(data, Person.objects.all())
        self.viewer, self.agency = viewer, unit
        if unit is None:
            del self.filters["below"]
        if can_read_unposted(viewer):
            state = self.filters["state"]
            state.extra["choices"] = [*state.extra["choices"], (_NOWHERE, _("Without a posting"))]
        self._conditions = list_conditions()
        self._is_narrowed_by_people = False
        for condition in self._conditions:
            for name, field in condition.list_filters(viewer).items():
                # What it leaves of the people depends on all of its fields together.
                field.method, field.parent, field.model = "keep", self, Person
                self.filters[name] = field

    @property
    def asked(self) -> dict[str, Any]:
        return self.form.cleaned_data if self.form.is_valid() else {}

    @property
    def shows_left(self) -> bool:
        return bool(self.asked.get("state") == _LEFT)

    @property
    def shows_charged(self) -> bool:
        return bool(self.asked.get("state") == _CHARGED)

    @property
    def shows_posted(self) -> bool:
        return self.asked.get("state") not in (_LEFT, _COMING, _NOWHERE, _CHARGED)

    def narrows_by(self, name: str) -> bool:
        """Return whether something is asked by the field beside what it asks of itself."""
        value = self.data.get(name, "")
        return bool(value) and (name, value) != ("state", _POSTED)

    @property
    def is_short(self) -> bool:
        """Whether few enough are posted there to be put in an order that no index has."""
        if self.asked.get("q"):
            return self._found_few
        return self._serving_count <= FEW_POSTINGS

    def filter_queryset(self, queryset: QuerySet[Person]) -> QuerySet[Person]:
        found = super().filter_queryset(queryset)
        # The page says what is wrong with what was asked; all people would say it was asked for.
        if self.form.errors:
            return found.none()
        found = self._narrow_by_conditions(found)
        if self.asked["state"] == _NOWHERE:
            found = people_never_posted(found)
        elif self.shows_left:
            found = people_who_left(found, self._agencies())
        elif self.asked["state"] == _COMING:
            found = people_to_come(found, self._agencies())
        elif self.shows_charged:
            found = found.filter(pk__in=self._list_charged())
        else:
            found = found.filter(self._is_posted())
        self._before_words = found
        return self._search_words(found)

    def _narrow_by_conditions(self, people: QuerySet[Person]) -> QuerySet[Person]:
        found = people
        for condition in self._conditions:
            narrowed = condition.narrow_for(found, self.asked, self.viewer)
            # A condition of which nothing is asked leaves the very people it got.
            if narrowed is not found and condition.narrow_serving is None:
                self._is_narrowed_by_people = True
            found = narrowed
        # What asks about postings of today leaves nobody of those who have none.
        return found.none() if self._asks_postings and not self.shows_posted else found

    def _search_words(self, people: QuerySet[Person]) -> QuerySet[Person]:
        words = self.asked["q"]
        if part := self.phone_part:
            by_phone = part.build_condition(self.viewer)
            is_called_so = match_people(words)
            return people.filter(is_called_so | by_phone if by_phone else is_called_so)
        return search_people(people, words)

    @cached_property
    def phone_part(self) -> PhonePart | None:
        """The number searched for, or its last digits, if it is one and nothing else."""
        return PhonePart.read_words(self.asked.get("q") or "")

    def people(self) -> QuerySet[Person]:
        """Return whom `qs` finds, the few who are called so by their keys."""
        return Person.objects.filter(pk__in=self._found) if self._found_few else self.qs

    @property
    def _found_few(self) -> bool:
        return self._found is not None and len(self._found) <= _FEW_FOUND

    @cached_property
    def _found(self) -> list[int] | None:
        """The keys of those found by words; None for very many, and without words.

        Counted and listed they would be searched for twice, the second time in the order of names.
        """
        if not self.asked.get("q"):
            return None
        found = list(self._list_keys()[: _MOST_FOUND + 1])
        return found if len(found) <= _MOST_FOUND else None

    def _list_keys(self) -> QuerySet[Person, int]:
        """Return the keys of whom `qs` finds: by name and by phone apart, as indexes are."""
        keys = self.qs.order_by().values_list("pk", flat=True)
        by_phone = self.phone_part.build_condition(self.viewer) if self.phone_part else None
        if by_phone is None:
            return keys
        rows = self._before_words.order_by().values_list("pk", flat=True)
        return rows.filter(match_people(self.asked["q"])).union(rows.filter(by_phone))

    def count(self) -> int:
        """Return how many people are found."""
        if self._found is not None:
            return len(self._found)
        found = self.qs
        if self.form.errors or not self.shows_posted or self._asks_about_people():
            return found.count()
        return self._serving_count

    def _asks_about_people(self) -> bool:
        about_people = ("q", "audience", "account")
        return self._is_narrowed_by_people or any(self.asked.get(name) for name in about_people)

    def _is_posted(self) -> Q:
        # Words are searched for in all people, whoever serves.
        if not self.asked["q"] and self._serving_count <= FEW_POSTINGS:
            return Q(pk__in=self._serving.values("person"))
        # Asked for each person: a page in the order of an index reads no further than it shows.
        return Q(Exists(self.postings().filter(person=OuterRef("pk"))))

    @cached_property
    def _serving_count(self) -> int:
        return self._serving.count()

    @property
    def _serving(self) -> QuerySet[Posting]:
        """The postings that fit what can be asked of them; each is one person."""
        serving = self.postings()
        for condition in self._conditions:
            if condition.narrow_serving is not None:
                serving = condition.narrow_serving(serving, self.asked)
        return serving

    def _agencies(self) -> QuerySet[Agency]:
        reach = Agency.objects.visible_to(self.viewer)
        if self.agency is None:
            return reach
        if self.asked.get("below") == _ONLY_HERE:
            return reach.filter(pk=self.agency.pk)
        return reach.filter(path__startswith=self.agency.path)

    def _list_charged(self) -> QuerySet[AdditionalPosting, Any]:
        charges = charges_in_reach(self.viewer)
        return charges.filter(agency__in=self._agencies()).order_by().values("person")

    def postings(self) -> QuerySet[Posting]:
        """Return the postings of today that fit what is asked of them."""
        return self._postings.all()

    @property
    def _asks_postings(self) -> bool:
        return self._postings_by_conditions[1]

    @cached_property
    def _postings_by_conditions(self) -> tuple[QuerySet[Posting], bool]:
        """The postings that conditions leave, and whether one of them asks for less than all."""
        every = postings = postings_in_reach(self.viewer)
        for condition in self._conditions:
            postings = condition.narrow_postings_for(postings, self.asked, self.viewer)
        return postings, postings is not every

    @cached_property
    def _postings(self) -> QuerySet[Posting]:
        postings, _is_narrowed = self._postings_by_conditions
        if self.agency:
            postings = postings.filter(agency__in=self._agencies())
        if (grade := self.asked.get("grade")) is not None:
            postings = postings.filter(grade=grade)
        if words := self.asked.get("position"):
            postings = narrow_to_positions(postings, partial(find_positions, words))
        return postings

    def keep(self, queryset: QuerySet[Person], name: str, value: Any) -> QuerySet[Person]:
        return queryset

    def by_account(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return queryset.filter(_NO_PASSWORD if value == _WITHOUT_ACCOUNT else ~_NO_PASSWORD)
