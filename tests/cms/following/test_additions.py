"""A lesson that was just added is taken away again, unless somebody worked on it."""

import pytest
from wagtail_localize.models import StringTranslation

from cms.following import remove_addition
from cms.models import LessonPage
from tests.cms import factories as f
from tests.cms.following.conftest import draft, follow

pytestmark = pytest.mark.any_database


def save_translation(page):
    draft(page.get_translation(f.locale("my"))).save_revision()


def translate_sentence(page):
    StringTranslation.objects.filter(context__object_id=page.translation_key).first().save()


def test_what_was_just_added_is_taken_away_with_its_translations(source, module, trainer):
    page = follow(source, module, trainer)
    assert remove_addition(page, by=trainer)
    assert not LessonPage.objects.filter(translation_key=page.translation_key).exists()


@pytest.mark.parametrize(
    "work", [lambda page: draft(page).save_revision(), save_translation, translate_sentence]
)
def test_what_somebody_wrote_or_translated_since_stays(source, module, trainer, work):
    page = follow(source, module, trainer, follows=False)
    work(page)
    assert not remove_addition(page, by=trainer)
    assert LessonPage.objects.filter(translation_key=page.translation_key).count() == 2
