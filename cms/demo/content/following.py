"""Lets a lesson of one course follow one of another, of which an update waits."""

from __future__ import annotations

from django.db import transaction

from cms.bootstrap import SOURCE_LANGUAGE, TARGET_LANGUAGE, ensure_locale
from cms.demo.content.writing import stable_key
from cms.following import add_lesson
from cms.models import LessonLink, LessonPage, ModulePage
from cms.office.content.before_publishing import publish_page
from cms.translation.adoption import adopt_translation
from people.models import Person

_AUTHOR = "trainer"
_COURSE, _SOURCE = "leading-after-an-incident", "first-hour-of-an-incident"
_ADDED = {
    SOURCE_LANGUAGE: "<p>Note the hour at which you saw it: it is asked for later.</p>",
    TARGET_LANGUAGE: "<p>တွေ့ရှိသည့်အချိန်ကို မှတ်သားထားပါ။ နောင်တွင် မေးမြန်းပါလိမ့်မည်။</p>",
}


@transaction.atomic
def follow_demo_lesson() -> None:
    """Add the lesson for further reading and publish it; then its source says a sentence more."""
    author = Person.objects.get(username=_AUTHOR)
    lessons = LessonPage.objects.live().filter(locale__language_code=SOURCE_LANGUAGE)
    source = lessons.filter(url_path__contains=f"/{_SOURCE}/").order_by("path")[0]
    modules = ModulePage.objects.live().filter(locale__language_code=SOURCE_LANGUAGE)
    module = modules.get(url_path__contains=f"/{_COURSE}/")
    key = stable_key(_COURSE, "followed")
    page = add_lesson(source, module, follows=True, by=author, key=key)
    draft = page.get_latest_revision_as_object()
    draft.is_optional = True
    draft.save_revision(user=author)
    for one in page.get_translations(inclusive=True).order_by("pk").specific():
        publish_page(one, author)
    _write_more(source, author)


def _write_more(source: LessonPage, author: Person) -> None:
    """Publish a sentence more, in both languages: no translation falls behind."""
    locale = ensure_locale(TARGET_LANGUAGE)
    written = source.get_translation(locale).get_latest_revision_as_object()
    draft = source.get_latest_revision_as_object()
    for page in (draft, written):
        page.body.append(("text", _ADDED[page.language]))
    draft.save_revision(user=author).publish(user=author)
    adopt_translation(draft, written, locale, user=author)


def has_followed_lesson() -> bool:
    return LessonLink.objects.exists()
