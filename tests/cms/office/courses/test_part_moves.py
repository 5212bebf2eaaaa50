"""The outline: places in words, undo, what lessons take, and what is missing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import CoursePage, LessonPage, ModulePage, QuizPage
from tests.cms import factories as f
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.any_database


@pytest.fixture
def course(shelf, client):
    signed_in(client, "trainer", agency=shelf.agency, language="en")
    course = f.put_course(shelf)
    module = f.put_module(course)
    f.put_lesson(module, slug="a", title="Alpha", text="word " * 260)
    f.put_lesson(module, slug="b", title="Beta")
    return course


def act(client, course, **form):
    address = reverse("course_outline", args=[course.pk])
    return client.post(address, form, follow=True)


def titles(answer):
    return [line.page.title for line in answer.context["lines"]]


def test_a_move_is_told_in_words_and_undone_once(client, course):
    beta = LessonPage.objects.get(slug="b")
    alpha = LessonPage.objects.get(slug="a")
    moved = act(client, course, act="drop", page=beta.pk, target=alpha.pk)
    assert titles(moved)[-2:] == ["Beta", "Alpha"]
    assert "“Beta” is now part 1 of 2 in “Module one”." in moved.content.decode()
    undone = act(client, course, act="undo")
    assert titles(undone)[-2:] == ["Alpha", "Beta"]
    assert not undone.context["moved"]
    assert "nothing to undo" in act(client, course, act="undo").content.decode()


def test_an_undo_whose_part_is_gone_says_so(client, course):
    beta = LessonPage.objects.get(slug="b")
    assert act(client, course, act="up", page=beta.pk).context["moved"] == "Beta"
    beta.delete()
    assert "nothing to undo" in act(client, course, act="undo").content.decode()


def test_lessons_say_how_long_they_are_read_and_what_they_weigh(client, course):
    lines = act(client, course).context["lines"]
    facts = {line.page.title: line.lesson for line in lines if line.lesson}
    assert (facts["Alpha"].said, facts["Alpha"].read, facts["Alpha"].differs) == (7, 2, False)
    assert facts["Alpha"].weight > 0
    assert (facts["Beta"].read, facts["Beta"].differs) == (1, False)


def test_what_is_missing_before_publishing_is_listed(client, course):
    module = ModulePage.objects.get()
    f.put(module, LessonPage(title="Nothing", slug="nothing"), publish=False)
    missing = act(client, course).context["missing"]
    assert [(page.title, len(problems)) for page, problems in missing.found] == [("Nothing", 1)]
    assert missing.unread == 0


def test_what_is_published_in_the_same_act_is_not_missing(client, shelf):
    signed_in(client, "trainer", agency=shelf.agency, language="en")
    course = f.put_course(shelf, publish=False)
    bank = f.put_bank(shelf)
    f.put_quiz(course, bank)
    QuizPage.objects.get().unpublish()
    bank.unpublish()
    missing = act(client, course).context["missing"].found
    assert [page.title for page, _problems in missing] == [course.title]  # for want of a lesson
    assert ["lesson" in one.words for one in missing[0][1]] == [True]
    f.put_lesson(f.put_module(course, publish=False), publish=False)
    assert act(client, course).context["missing"].found == []
    act(client, course, act="publish")
    assert CoursePage.objects.get().live


def test_the_outline_asks_no_more_for_more_lessons(client, course):
    address = reverse("course_outline", args=[course.pk])
    client.get(address)  # what is read once
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    module = ModulePage.objects.get()
    for slug in ("c", "d", "e"):
        f.put_lesson(module, slug=slug, title=slug)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_the_enter_key_in_a_title_renames_and_moves_nothing(client, course):
    forms = act(client, course).content.decode().split("<form")
    pressed = [
        form.split('name="act" value="')[1].split('"')[0]
        for form in forms
        if 'name="title"' in form
    ]
    assert set(pressed) == {"rename"}
