"""A course is written on one page, and published with it."""

import uuid

import pytest
from django.urls import reverse

from cms.bootstrap import ensure_agency_catalog
from cms.models import BankPage, CoursePage, LessonPage, ModulePage, QuizPage
from courses.models import Course, ItemVersion, Quiz
from people.models import Agency
from tests.cms import factories as f
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in
from tests.plan.factories import SkillFactory

pytestmark = pytest.mark.any_database

QUESTIONS = {
    "q1-kind": "single",
    "q1-text": "Which is personal data?",
    "q1-right": "A name",
    "q1-wrong": "A river\nA road",
    "q2-kind": "true",
    "q2-text": "A staff number is personal data.",
    "q3-kind": "short",
    "q3-text": "Who is asked first?",
    "q3-right": "the person\nher",
    "q4-kind": "single",
    "q5-kind": "single",
}


@pytest.fixture
def trainer(client, shelf):
    return signed_in(client, "trainer", agency=shelf.agency, language="en")


@pytest.fixture
def form(shelf):
    return {
        "language": "en",
        "shelf": str(shelf.translation_key),
        "key": str(uuid.uuid4()),
        "plan": "reading",
        "title": "Personal data",
        "summary": "You know what it is.",
        "lesson_title": "What it is",
        "lesson_text": "A fact <b>about</b> a person.\n\nNot of a road.",
        "act": "publish",
        **QUESTIONS,
    }


def send(client, form, **changes):
    return client.post(reverse("course_new"), form | changes)


def test_one_page_makes_and_publishes_a_course_with_three_kinds_of_questions(
    client, trainer, form
):
    answer = send(client, form)
    page = CoursePage.objects.get()
    assert answer["Location"] == reverse("course_outline", args=[page.pk])
    course = Course.objects.get(key=page.translation_key)
    lesson = LessonPage.objects.get()
    assert (lesson.live, lesson.minutes) == (True, 1)
    assert "<p>A fact &lt;b&gt;about&lt;/b&gt; a person.</p><p>Not of a road.</p>" in str(
        lesson.body
    )
    quiz = Quiz.objects.get()
    assert quiz.course_id == course.pk
    found = ItemVersion.objects.values_list("kind", "answer_key")
    keys = dict(found)
    assert keys["true_false"] == ["true"]
    assert keys["short_text"] == {"accepted": ["the person", "her"]}
    assert len(keys["single"]) == 1


def test_a_skill_and_an_end_are_said_at_once_and_what_lacks_is_advised(client, trainer, form):
    skill = SkillFactory()
    assert send(client, form, skill=skill.pk).context["form"].errors.keys() == {"level"}
    facts = {"skill": skill.pk, "level": 2, "validity_months": "၂၄"}
    outline = client.get(send(client, form, **facts)["Location"])
    taught = CoursePage.objects.get().skills.get()
    assert (taught.skill, taught.level) == (skill, 2)
    assert Course.objects.get().validity_months == 24
    told = " ".join(one.words for one in outline.context["advice"])
    for words in ("no day", "parts are not translated", "asks all 3"):
        assert words in told
    assert "names no skill" not in told
    assert "never ends" not in told
    bare = client.get(send(client, form, key=str(uuid.uuid4()))["Location"]).context["advice"]
    said = " ".join(one.words for one in bare)
    assert "names no skill" in said
    assert "never ends" in said


def test_a_form_that_is_sent_twice_writes_one_course(client, trainer, form):
    assert send(client, form)["Location"] == send(client, form)["Location"]
    assert (CoursePage.objects.count(), BankPage.objects.count()) == (1, 1)


def test_a_taken_title_and_a_burmese_one_have_addresses_of_their_own(client, trainer, form):
    send(client, form)
    send(client, form, key=str(uuid.uuid4()))
    send(client, form, key=str(uuid.uuid4()), title="ကိုယ်ရေးအချက်အလက်", language="my")
    slugs = set(CoursePage.objects.filter(live=True).values_list("slug", flat=True))
    assert len(slugs) == 3
    assert "personal-data" in slugs


def test_a_row_that_cannot_be_asked_keeps_all_and_writes_nothing(client, trainer, form):
    answer = send(client, form, **{"q1-wrong": ""})
    assert answer.status_code == 422
    assert [name for row in answer.context["rows"] for name in row.errors] == ["wrong"]
    assert answer.context["form"]["title"].value() == "Personal data"
    assert not CoursePage.objects.exists()


def test_a_plan_brings_its_parts_and_what_is_empty_is_told(client, trainer, form):
    told = client.post(reverse("course_new"), form | {"plan": "class"}, follow=True)
    course = CoursePage.objects.get()
    assert (course.live, course.attendance_percent) == (True, 90)
    assert [one.title for one in ModulePage.objects.order_by("path")] == [
        "Before the class",
        "After the class",
    ]
    assert list(LessonPage.objects.order_by("path").values_list("live", flat=True)) == [
        True,
        False,
    ]
    assert "What to do at work: The lesson is empty" in told.content.decode()


def test_without_a_certificate_the_questions_are_for_practice(client, trainer, form):
    send(client, form, plan="short", act="draft")
    course, quiz = CoursePage.objects.get(), QuizPage.objects.get()
    assert (course.live, course.gives_certificate) == (False, False)
    assert quiz.get_parent().specific_class is ModulePage
    assert quiz.banks.count() == 1


def test_where_reviewers_publish_it_is_handed_in(client, trainer, form, shelf):
    Agency.objects.filter(pk=shelf.agency_id).update(publishing=Agency.Publishing.REVIEWER)
    send(client, form)
    course = CoursePage.objects.get()
    assert not course.live
    assert course.reviews.waiting().exists()
    assert BankPage.objects.get().reviews.waiting().exists()


def test_a_shelf_of_others_takes_nothing(client, form, trainer):
    other = ensure_agency_catalog(AgencyFactory(code="MOH"))
    answer = send(client, form, shelf=str(other.translation_key))
    assert answer.context["form"].errors.keys() == {"shelf"}
    assert not CoursePage.objects.exists()


def test_a_course_that_others_deleted_is_not_written_over(client, form, trainer):
    other = ensure_agency_catalog(AgencyFactory(code="MOH"))
    page = f.put_course(other)
    key = page.translation_key
    page.delete()
    send(client, form, key=str(key))
    assert Course.objects.get(key=key).agency == other.agency
    assert CoursePage.objects.get().translation_key != key


def test_the_enter_key_publishes_nothing(client, trainer):
    page = client.get(reverse("course_new")).content.decode()
    assert page.index('name="act" value="draft"') < page.index('name="act" value="publish"')
