"""Courses with their lessons and quizzes, made as publishing makes them, for tests."""

import uuid
from dataclasses import fields as fields_of
from dataclasses import replace

from courses.catalogue import (
    QuizRules,
    publish_course,
    publish_lesson,
    publish_module,
    publish_quiz,
)
from courses.catalogue.items import publish_item
from courses.models import Course, LessonVersion, Quiz
from courses.progress.completion import complete_lesson
from courses.progress.enrolment import enrol_person
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.opening import list_steps_before
from tests.people.factories import AgencyFactory, PersonFactory
from tests.plan.factories import SkillFactory

TITLES = {"my": "ရုံးတွင် ကိုယ်ရေးအချက်အလက် ကာကွယ်ခြင်း", "en": "Protecting personal data at the office"}
# As publishing does: what is found by search is written once, with the last of the languages.
LANGUAGES = ("my", "en")
RULES = [*(field.name for field in fields_of(QuizRules)), "shows_answers"]


def make_course(languages=LANGUAGES, **changes) -> Course:
    fields = {
        "key": uuid.uuid4(),
        "slug": f"course-{uuid.uuid4().hex[:8]}",
        "audience": "official",
        "skills": [(SkillFactory(), 2)],
        "titles": TITLES,
        "summary": "Keep what people trust you with.",
    } | changes
    fields.setdefault("agency", None)
    fields["agency"] = fields["agency"] or AgencyFactory()
    titles = fields.pop("titles")
    for language in languages:
        told = {"language": language, "title": titles[language]}
        course = publish_course(**fields, **told, reindex=language == languages[-1])
    return course


def make_lesson(course, *, module=None, position=1, languages=LANGUAGES, **changes):
    """The newest version in the last of the languages."""
    module = module or make_module(course)
    fields = {
        "key": uuid.uuid4(),
        "slug": f"lesson-{position}",
        "position": position,
        "minutes": 5,
        "html": "<p>စာသား</p>",
        "titles": {code: f"Lesson {position} ({code})" for code in languages},
    } | changes
    titles = fields.pop("titles")
    for language in languages:
        told = {"language": language, "title": titles[language]}
        version = publish_lesson(
            module=module, **fields, **told, reindex=language == languages[-1]
        )
    return version


def make_module(course, *, position=1, languages=LANGUAGES):
    key = uuid.uuid4()
    for language in languages:
        module = publish_module(
            course=course,
            key=key,
            slug=f"module-{position}",
            language=language,
            title=f"Module {position} ({language})",
            position=position,
            reindex=language == languages[-1],
        )
    return module


def content(options=("a", "b", "c"), languages=LANGUAGES):
    return {
        code: {
            "stem": f"<p>Which? ({code})</p>",
            "options": {one: f"Option {one} ({code})" for one in options},
            "feedback": f"<p>Because ({code}).</p>",
        }
        for code in languages
    }


def make_item(*, kind="single", answer_key=("a",), key=None, known=None, **changes):
    return publish_item(
        key=key or uuid.uuid4(),
        kind=kind,
        content=content(**changes),
        answer_key=answer_key,
        known=known,
    )


def make_quiz(course, *, module=None, items=3, languages=LANGUAGES, **changes) -> Quiz:
    """The right answer of every question is ``a``."""
    fields = {
        "key": uuid.uuid4(),
        "slug": "quiz",
        "item_keys": [make_item().item.key for _ in range(items)],
    } | changes
    rules = make_quiz_rules(**{name: fields.pop(name) for name in RULES if name in fields})
    for language in languages:
        quiz = publish_quiz(
            course=course,
            module=module,
            language=language,
            title=f"Quiz ({language})",
            rules=rules,
            **fields,
        )
    return quiz


def make_quiz_rules(**changes) -> QuizRules:
    """Rules without limits, and without the rest that a final test has unless told otherwise.

    ``shows_answers`` is short for always, or never.
    """
    if "shows_answers" in changes:
        changes["answers_shown"] = "always" if changes.pop("shows_answers") else "never"
    return replace(QuizRules(None, 70, None, None, rest_minutes=0), **changes)


def make_enrolment(course=None, **changes):
    person = changes.pop("person", None) or PersonFactory()
    return enrol_person(person, course or make_course(), language="my", **changes)


def do_what_comes_before(final, enrolment, **when) -> None:
    """Read the lessons and pass the quizzes that a final test waits for."""
    for step in list_steps_before(final, enrolment):
        if step.kind == "lesson":
            complete_lesson(enrolment, step.row.versions.first(), **when)
        else:
            attempt = start_attempt(step.row, enrolment, language="my", **when)
            submit_attempt(attempt, right_answers(attempt), **when)


def right_answers(attempt, answer=("a",)):
    return {item.position: list(answer) for item in attempt.items.all()}


def version_in(lesson, language) -> LessonVersion:
    return lesson.versions.filter(language=language).first()
