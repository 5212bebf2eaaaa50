"""Reads what a course page holds people to, as the record takes it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any

from django.utils.translation import gettext
from wagtail.models import Page

from cms.course_terms.page import TermsPage
from cms.gate import Obstacle
from courses.entry import EntryRule, Prerequisite, find_cycle
from courses.models import Course
from courses.passing import PassingRule, RuleTerm, TermKind
from people.models import Agency
from people.text import clean, fold
from people.text.formatting import number

_MOST_WAYS = 64


def read_pass_rule(page: TermsPage) -> PassingRule | None:
    """Return the rule; None: all lessons and quizzes."""
    groups = [tuple(_read_term(term) for term in group.value) for group in page.pass_rule]
    kept = tuple(group for group in groups if group)
    return PassingRule(kept, is_any=page.passes_by == TermsPage.PassesBy.ANY) if kept else None


def _read_term(block: Any) -> RuleTerm:
    if block.block_type == TermKind.QUIZZES:
        return RuleTerm(TermKind.QUIZZES)
    if block.block_type == TermKind.QUIZ:
        quiz = block.value["quiz"]
        # A quiz that was deleted is met by nobody; the gate has it taken out.
        key = str(quiz.translation_key) if quiz else ""
        return RuleTerm(TermKind.QUIZ, block.value["at_least"], key)
    return RuleTerm(block.block_type, block.value)


def read_prerequisites(page: TermsPage) -> list[Prerequisite]:
    """Return what is to be learnt before."""
    found = []
    for block in page.prerequisites:
        if block.block_type == "course":
            found.append(Prerequisite(course=str(block.value)))
        else:
            skill, level = int(block.value["skill"]), int(block.value["level"])
            found.append(Prerequisite(skill=skill, level=level))
    return list(dict.fromkeys(found))


def read_entry_rule(page: TermsPage) -> EntryRule:
    """Return whom of the audience the course is held to."""
    codes = [str(block.value).strip() for block in page.audience_units]
    units = tuple(
        Agency.objects.filter(code__in=codes).order_by("pk").values_list("pk", flat=True)
    )
    lines = (clean(line) for line in page.audience_positions.splitlines())
    # What folds to nothing would be found in every position.
    positions = tuple(dict.fromkeys(line for line in lines if fold(line)))
    # Of units none of which is known nobody is in: an empty list would be everybody.
    return EntryRule(units or ((0,) if codes else ()), positions, page.grade_from, page.grade_to)


def list_term_problems(page: TermsPage) -> Iterator[Obstacle]:
    """Yield what is wrong with the rule of passing and with what is asked before."""
    yield from _list_rule_problems(page)
    yield from _list_cycle_problems(page)


def _list_rule_problems(page: TermsPage) -> Iterator[Obstacle]:
    rule = read_pass_rule(page)
    if rule is None:
        return
    if not rule.is_any and prod(map(len, rule.groups)) > _MOST_WAYS:
        yield Obstacle(gettext("The rule of passing has too many ways. Make it simpler."))
        return
    yield from _list_quiz_problems(page)
    kinds = {term.kind for term in rule.terms}
    if TermKind.ATTENDANCE in kinds and page.attendance_percent:
        yield Obstacle(
            gettext(
                "Attendance is asked twice. Empty “attendance asked at a class session”, or take"
                " it out of the rule of passing."
            )
        )
    if page.gives_certificate and not all(
        any(term.proves for term in way) for way in rule.list_ways()
    ):
        yield Obstacle(
            gettext(
                "By one way the course is passed without a quiz and without attendance: there"
                " would be nothing to certify. Add one of them to it."
            )
        )


def _list_quiz_problems(page: TermsPage) -> Iterator[Obstacle]:
    own = Page.objects.live().descendant_of(page) if page.pk else Page.objects.none()
    keys = set(own.values_list("translation_key", flat=True))
    for group in page.pass_rule:
        for block in group.value:
            if block.block_type != TermKind.QUIZ:
                continue
            quiz, least = block.value["quiz"], block.value["at_least"]
            quiz = quiz and quiz.specific
            if quiz is None or quiz.translation_key not in keys or quiz.is_first_test:
                yield Obstacle(
                    gettext(
                        "The rule of passing names a quiz that is not published in this course."
                        " Name another one, or publish it first."
                    )
                )
            elif least and least > quiz.pass_mark:
                told = gettext(
                    "The rule of passing asks for more than the pass mark of “%(title)s”, which is"
                    " %(mark)s percent. Raise the pass mark instead."
                )
                yield Obstacle(told % {"title": quiz.title, "mark": number(quiz.pass_mark)})


def _list_cycle_problems(page: TermsPage) -> Iterator[Obstacle]:
    key = str(page.translation_key)
    way = find_cycle(key, read_prerequisites(page))
    if not way:
        return
    titles = {str(row.key): row.title for row in Course.objects.filter(key__in=way)}
    others = [titles.get(one, "–") for one in way[1:]] or [page.title]
    told = gettext("These courses would wait for each other: %(titles)s. Take one of them out.")
    yield Obstacle(told % {"titles": " → ".join([page.title, *others])})
