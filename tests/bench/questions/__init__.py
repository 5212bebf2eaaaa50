"""What authors and learners do with thousands of questions and a million answers.

``BANK=500 ANSWERS=100000`` measures fewer.
"""

import os
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from cms.models import BankPage, CoursePage, QuestionFile
from cms.office.questions import bank_rows
from cms.publishing.push import push_tree
from cms.publishing.sources import as_published
from cms.question_files import bring_file, confirm_file
from cms.question_files.work import work_on_file
from courses.interchange import FORMATS
from courses.items.draw import draw_from_quiz
from courses.items.statistics import count_quiz
from courses.models import Quiz
from people.models import Person, Role
from tests.bench.material import browser
from tests.bench.measuring import (
    Aim,
    Row,
    compare,
    measure_cpu,
    print_aims,
    print_table,
    queries_of,
)
from tests.bench.questions.answers import fill_answers
from tests.bench.questions.banks import (
    TAGS,
    fill_bank,
    fill_course,
    open_shelf,
    write_drafts,
)
from tests.bench.urls import BARE
from tests.cms.factories import put_bank
from tests.people.factories import RoleFactory

_IN_BANK, _IN_FILE = int(os.environ.get("BANK", "5000")), 2_000
_ANSWERS = int(os.environ.get("ANSWERS", "1000000"))


def measure() -> None:
    """A bank first, then a file, then the answers."""
    shelf = open_shelf()
    author = RoleFactory(agency=shelf.agency, kind=Role.Kind.TRAINER).person
    bank = fill_bank(shelf, _IN_BANK)
    print_table(list(_list_pages(bank, author)))
    course, page = fill_course(shelf, bank)
    print_table(list(_draw_papers(Quiz.objects.get(key=page.translation_key))))
    print_aims(f"a bank of {_IN_BANK:,}, a course of 12 lessons", _publish(bank, course))
    print_aims("a file of questions", _bring_file(shelf, author))
    quiz = fill_answers(_ANSWERS)
    counted = _spend(f"{_ANSWERS:,} answers counted", lambda: count_quiz(quiz), 2)
    print_aims("statistics", counted)


def _list_pages(bank: BankPage, author: Person) -> Iterator[Row]:
    """The list of a bank beside a view that does nothing; cold: before anybody has opened it."""
    client, address = browser(author), reverse("bank_list", args=[bank.pk])
    asked = {"first page": "", "of a tag": f"tag={TAGS[7]}", "with words": "words=seal road"}
    asked |= {"drafts": "state=draft", "last page": f"page={_IN_BANK // 50}"}
    for name, query in asked.items():
        yield _compare_list(client, name, f"{address}?{query}")
        yield _compare_list(client, f"{name}, cold", f"{address}?{query}", is_cold=True)


def _compare_list(client, name: str, address: str, *, is_cold: bool = False) -> Row:
    def ask() -> None:
        if is_cold:
            bank_rows.read_written.cache_clear()
        assert client.get(address).status_code == 200, address

    told = f"{name}, {_IN_BANK:,} questions"
    return compare(told, ask, lambda: client.get(BARE), against="bare view", runs=5)


def _draw_papers(quiz: Quiz) -> Iterator[Row]:
    seeds = iter(range(10_000))
    yield compare(
        "ten questions of two sections drawn",
        lambda: draw_from_quiz(quiz, language="en", seed=next(seeds)),
        lambda: list(quiz.items.values_list("key", flat=True)),
        against="one query for all keys",
        runs=5,
    )


def _publish(bank: BankPage, course: CoursePage) -> Iterator[Aim]:
    """One question changed among thousands; a course with nothing changed, in both languages."""
    draft = BankPage.objects.get(pk=bank.pk).get_latest_revision_as_object()
    changed = draft.items.all()[1]
    changed.stem = "<p>Which one was changed?</p>"
    draft.items.add(changed)
    revision = draft.save_revision()
    yield from _spend("one question of the bank published", revision.publish, 5)
    pages = CoursePage.objects.filter(translation_key=course.translation_key).order_by("pk")
    yield from _spend(
        "the course published in two languages",
        lambda: [push_tree(as_published(page)) for page in pages],
        5,
    )


def _bring_file(shelf, author: Person) -> Iterator[Aim]:
    content = FORMATS["gift"].write(write_drafts(_IN_FILE)).content
    empty = put_bank(shelf, slug="brought", title="Brought")
    file = bring_file(empty, content, file_name="questions.gift.txt", by=author)
    yield from _spend(f"{_IN_FILE:,} questions of GIFT read", lambda: work_on_file(file.pk), 60)
    assert confirm_file(QuestionFile.objects.get(pk=file.pk), by=author)
    yield from _spend(f"{_IN_FILE:,} questions arrive", lambda: work_on_file(file.pk), 60)
    assert QuestionFile.objects.get(pk=file.pk).created == _IN_FILE


def _spend(name: str, work, limit: float) -> Iterator[Aim]:
    """Seconds of this process, and of the database's where its system tells them."""
    before, begun = measure_cpu(), timezone.now()
    queries = queries_of(work)
    passed = (timezone.now() - begun).total_seconds()
    told = f"{queries} queries, {passed:.1f} s by the clock"
    yield Aim(name, measure_cpu() - before, limit, "s", told)
