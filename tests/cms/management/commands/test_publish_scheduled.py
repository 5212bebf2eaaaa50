"""Wagtail's command of this name does what the queue does, and no more."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.models import LessonPage
from tests.cms import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_an_empty_lesson_is_not_published_by_the_command_either(shelf):
    module = f.put_module(f.put_course(shelf))
    pages = [f.put_lesson(module, slug=slug, publish=False) for slug in ("sound", "empty")]
    past = timezone.now() - dt.timedelta(hours=1)
    for page in pages:
        page.body = page.body if page.slug == "sound" else []
        revision = page.save_revision(approved_go_live_at=past)
        assert revision.approved_go_live_at == past
    call_command("publish_scheduled")
    assert list(LessonPage.objects.live().values_list("slug", flat=True)) == ["sound"]
