"""Narrows the catalogue by words, skill, level, sector, duration, audience and agency."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, CharFilter, ChoiceFilter, FilterSet

from courses.entry import find_closed_courses
from courses.models import Course, CourseSector, CourseSkill, Programme, ProgrammeSkill
from courses.search.programme_lengths import (
    match_open,
    match_sector,
    measure_programmes,
    newest_versions,
)
from courses.search.queries import search_courses, search_programmes
from courses.skills import TaughtSkill
from people.agencies import name_sectors
from people.models import Agency, Person
from people.text.languages import in_language
from people.text.syllables import LONGEST_QUERY, query_phrases


def _check_has_words(typed: str) -> None:
    if not query_phrases(typed):
        raise ValidationError(_("There is no letter or digit in this to search for."))


# More than so many minutes, and up to so many.
_MINUTES: dict[str, tuple[int, int | None]] = {
    "short": (0, 60),
    "medium": (60, 240),
    "long": (240, None),
}


class CourseFilter(FilterSet):
    """Filters published courses; ``taught`` are the skills and levels to choose from."""

    q = CharFilter(
        method="search",
        label=_("Search the courses"),
        widget=forms.TextInput(attrs={"type": "search"}),
        max_length=LONGEST_QUERY,
        validators=[_check_has_words],
        error_messages={"max_length": _("This is too long to search for. Use fewer words.")},
    )
    skill = ChoiceFilter(method="keep", label=_("Skill"), empty_label=_("All skills"))
    level = ChoiceFilter(method="keep", label=_("Level"), empty_label=_("All levels"))
    audience = ChoiceFilter(
        method="for_audience",
        label=_("For whom"),
        empty_label=_("Everyone"),
        choices=Person.Audience.choices,
    )
    agency = ChoiceFilter(
        field_name="agency__code", label=_("Offered by"), empty_label=_("All agencies")
    )

    sector = ChoiceFilter(method="of_sector", label=_("Sector"), empty_label=_("All sectors"))
    duration = ChoiceFilter(
        method="of_duration",
        label=_("Duration"),
        empty_label=_("Any duration"),
        choices=[
            ("short", _("Up to 1 hour")),
            ("medium", _("1 to 4 hours")),
            ("long", _("More than 4 hours")),
        ],
    )
    open_to_me = BooleanFilter(
        method="for_viewer", label=_("Only those I may take"), widget=forms.CheckboxInput
    )

    class Meta:
        model = Course
        fields: list[str] = []

    def __init__(self, *args: Any, taught: Iterable[TaughtSkill] = (), **kwargs: Any) -> None:
        self.viewer: Person | None = kwargs.pop("viewer", None)
        super().__init__(*args, **kwargs)
        if self.viewer is None:
            del self.filters["open_to_me"]
        taught, agencies = list(taught), _list_agency_choices()
        skills = {one.skill.code: str(one.skill) for one in taught}
        levels = {str(one.number): one.level for one in taught}
        self.filters["skill"].extra["choices"] = sorted(skills.items())
        self.filters["level"].extra["choices"] = sorted(levels.items())
        self.filters["agency"].extra["choices"] = agencies
        self.filters["sector"].extra["choices"] = _list_sector_choices()

    @property
    def choices(self) -> list[Any]:
        """Return all there is to choose from: what the fields look like rests on it."""
        return [one.extra.get("choices") for one in self.filters.values()]

    def filter_queryset(self, queryset: QuerySet[Course]) -> QuerySet[Course]:
        """Return the courses that match; one row must teach both skill and level."""
        # The two filters only `keep`: two joins would find a course that teaches the skill to
        # one level and another skill to the level asked for.
        # The page says what is wrong with the words; all courses would say it was asked for them.
        if "q" in self.form.errors:
            return queryset.none()
        found, wanted = super().filter_queryset(queryset), self._list_wanted_skills()
        if not wanted:
            return found
        return found.filter(Exists(CourseSkill.objects.filter(course=OuterRef("pk"), **wanted)))

    def _list_wanted_skills(self) -> dict[str, Any]:
        asked = self.form.cleaned_data
        wanted = {"skill__code": asked.get("skill"), "level": asked.get("level")}
        return {field: value for field, value in wanted.items() if value}

    def filter_programmes(self, programmes: QuerySet[Programme]) -> QuerySet[Programme]:
        """Return the programmes that match what is asked of courses."""
        if not self.form.is_valid():
            return programmes.none()
        asked, wanted = self.form.cleaned_data, self._list_wanted_skills()
        found = search_programmes(programmes, asked.get("q") or "")
        if wanted:
            proved = ProgrammeSkill.objects.filter(programme=OuterRef("pk"), **wanted)
            found = found.filter(Exists(proved))
        if asked.get("audience"):
            found = found.filter(audience__in=(asked["audience"], ""))
        if asked.get("agency"):
            found = found.filter(agency__code=asked["agency"])
        return self._match_courses(found)

    def _match_courses(self, programmes: QuerySet[Programme]) -> QuerySet[Programme]:
        """Return the programmes whose courses are of the sector, open and as long as asked."""
        asked = self.form.cleaned_data
        if asked.get("sector"):
            programmes = match_sector(programmes, asked["sector"])
        if asked.get("open_to_me"):
            programmes = self._leave_open(programmes)
        if not asked.get("duration"):
            return programmes
        lengths = measure_programmes(newest_versions(programmes))
        bounds = _MINUTES[asked["duration"]]
        return programmes.filter(
            pk__in=[pk for pk, length in lengths.items() if length.lies_within(*bounds)]
        )

    def _leave_open(self, programmes: QuerySet[Programme]) -> QuerySet[Programme]:
        """Leave out programmes that are for others, or ask for courses that are."""
        found = match_open(programmes, self._closed)
        if self.viewer and self.viewer.audience == Person.Audience.OFFICIAL:
            return found
        return found.exclude(audience=Person.Audience.OFFICIAL)

    def search(self, queryset: QuerySet[Course], name: str, words: str) -> QuerySet[Course]:
        return search_courses(queryset, words)

    def keep(self, queryset: QuerySet[Course], name: str, value: str) -> QuerySet[Course]:
        return queryset

    def for_audience(self, queryset: QuerySet[Course], name: str, value: str) -> QuerySet[Course]:
        return queryset.filter(Q(audience=value) | Q(audience=""))

    def of_sector(self, queryset: QuerySet[Course], name: str, sector: str) -> QuerySet[Course]:
        """Return courses that serve the sector; what serves no sector of its own serves all."""
        served = CourseSector.objects.filter(course=OuterRef("pk"))
        return queryset.filter(Exists(served.filter(sector=sector)) | ~Exists(served))

    def of_duration(self, queryset: Any, name: str, length: str) -> QuerySet[Course]:
        least, most = _MINUTES[length]
        lasting: QuerySet[Any] = queryset.with_duration()
        found = lasting.filter(takes__gt=least)
        return found.filter(takes__lte=most) if most else found

    def for_viewer(self, queryset: QuerySet[Course], name: str, asked: bool) -> QuerySet[Course]:
        """Leave out courses that are for others; what is to be learnt before is on their pages."""
        if not asked or self.viewer is None:
            return queryset
        return queryset.exclude(pk__in=self._closed)

    @cached_property
    def _closed(self) -> list[int]:
        """The courses that are for others than the viewer; courses and programmes ask for them."""
        if self.viewer is None:
            return []
        return find_closed_courses(self.viewer, Course.objects.live(), on=timezone.localdate())


def _list_sector_choices() -> list[tuple[str, str]]:
    """Return the sectors of published courses, by name."""
    rows = CourseSector.objects.filter(course__is_live=True).order_by()
    found = rows.values_list("sector", flat=True).distinct()
    return list(name_sectors(found).items())


def _list_agency_choices() -> list[tuple[str, str]]:
    """Return the agencies with a published course, as (code, name)."""
    offering = Agency.objects.filter(pk__in=Course.objects.live().values("agency"))
    rows = offering.order_by("path").values_list("code", "names")
    return [(code, in_language(names)) for code, names in rows]
