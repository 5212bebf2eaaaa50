"""Asks what a letter of figures is about, when it is sent and in which form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Agency
from people.text.formatting import digits
from plan.levels import LevelNames, load_level_names, name_level
from plan.models import Skill, Target
from reporting.letters import LetterWish
from reporting.models import FigureLetter

_Rhythm = FigureLetter.Rhythm
SkillLevel = tuple[Skill, int]


class FigureLetterForm(forms.Form):
    """Takes what a letter is to be; ``own`` is the skill and level of the page one came from."""

    about = forms.ChoiceField(label=gettext_lazy("What about"), required=False)
    # One field for the rhythm and its day: none of its choices makes another one meaningless.
    when = forms.ChoiceField(label=gettext_lazy("When"))
    form = forms.ChoiceField(
        label=gettext_lazy("Form"),
        choices=FigureLetter.Form.choices,
        help_text=gettext_lazy("No letter holds names of people: they stand behind its link."),
    )

    def __init__(self, data: Any, *, unit: Agency, own: SkillLevel | None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._unit = unit
        self._pairs = {_write_key(*pair): pair for pair in _list_pairs(unit, own)}
        names = load_level_names()
        about = [(key, name_about(*pair, names)) for key, pair in self._pairs.items()]
        self.fields["about"].choices = [("", _name_all_targets()), *about]  # type: ignore[attr-defined]
        self.fields["when"].choices = list_rhythm_choices()  # type: ignore[attr-defined]

    def build_wish(self) -> LetterWish:
        asked = self.cleaned_data
        skill, level = self._pairs.get(asked["about"], (None, None))
        rhythm, _colon, day = asked["when"].partition(":")
        return LetterWish(
            self._unit, skill, level, rhythm, int(day) if day else None, asked["form"]
        )


def read_initial(letter: FigureLetter) -> dict[str, str]:
    """Return what the form of a letter shows at first."""
    about = _write_key(letter.skill, letter.level) if letter.skill and letter.level else ""
    return {"about": about, "when": _write_rhythm(letter), "form": letter.form}


def describe_letter(letter: FigureLetter, names: LevelNames) -> dict[str, Any]:
    """Return what the list tells of a letter, in the active language."""
    about = name_about(letter.skill, letter.level, names)
    return {"letter": letter, "about": about, "when": _name_rhythm(letter.rhythm, letter.day)}


def name_about(skill: Skill | None, level: int | None, names: LevelNames) -> str:
    if skill is None or level is None:
        return _name_all_targets()
    return f"{skill.name} · {name_level(names, skill, level)}"


def list_rhythm_choices() -> list[tuple[Any, Any]]:
    """Return each rhythm with each of its days, in groups; a choice says both."""
    weekly, monthly = (
        [(f"{rhythm}:{day}", _name_rhythm(rhythm, day)) for day in range(1, last + 1)]
        for rhythm, last in (
            (_Rhythm.WEEKLY, FigureLetter.MOST_WEEKDAY),
            (_Rhythm.MONTHLY, FigureLetter.MOST_DAY),
        )
    )
    return [
        (_Rhythm.WEEKLY.label, weekly),
        (_Rhythm.LOCKED.value, _Rhythm.LOCKED.label),
        (_Rhythm.MONTHLY.label, monthly),
    ]


def _name_rhythm(rhythm: str, day: int | None) -> str:
    label = str(_Rhythm(rhythm).label)
    if day is None:
        return label
    if rhythm == _Rhythm.WEEKLY:
        return f"{label} – {WEEKDAYS[day - 1]}"
    # Not within the braces of a text: what collects messages does not look there.
    told = _("On day %(day)s") % {"day": digits(day)}
    return f"{label} – {told}"


def _write_rhythm(letter: FigureLetter) -> str:
    return letter.rhythm if letter.day is None else f"{letter.rhythm}:{letter.day}"


def _name_all_targets() -> str:
    return _("All targets of the unit and below")


def _list_pairs(unit: Agency, own: SkillLevel | None) -> Iterator[SkillLevel]:
    """Yield the page's own, then what targets of the unit and below ask: one query."""
    asked = Target.objects.filter(agency__path__startswith=unit.path)
    rows = asked.order_by("skill__code", "level").values_list("skill", "level").distinct()
    skills = Skill.objects.select_related("framework").in_bulk({pk for pk, _level in rows})
    yield from _leave_doubles([*([own] if own else []), *((skills[pk], n) for pk, n in rows)])


def _leave_doubles(pairs: Iterable[SkillLevel]) -> Iterable[SkillLevel]:
    return {_write_key(*pair): pair for pair in pairs}.values()


def _write_key(skill: Skill, level: int) -> str:
    return f"{skill.code}:{level}"
