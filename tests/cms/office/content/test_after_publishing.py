"""What an author is told once a page is published."""

import datetime as dt

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.utils import timezone, translation
from wagtail import hooks

from tests.cms import factories as f

pytestmark = pytest.mark.any_database


@pytest.fixture
def told(rf):
    """Publish nothing: ask what the editor says after the page was published."""

    def tell(page):
        request = rf.get("/cms/")
        request.session = {}
        request._messages = FallbackStorage(request)
        with translation.override("en"):
            for hook in hooks.get_hooks("after_publish_page"):
                hook(request, page)
        return [str(message) for message in request._messages]

    return tell


def test_the_author_is_told_which_question_waits_for_its_translation(told, shelf):
    bank = f.put_bank(shelf, items=[f.item("Which is it?")])
    f.put_quiz(f.put_course(shelf), bank)
    f.in_burmese(bank)
    assert told(bank) == []
    bank.refresh_from_db()
    row = bank.items.get()
    row.stem = "<p>Which &amp; is it <b>not</b>?</p>"
    bank.items.add(row)
    bank.save_revision().publish()
    [sentence] = told(bank)
    assert "In Burmese, 1 question is asked as it was" in sentence
    assert "“Which &amp; is it not?”" in sentence
    assert "Open the translations" in sentence


def test_the_author_is_told_that_a_part_of_a_course_is_published(told, shelf):
    module = f.put_module(f.put_course(shelf))
    [sentence] = told(module)
    assert "has been published." in sentence
    assert told(f.in_burmese(module)) == []


def test_the_author_is_told_that_a_part_of_a_course_waits_for_its_hour(told, shelf):
    module = f.put_module(f.put_course(shelf), publish=False)
    module.go_live_at = timezone.now() + dt.timedelta(hours=1)
    module.save_revision().publish()
    [sentence] = told(module)
    assert "scheduled for publishing" in sentence
