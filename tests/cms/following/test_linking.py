"""Who may follow what: no right is gained, no lesson follows a follower, none twice."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cms.bootstrap import ensure_agency_catalog
from cms.copying import CopyChoices, ask_for_copy, work_on_copy
from cms.following import (
    FollowRefused,
    end_link,
    find_lessons,
    resume_link,
)
from cms.models import CoursePage, LessonLink, LessonPage
from cms.offering import offer_template
from tests.cms import factories as f
from tests.cms.following.conftest import draft, follow, link_of, rewrite, state
from tests.cms.reviews.people import again, somebody
from tests.people.factories import AgencyFactory

any_database = pytest.mark.any_database
State = LessonLink.State


@pytest.fixture
def beside(shelf):
    """A module of an agency below, whose trainer writes nothing above."""
    below = ensure_agency_catalog(AgencyFactory(parent=shelf.agency, code="MOE-2"))
    return f.put_module(f.put_course(below, slug="below", title="Below"))


@any_database
def test_a_press_that_comes_twice_adds_one_and_a_second_follower_is_refused(
    source, module, trainer
):
    key = uuid.uuid4()
    page = follow(source, module, trainer, key=key)
    assert follow(source, module, trainer, key=key) == page
    with pytest.raises(FollowRefused):
        follow(source, module, trainer)
    elsewhere = f.put_module(module.get_parent().specific, slug="elsewhere")
    LessonPage.objects.get(pk=page.pk).move(elsewhere, pos="last-child")
    assert follow(source, again(module), trainer, key=key) == page  # moved between the presses
    again(page).move(again(module), pos="last-child")
    copied = follow(source, again(module), trainer, follows=False)
    assert copied.slug == f"first-{copied.translation_key.hex[:8]}"
    assert not LessonLink.objects.filter(page=copied).exists()


@any_database
def test_only_published_lessons_of_other_courses_are_followed(source, module, trainer):
    unpublished = f.put_lesson(source.get_parent(), slug="draft", publish=False)
    for one, where in ((unpublished, module), (source, source.get_parent().specific)):
        with pytest.raises(FollowRefused):
            follow(one, where, trainer)
    assert list(find_lessons(trainer, module.get_parent().specific)) == [source]
    with transaction.atomic(), pytest.raises(IntegrityError):
        LessonLink.objects.create(page=source, source=source, agency_id=1)


def test_who_may_not_copy_the_course_follows_none_of_it(source, module, trainer, beside):
    starter = somebody("trainer", beside.get_parent().specific.agency)
    course = beside.get_parent().specific
    assert not find_lessons(starter, course).exists()
    with pytest.raises(PermissionDenied):
        follow(source, beside, starter)
    page = follow(source, module, trainer)
    page.get_latest_revision().publish()
    # A course that follows is offered; the one that it follows is not.
    offer_template(module.get_parent().specific, by=trainer)
    assert not find_lessons(again(starter), course).exists()
    with pytest.raises(PermissionDenied):
        follow(page, beside, again(starter))
    offer_template(source.get_parent().get_parent().specific, by=trainer)
    assert list(find_lessons(again(starter), course, "personal IT")) == [source]
    assert not find_lessons(again(starter), course, "nothing").exists()
    made = follow(page, beside, again(starter))
    assert link_of(made).source == source


@any_database
def test_a_link_is_ended_and_taken_up_again(source, module, trainer, shelf):
    page = follow(source, module, trainer)
    end_link(page, by=trainer)
    end_link(page, by=trainer)
    rewrite(source, "Newer")
    resume_link(page, by=trainer)
    assert state(page) == State.WAITING

    end_link(page, by=trainer)
    rewrite(source, "What it is")
    own = draft(page)
    own.title = "Ours"
    own.save_revision()
    resume_link(page, by=trainer)
    assert state(page) == State.WAITING  # what was written since is replaced, once it is taken

    end_link(page, by=trainer)
    page.get_latest_revision().publish()
    module.get_parent().specific.save_revision().publish()
    third = f.put_module(f.put_course(shelf, slug="third", title="Third"))
    follow(again(page), third, trainer)
    with pytest.raises(FollowRefused):
        resume_link(page, by=trainer)  # it is followed itself
    again(source).delete()
    with pytest.raises(FollowRefused):
        resume_link(page, by=trainer)


def test_a_copied_course_follows_lessons_of_its_original(source, shelf, trainer):
    course, key = source.get_parent().get_parent().specific, uuid.uuid4()
    other = f.put_lesson(source.get_parent(), slug="draft", title="Draft", publish=False)
    choices = CopyChoices(followed=[source.pk, other.pk])
    asked = ask_for_copy(course, shelf, key=key, title="A copy", choices=choices, by=trainer)
    work_on_copy(asked.pk)
    page = CoursePage.objects.get(translation_key=key, locale=course.locale)
    follower, copied = LessonPage.objects.descendant_of(page).order_by("path")
    assert link_of(follower).source == source
    assert state(follower) == State.CURRENT
    assert follower.has_translation(f.locale("my"))
    assert copied.title == "Draft"
    asked.refresh_from_db()
    assert (asked.unfollowed, asked.left_out) == (["Draft"], [])
    assert LessonLink.objects.count() == 1
