"""What a source publishes is offered and taken over as a draft, language by language."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Page, PageViewRestriction

from cms.bootstrap import ensure_agency_catalog
from cms.following import FollowRefused, end_link, list_languages, take_over, take_update_back
from cms.models import LessonLink, LessonPage
from cms.translation.staleness import TranslationStatus, translation_status
from courses.models import Lesson
from tests.cms import factories as f
from tests.cms.following.conftest import draft, follow, link_of, rewrite, state
from tests.cms.reviews.people import again, somebody
from tests.people.factories import AgencyFactory

any_database = pytest.mark.any_database
State = LessonLink.State


@any_database
def test_a_lesson_that_follows_is_of_its_own_course_and_says_what_its_source_says(
    source, module, trainer
):
    page = follow(source, module, trainer)
    assert (page.live, state(page)) == (False, State.CURRENT)
    said, saying = draft(source), draft(page)
    assert (saying.title, saying.body.raw_data[0]["value"], saying.minutes) == (
        said.title,
        said.body.raw_data[0]["value"],
        7,
    )
    burmese = page.get_translation(f.locale("my"))
    assert burmese.title == f.BURMESE["What it is"]
    page.get_latest_revision().publish()
    burmese.get_latest_revision().publish()
    own = draft(page)
    own.minutes = 3  # its own, and no translator's work
    own.save_revision().publish()
    assert translation_status(page, f.locale("my")) == TranslationStatus.CURRENT
    row, of_source = (
        Lesson.objects.get(key=page.translation_key),
        Lesson.objects.get(key=source.translation_key),
    )
    assert row.module.key == module.translation_key
    assert row.pk != of_source.pk


def test_what_is_shown_to_nobody_is_neither_followed_nor_taken_over(source, module, trainer):
    page = follow(source, module, trainer)
    rewrite(source, "Newer")
    # The editor offers no restriction; where one comes by another way, no signal tells of it.
    PageViewRestriction.objects.create(page=source, restriction_type="login")
    assert state(page) == State.WAITING
    with pytest.raises(FollowRefused):
        take_over(link_of(page), by=trainer)
    with pytest.raises(FollowRefused):
        follow(source, module, trainer, follows=False)


def test_an_update_waits_until_it_is_taken_over_and_is_a_draft_then(source, module, trainer):
    page = follow(source, module, trainer)
    page.get_latest_revision().publish()
    page.get_translation(f.locale("my")).get_latest_revision().publish()
    source.save_revision().publish()  # the same again is no update
    assert state(page) == State.CURRENT

    rewrite(source, "Personal data")
    assert state(page) == State.WAITING
    before = take_over(link_of(page), by=trainer)
    row = LessonPage.objects.get(pk=page.pk)
    assert (row.title, row.draft_title, row.has_unpublished_changes) == (
        *("What it is", "Personal data"),
        True,
    )
    # Its translation has not followed there, so it does not here either.
    after = link_of(page).taken
    assert (state(page), set(after)) == (State.CURRENT, {"en"})
    with pytest.raises(FollowRefused):
        take_over(link_of(page), by=trainer)

    f.in_burmese(draft(source))
    assert link_of(page).list_waiting(("en", "my")) == ["my"]
    versions = row.revisions.count()
    take_over(link_of(page), by=trainer)
    assert page.get_translation(f.locale("my")).title == f.BURMESE["Personal data"]
    assert (row.revisions.count(), state(page)) == (versions, State.CURRENT)

    with pytest.raises(FollowRefused):
        take_update_back(link_of(page), before, after, by=trainer)  # something came since
    take_update_back(link_of(page), before, link_of(page).taken, by=trainer)
    assert (draft(page).title, state(page)) == ("What it is", State.WAITING)


@any_database
def test_a_language_is_offered_once_the_module_stands_in_it(source, shelf, trainer):
    module = f.put_module(f.put_course(shelf, slug="other"))
    page = follow(source, module, trainer)
    assert (list_languages(page), state(page, {"en"})) == ({"en"}, State.CURRENT)
    for one in (module.get_parent().specific, module):
        f.in_burmese(one)
    assert state(page) == State.WAITING
    take_over(link_of(page), by=trainer)
    assert page.has_translation(f.locale("my"))


def test_followers_keep_what_they_say_of_a_source_that_is_out_of_reach(
    source, module, trainer, shelf
):
    page = follow(source, module, trainer)
    rewrite(source, "Newer")
    course = Page.objects.get(pk=source.get_parent().get_parent().pk).specific
    for one in (source, course):
        again(one).unpublish()
        assert state(page) == State.CLOSED
        with pytest.raises(FollowRefused):
            take_over(link_of(page), by=trainer)
        again(one).get_latest_revision().publish()
        assert state(page) == State.WAITING

    elsewhere = ensure_agency_catalog(AgencyFactory(code="MOH"))
    again(course).move(elsewhere, "last-child")
    assert state(page) == State.LEFT
    again(source).delete()
    assert (state(page), link_of(page).source_title) == (State.GONE, "What it is")
    assert draft(page).title == "What it is"


@any_database
def test_of_a_private_source_nothing_is_taken_over(source, module, trainer, shelf):
    page = follow(source, module, trainer)
    rewrite(source, "Newer")
    PageViewRestriction.objects.create(page=source, restriction_type="login")
    with pytest.raises(FollowRefused):
        take_over(link_of(page), by=trainer)
    with pytest.raises(FollowRefused):
        follow(source, f.put_module(f.put_course(shelf, slug="third")), trainer)
    assert draft(page).title == "What it is"


@any_database
def test_only_who_writes_the_course_takes_over_and_an_ended_link_gives_nothing(
    source, module, trainer
):
    page = follow(source, module, trainer)
    rewrite(source, "Newer")
    with pytest.raises(PermissionDenied):
        take_over(link_of(page), by=somebody("translator", module.get_parent().specific.agency))
    end_link(page, by=trainer)
    with pytest.raises(FollowRefused):
        take_over(link_of(page), by=trainer)
