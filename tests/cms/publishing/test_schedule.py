"""Pages go live and expire at their hour, each for itself."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone, translation

from cms import tasks
from cms.models import LessonPage
from courses.models import Lesson
from people.messaging import render_message
from people.models import Message
from tests.cms import factories as f
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.any_database

AN_HOUR = dt.timedelta(hours=1)


def schedule(page):
    """Let the page go live in an hour."""
    page.go_live_at = timezone.now() + AN_HOUR
    page.save_revision().publish()
    return page


def approved_version(page):
    return page.revisions.exclude(approved_go_live_at=None).get()


def spoil(page, **content):
    """Let the version that goes live have what no form would take."""
    revision = approved_version(page)
    revision.content |= content
    revision.save()


def let_the_hour_pass(*pages):
    past = timezone.now() - AN_HOUR
    for page in pages:
        revision = approved_version(page)
        revision.approved_go_live_at = past
        revision.save()
        LessonPage.objects.filter(pk=page.pk).update(go_live_at=past)


def is_live(page):
    return Lesson.objects.filter(key=page.translation_key, is_live=True).exists()


def test_a_lesson_goes_live_at_its_hour_and_not_before(course):
    page = schedule(f.put_lesson(f.put_module(course), publish=False))
    tasks.publish_scheduled()
    assert not is_live(page)
    let_the_hour_pass(page)
    tasks.publish_scheduled()
    assert is_live(page)


def test_a_lesson_expires_with_its_translations(course, lesson):
    burmese = f.in_burmese(lesson)
    assert set(Lesson.objects.get().titles) == {"en", "my"}
    LessonPage.objects.filter(pk=lesson.pk).update(expire_at=timezone.now() - AN_HOUR)
    tasks.publish_scheduled()
    assert not is_live(lesson)
    burmese.refresh_from_db()
    assert burmese.expired


def test_a_translation_expires_alone(course, lesson):
    burmese = f.in_burmese(lesson)
    LessonPage.objects.filter(pk=burmese.pk).update(expire_at=timezone.now() - AN_HOUR)
    tasks.publish_scheduled()
    assert Lesson.objects.get(is_live=True).titles.keys() == {"en"}


def test_a_page_that_cannot_be_published_keeps_no_other_waiting(course):
    module = f.put_module(course)
    broken, sound = (
        schedule(f.put_lesson(module, slug=slug, publish=False)) for slug in ("broken", "sound")
    )
    let_the_hour_pass(broken, sound)
    spoil(broken, slug="x" * 200)
    tasks.publish_scheduled()
    assert is_live(sound)
    assert not is_live(broken)
    assert not LessonPage.objects.get(pk=broken.pk).live


def test_a_lesson_that_is_not_ready_at_its_hour_waits_until_it_is(course):
    module = f.put_module(course)
    other = f.put_lesson(module, slug="other", title="Other")
    page = f.put_lesson(
        module,
        text=f'See <a linktype="page" id="{other.pk}">the other</a>.',
        publish=False,
    )
    schedule(page)
    let_the_hour_pass(page)
    other.unpublish()
    tasks.publish_scheduled()
    assert not is_live(page)
    assert not LessonPage.objects.get(pk=page.pk).live
    LessonPage.objects.get(pk=other.pk).get_latest_revision().publish()
    tasks.publish_scheduled()
    assert is_live(page)


@pytest.fixture
def unready(course):
    """A page whose hour has come, which leads to one that is not published any more."""
    module = f.put_module(course)
    other = f.put_lesson(module, slug="other", title="Other")
    link = f'See <a linktype="page" id="{other.pk}">the other</a>.'
    page = schedule(f.put_lesson(module, text=link, publish=False))
    let_the_hour_pass(page)
    other.unpublish()
    return page


def give_to(page, person):
    LessonPage.objects.filter(pk=page.pk).update(owner=person)


def test_the_owner_of_a_page_that_is_not_ready_is_told_once(unready, caplog):
    owner = PersonFactory()
    give_to(unready, owner)
    tasks.publish_scheduled()
    tasks.publish_scheduled()
    message = Message.objects.get()
    assert message.person == owner
    for language, word in (("en", "could not be published"), ("my", "ထုတ်ဝေ၍ မရပါ")):
        with translation.override(language):
            words = render_message(message)
        assert word in words.subject
        assert message.facts["reasons"][language] in words.paragraphs
    assert f"/cms/pages/{unready.pk}/edit/" in words.paragraphs[-1]
    assert len([one for one in caplog.records if "is not published" in one.message]) == 1


def test_administrators_are_told_of_the_page_of_somebody_who_left(unready):
    give_to(unready, PersonFactory(is_active=False))
    administrator = PersonFactory(is_superuser=True)
    tasks.publish_scheduled()
    assert Message.objects.get().person == administrator


def test_rules_of_fields_are_told_too(unready):
    give_to(unready, PersonFactory())
    spoil(unready, minutes=0)
    tasks.publish_scheduled()
    assert Message.objects.get().facts["reasons"]["en"].startswith("Minutes: ")


def test_what_is_due_is_done_within_a_minute():
    entry = settings.CELERY_BEAT_SCHEDULE["publish-scheduled"]
    assert entry == {"task": tasks.publish_scheduled.name, "schedule": 30.0}
