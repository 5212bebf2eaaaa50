"""Asks for a rule of people: their unit, position, grade, arrival, and what apps know of them."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from people.audiences import PeopleRule
from people.audiences.rules import list_rule_fields
from people.models import Agency
from people.text import clean, fold
from people.text.zawgyi import to_unicode
from people.web.postings.forms import UnitForm

_ONLY_HERE = "only"
_HIGHEST_GRADE, _LOWEST_GRADE = 1, 13
_LONGEST_DAYS = 3660
_LONGEST_POSITION, _MOST_POSITIONS = 100, 10  # each is looked for in all positions on record


class _WordsField(forms.CharField):
    """Takes some lines, each of which finds positions; its value is a tuple."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> Any:
        lines = (clean(to_unicode(line)) for line in (super().to_python(value) or "").split("\n"))
        # What folds to nothing would find all of them.
        return tuple(dict.fromkeys(line for line in lines if fold(line)))[:_MOST_POSITIONS]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, tuple) else value


def _number_field(label: Any, highest: int, **more: Any) -> forms.IntegerField:
    # Text and not a number: a browser refuses Burmese digits there.
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=highest, widget=widget, **more
    )


class PeopleRuleForm(UnitForm):
    """Asks whom of an agency is meant; `rule` is what was said.

    Upper apps add their fields: name, kind of thing, days.
    """

    below = forms.ChoiceField(
        label=_("Units"),
        required=False,
        choices=[("", _("This unit and those below")), (_ONLY_HERE, _("This unit only"))],
    )
    positions = _WordsField(
        label=_("Positions"),
        required=False,
        max_length=_LONGEST_POSITION * _MOST_POSITIONS,
        help_text=_("Words of a position, one a line. Any of the lines is enough."),
    )
    grade_from = _number_field(_("Grade from"), _LOWEST_GRADE)
    grade_to = _number_field(_("Grade to"), _LOWEST_GRADE)
    arrived_within = _number_field(
        _("Came here in the last days"),
        _LONGEST_DAYS,
        help_text=_("Who was not in the unit so many days ago. Empty: however long they serve."),
    )

    def __init__(self, data: Any = None, *, rule: PeopleRule | None = None, **kwargs: Any) -> None:
        initial = {**_describe_fields(rule), **kwargs.pop("initial", {})} if rule else {}
        super().__init__(data, initial=initial or kwargs.pop("initial", None), **kwargs)
        self.fields["unit"].required = False
        self.fields["unit"].help_text = _(
            "Its code, or words of its name. Empty: the whole agency."
        )
        self._asked = list_rule_fields()
        self.fields |= self._asked

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("grade_from"), cleaned.get("grade_to")
        if first and last and first > last:
            self.add_error("grade_to", _("The first grade comes before the last one."))
        return cleaned

    def _find_unit(self, text: str, chosen: Agency | None) -> Agency | None:
        return super()._find_unit(text, chosen) if text else None

    @property
    def rule(self) -> PeopleRule:
        """Return the rule of a form that is valid."""
        given = self.cleaned_data
        return PeopleRule(
            unit_id=given["unit"].pk if given["unit"] else None,
            is_only_here=given["below"] == _ONLY_HERE,
            positions=given["positions"],
            grade_from=given["grade_from"],
            grade_to=given["grade_to"],
            arrived_within=given["arrived_within"],
            asked={
                name: str(given[name]) for name in self._asked if given.get(name) not in (None, "")
            },
        )

    @property
    def rule_fields(self) -> list[forms.BoundField]:
        """Return the fields of the rule, without what was added to them."""
        names = [*PeopleRuleForm.base_fields, *self._asked]
        return [self[name] for name in names]


def _read_grade(query: QueryDict, name: str) -> int | None:
    text = query.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 3 else None


def read_list_query(query: QueryDict, unit: Agency | None) -> PeopleRule:
    """Return the rule of what a list of people was narrowed by, as far as that can be a rule."""
    grade = _read_grade(query, "grade")
    words = (text[:_LONGEST_POSITION] for text in query.getlist("position") if text)
    return PeopleRule(
        unit_id=unit.pk if unit else None,
        is_only_here=query.get("below") == _ONLY_HERE,
        positions=tuple(islice(words, _MOST_POSITIONS)),
        grade_from=_read_grade(query, "grade_from") if grade is None else grade,
        grade_to=_read_grade(query, "grade_to") if grade is None else grade,
        asked={name: str(query[name]) for name in list_rule_fields() if query.get(name)},
    )


def _describe_fields(rule: PeopleRule) -> dict[str, Any]:
    unit = Agency.objects.filter(pk=rule.unit_id).first() if rule.unit_id else None
    return {
        "unit": unit.code if unit else "",
        "below": _ONLY_HERE if rule.is_only_here else "",
        "positions": rule.positions,
        "grade_from": rule.grade_from,
        "grade_to": rule.grade_to,
        "arrived_within": rule.arrived_within,
        **rule.asked,
    }
