"""Says in words what a rule asks, each part with its heading."""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.audiences.rules import PeopleRule, list_rule_fields, read_asked
from people.models import Agency
from people.text.formatting import number


def describe_rule(rule: PeopleRule, agency: Agency) -> list[tuple[str, str]]:
    """Return what the rule asks of people of the agency, as headings and words."""
    return [*_describe_place(rule, agency), *_describe_postings(rule), *_describe_asked(rule)]


def _describe_place(rule: PeopleRule, agency: Agency) -> Iterator[tuple[str, str]]:
    unit = agency if rule.unit_id is None else Agency.objects.filter(pk=rule.unit_id).first()
    name = unit.name if unit else "–"
    only = _("%(unit)s only") if rule.is_only_here else _("%(unit)s and units below")
    yield _("Unit"), only % {"unit": name}


def _describe_postings(rule: PeopleRule) -> Iterator[tuple[str, str]]:
    if rule.positions:
        yield _("Position"), _(", or ").join(rule.positions)
    first, last = rule.grade_from, rule.grade_to
    if first is not None or last is not None:
        ends = [number(end) if end is not None else "" for end in (first, last)]
        yield _("Grade"), ends[0] if first == last else "–".join(ends)
    if days := rule.arrived_within:
        told = ngettext("In the last %(days)s day", "In the last %(days)s days", days)
        yield _("Came here"), told % {"days": number(days)}


def _describe_asked(rule: PeopleRule) -> Iterator[tuple[str, str]]:
    fields = list_rule_fields()
    for name, value in rule.asked.items():
        field = fields.get(name)
        yield str(field.label or name if field else name), _show_value(field, value)
    if read_asked(rule.asked) is None:
        yield _("Note"), _("Part of this can be asked no more, and so nobody is found.")


def _show_value(field: forms.Field | None, value: str) -> str:
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return value
