"""A copied course is another course: own ids, own banks, own links, own translations."""

import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from cms.bootstrap import ensure_agency_catalog
from cms.copying import CopyChoices, ask_for_copy, resume_copies, work_on_copy
from cms.copying.pages import lead_into_copy
from cms.models import (
    BankItem,
    BankPage,
    CourseCopy,
    CoursePage,
    LessonPage,
    QuizBank,
    QuizPage,
)
from cms.models.quizzes import QuizPageSection
from cms.offering import offer_template
from people.models import Person
from tests.cms import factories as f
from tests.cms.reviews.people import somebody
from tests.people.factories import AgencyFactory

pytestmark = pytest.mark.any_database


@pytest.fixture
def trainer(shelf):
    return somebody("trainer", shelf.agency)


@pytest.fixture
def course(shelf):
    """A lesson that links to the next one, whose draft is newer; a bank that names a lesson."""
    course = f.put_course(shelf)
    module = f.put_module(course)
    first = f.put_lesson(module)
    second = f.put_lesson(module, slug="second", title="Second")
    first.body = [("text", f'<p><a linktype="page" id="{second.pk}">On</a></p>')]
    first.save_revision().publish()
    draft = LessonPage.objects.get(pk=second.pk)
    draft.title = "Second, better"
    draft.save_revision()
    question = f.item()
    question.reference = first
    f.put_quiz(course, f.put_bank(shelf, items=[question]))
    for page in (course, module, first):
        f.in_burmese(page)
    return course


def copy(course, shelf, by, **choices):
    key = uuid.uuid4()
    asked = ask_for_copy(
        course, shelf, key=key, title="A copy", choices=CopyChoices(**choices), by=by
    )
    work_on_copy(asked.pk)
    asked.refresh_from_db()
    assert asked.state == CourseCopy.State.DONE
    return asked, CoursePage.objects.get(translation_key=key, locale=course.locale)


def parts(course, model):
    return list(model.objects.descendant_of(course).order_by("path"))


def test_drafts_banks_links_and_translations_are_those_of_the_copy(course, shelf, trainer):
    asked, page = copy(course, shelf, trainer)
    assert (page.live, page.title, page.owner_id) == (False, "A copy", trainer.pk)
    first, second = parts(page, LessonPage)
    assert second.title == "Second, better"
    draft = first.get_latest_revision_as_object()
    for body in (first.body, draft.body):
        assert re.findall(r'id="(\d+)"', str(body.raw_data[0]["value"])) == [str(second.pk)]
    [quiz] = parts(page, QuizPage)
    bank = quiz.banks.get().bank
    assert quiz.get_latest_revision_as_object().banks.get().bank.pk == bank.pk
    [original] = BankItem.objects.exclude(page=bank)
    item = bank.items.get()
    assert item.reference_id == first.pk
    assert item.translation_key != original.translation_key
    burmese = first.get_translation(f.locale("my"))
    assert burmese.title == f.BURMESE["What it is"]
    assert burmese.get_parent().get_parent().translation_key == page.translation_key
    assert asked.left_out == []
    keys = course.get_descendants().values_list("translation_key", flat=True)
    assert not page.get_descendants().filter(translation_key__in=keys).exists()


def test_what_is_left_out_stays_behind_and_a_linked_bank_is_shared(course, shelf, trainer):
    first, _second = parts(course, LessonPage)
    bank = parts(course, QuizPage)[0].banks.get().bank
    _asked, page = copy(course, shelf, trainer, omitted=[first.pk], linked=[bank.pk])
    assert [one.title for one in parts(page, LessonPage)] == ["Second, better"]
    assert parts(page, QuizPage)[0].banks.get().bank == bank


def test_of_banks_elsewhere_shared_ones_are_drawn_from_and_others_stay_behind(
    course, shelf, trainer
):
    between = AgencyFactory(parent=shelf.agency, code="MOE-1")
    target = ensure_agency_catalog(AgencyFactory(parent=between, code="MOE-2"))
    beside = ensure_agency_catalog(AgencyFactory(code="BESIDE"))
    shared = f.put_bank(ensure_agency_catalog(between), slug="shared", title="Shared")
    other = f.put_bank(beside, slug="other", title="Of others")
    [quiz] = parts(course, QuizPage)
    for bank in (shared, other):
        quiz.banks.add(QuizBank(bank=bank))
    quiz.sections.add(QuizPageSection(bank=other, count=1))
    quiz.save_revision()
    offer_template(course, by=trainer)
    starter = somebody("trainer", target.agency)
    asked, page = copy(course, target, starter)
    made = parts(page, QuizPage)[0].get_latest_revision_as_object()
    own, linked = (row.bank for row in made.banks.all())
    assert own.is_child_of(target)
    assert linked == shared
    assert not made.sections.exists()
    assert asked.emptied == [quiz.title]
    assert BankPage.objects.count() == 4


def test_a_second_press_makes_no_second_copy_and_a_lost_worker_is_followed(
    course, shelf, trainer, monkeypatch
):
    key = uuid.uuid4()
    ask = {"key": key, "title": "Twice", "choices": CopyChoices(), "by": trainer}
    asked = ask_for_copy(course, shelf, **ask)
    assert ask_for_copy(course, shelf, **ask).pk == asked.pk
    parts(course, LessonPage)[1].delete()  # meanwhile
    work_on_copy(asked.pk)
    CourseCopy.objects.update(state="working", claimed_until=None)
    work_on_copy(asked.pk)  # the task comes again: all steps are done
    assert CoursePage.objects.filter(title="Twice").count() == 1
    CourseCopy.objects.update(state="working", tries=3)
    resume_copies()
    assert CourseCopy.objects.get().state == CourseCopy.State.FAILED


def test_who_neither_writes_it_nor_finds_it_offered_copies_nothing(course, shelf):
    for kind in ("translator", "hr"):
        with pytest.raises(PermissionDenied):
            copy(course, shelf, Person.objects.get(pk=somebody(kind, shelf.agency).pk))


def test_only_links_to_copied_pages_change():
    html = '<a id="1" linktype="page">x</a><a id="1" linktype="document">y</a><p id="1">'
    led = lead_into_copy({"body": html, "reference": 1, "sort_order": 1}, {1: 7})
    assert led["body"] == html.replace('<a id="1" linktype="page"', '<a id="7" linktype="page"')
    assert (led["reference"], led["sort_order"]) == (7, 1)


def test_a_copy_takes_no_key_of_a_course_that_there_is(course, shelf, trainer):
    # In a language that it is not in, the copy would be its translation.
    key = f.put_course(shelf, slug="other").translation_key
    with pytest.raises(PermissionDenied):
        ask_for_copy(course, shelf, key=key, title="Mine", choices=CopyChoices(), by=trainer)
    assert not CourseCopy.objects.exists()
