"""Tells authors, once a page is published, what it does not do yet."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.models import BankPage, LessonPage, QuizPage
from cms.publishing.currency import list_stale_questions
from cms.translation.publication import find_translation
from people.text.formatting import number


def tell_publication(request: HttpRequest, page: Page) -> None:
    """Tell that the page is published or waits for its hour: Wagtail does where it stays."""
    if find_translation(page):
        return  # its own editor has told it
    if not page.approved_schedule:
        told = _("Page '%(page_title)s' has been published.")
    elif page.live:
        told = _(
            "Page '%(page_title)s' is live and this version has been scheduled for publishing."
        )
    else:
        told = _("Page '%(page_title)s' has been scheduled for publishing.")
    messages.success(request, told % {"page_title": page.get_admin_display_title()})


def warn_of_weaknesses(request: HttpRequest, page: QuizPage | LessonPage) -> None:
    """Tell how a test could be passed without its lessons, and who misses what of a lesson."""
    for sentence in page.list_weaknesses():
        messages.warning(request, sentence)


def warn_of_stale_questions(request: HttpRequest, bank: BankPage) -> None:
    """Tell which questions are asked as they were until their translation is current."""
    to_translations = messages.button(reverse("translations:index"), _("Open the translations"))
    for language, words in list_stale_questions(bank).items():
        told = ngettext(
            "In %(language)s, %(count)s question is asked as it was until its translation is"
            " current:",
            "In %(language)s, %(count)s questions are asked as they were until their"
            " translations are current:",
            len(words),
        ) % {
            "language": get_language_info(language)["name_translated"],
            "count": number(len(words)),
        }
        quoted = " · ".join(f"“{one}”" for one in words)
        messages.warning(request, told + " " + quoted, buttons=[to_translations])
