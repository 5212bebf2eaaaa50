"""What authors write of a course reaches the record, and what cannot be honoured is told."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cms.course_terms.reading import list_term_problems
from cms.models import CoursePage
from courses.entry import EntryRule
from courses.models import Course
from courses.passing import PassingRule, RuleTerm, TermKind, read_rule
from tests.cms import factories as f
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def group(*terms):
    return ("group", [(kind, value) for kind, value in terms])


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def page(shelf):
    return f.put_course(shelf)


@pytest.fixture
def quiz(shelf, page):
    return f.put_quiz(page, f.put_bank(shelf), pass_mark=70)


def publish(page, **fields):
    page = CoursePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.full_clean()
    page.save_revision().publish()
    return CoursePage.objects.get(pk=page.pk)


def told(page, **fields):
    page = CoursePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    return [str(problem.words) for problem in list_term_problems(page)]


def test_rule_audience_prerequisites_and_outcomes_reach_the_record(shelf, page, quiz):
    before = Course.objects.get(key=f.put_course(shelf, slug="before").translation_key)
    unit = AgencyFactory()
    publish(
        page,
        passes_by="any",
        pass_rule=[
            group(("lessons", 80), ("quiz", {"quiz": quiz, "at_least": 60})),
            group(("attendance", 90)),
        ],
        prerequisites=[("course", str(before.key))],
        audience_units=[("unit", unit.code)],
        audience_positions="Officer\n \nClerk",
        grade_from=5,
        outcomes="Write a letter\n\nAnswer one",
    )
    course = Course.objects.get(key=page.translation_key)
    test = RuleTerm(TermKind.QUIZ, 60, str(quiz.translation_key))
    assert read_rule(course.pass_rule) == PassingRule(
        ((RuleTerm(TermKind.LESSONS, 80), test), (RuleTerm(TermKind.ATTENDANCE, 90),)),
        is_any=True,
    )
    assert course.prerequisites == [{"course": str(before.key)}]
    entry = EntryRule(units=(unit.pk,), positions=("Officer", "Clerk"), grade_from=5)
    assert EntryRule.from_json(course.entry_rule) == entry
    assert course.outcome_lines == ["Write a letter", "Answer one"]


def test_what_the_record_cannot_honour_is_told_before_publishing(shelf, page, quiz):
    assert told(page) == []
    [nothing_to_certify] = told(page, pass_rule=[group(("lessons", 100))])
    assert "certify" in nothing_to_certify
    assert told(page, pass_rule=[group(("lessons", 100))], gives_certificate=False) == []
    [too_much] = told(page, pass_rule=[group(("quiz", {"quiz": quiz, "at_least": 80}))])
    assert "pass mark" in too_much
    other = f.put_quiz(f.put_course(shelf, slug="other"), f.put_bank(shelf, slug="b2"), slug="q2")
    [foreign] = told(page, pass_rule=[group(("quiz", {"quiz": other, "at_least": None}))])
    assert "not published in this course" in foreign
    [twice] = told(page, pass_rule=[group(("attendance", 80))], attendance_percent=90)
    assert "twice" in twice
    [circle] = told(page, prerequisites=[("course", str(page.translation_key))])
    assert "wait for each other" in circle


def test_an_unknown_unit_and_grades_the_wrong_way_round_are_refused(page):
    with pytest.raises(ValidationError, match="NOWHERE"):
        publish(page, audience_units=[("unit", "NOWHERE")])
    with pytest.raises(ValidationError, match="above"):
        publish(page, grade_from=8, grade_to=5)
