"""Says a rule of passing in words, each condition with whether it is met."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import Enrolment, PassRule, Quiz
from courses.passing.keeping import read_rule
from courses.passing.rules import PassingRule, RuleTerm, TermKind
from courses.passing.terms import read_met_terms
from people.text.formatting import number, percent


@dataclass(frozen=True)
class ConditionInWords:
    """A condition as it is read; ``is_met`` None: of nobody."""

    words: str
    is_met: bool | None


@dataclass(frozen=True)
class RuleInWords:
    """A rule as it is read, group by group; ``is_any``: one of the groups is enough."""

    groups: list[list[ConditionInWords]]
    is_any: bool


def describe_passing(row: PassRule | None, enrolment: Enrolment | None) -> RuleInWords | None:
    """Return the rule in the active language, and how far the enrolment is with it.

    None where all lessons and quizzes are asked: two queries, and some for lessons, of a rule.
    """
    rule = read_rule(row)
    if rule is None:
        return None
    titles = _load_titles(rule)
    met = read_met_terms(enrolment, rule.terms) if enrolment else {}
    groups = [
        [ConditionInWords(_say_term(term, titles), met.get(term)) for term in group]
        for group in rule.groups
    ]
    return RuleInWords(groups, rule.is_any)


def _load_titles(rule: PassingRule) -> dict[str, str]:
    keys = [term.quiz for term in rule.terms if term.quiz]
    quizzes = Quiz.objects.filter(key__in=keys) if keys else Quiz.objects.none()
    return {str(quiz.key): quiz.title for quiz in quizzes}


def _say_term(term: RuleTerm, titles: dict[str, str]) -> str:
    least = term.at_least
    if term.kind == TermKind.LESSONS:
        if least in (None, 100):
            return _("read all lessons")
        return _("read at least %(share)s of the lessons") % {"share": percent(least)}
    if term.kind == TermKind.OPTIONAL_LESSONS:
        told = ngettext(
            "read %(count)s optional lesson", "read %(count)s optional lessons", least or 1
        )
        return told % {"count": number(least or 1)}
    if term.kind == TermKind.ATTENDANCE:
        told = _("attend at least %(share)s of a class session")
        return told % {"share": percent(least or 1)}
    if term.kind == TermKind.QUIZZES:
        return _("pass all quizzes")
    title = titles.get(term.quiz, "–")
    if least is None:
        return _("pass “%(title)s”") % {"title": title}
    told = _("get at least %(share)s in “%(title)s”")
    return told % {"share": percent(least), "title": title}
