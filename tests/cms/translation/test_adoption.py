import pytest
from wagtail_localize.models import Translation

from cms.translation.adoption import StructureMismatch, adopt_translation
from tests.cms import factories as f

pytestmark = pytest.mark.any_database


@pytest.fixture
def lesson(shelf):
    return f.put_lesson(f.put_module(f.put_course(shelf)))


def test_a_page_written_in_parallel_becomes_a_translation(lesson):
    page = f.in_burmese(lesson)
    assert page.translation_key == lesson.translation_key
    assert page.title == "၎င်းသည် အဘယ်နည်း"
    assert Translation.objects.get(source__object_id=lesson.translation_key).enabled


def test_an_adopted_translation_may_stay_a_draft(lesson):
    assert not f.in_burmese(lesson, publish=False).live


def test_texts_that_do_not_match_are_refused(lesson):
    written = type(lesson).objects.get(pk=lesson.pk)
    written.body = []
    with pytest.raises(StructureMismatch):
        adopt_translation(lesson, written, f.locale("my"))
    assert not Translation.objects.filter(source__object_id=lesson.translation_key).exists()
