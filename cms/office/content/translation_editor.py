"""Publishes from the editor of translations, which asks no hook of Wagtail's page editor."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.access.row_policy import current_person
from cms.office.content.before_publishing import publish_ready_pages, tell_problems
from cms.translation.publication import find_translation
from people.text.formatting import number


# Before wagtail-localize, which would publish unasked.
@hooks.register("before_edit_page", order=-1)
def publish_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Publish the translated page if it is ready, else tell what is to be mended."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = find_translation(page)
    if translation is None:
        return None
    if not page.permissions_for_user(current_person(request)).can_publish():
        raise PermissionDenied
    return _publish(request, page, translation)


def _publish(request: HttpRequest, page: Page, translation: Translation) -> HttpResponse:
    _count, unready = publish_ready_pages([page], current_person(request))
    if unready:
        messages.warning(request, _("Not published. Mend this first:"))
    for _page, problems in unready:
        tell_problems(request, problems)
    answer: HttpResponse | None = None
    if not unready:
        page = translation.get_target_instance()
        _tell_published(request, page, translation)
        answer = _run_hooks(request, page)
    return answer or redirect("wagtailadmin_pages:edit", page.pk)


def _tell_published(request: HttpRequest, page: Page, translation: Translation) -> None:
    messages.success(request, _("“%(title)s” is published.") % {"title": page.title})
    total, translated = translation.get_progress()
    if missing := total - translated:
        told = ngettext(
            "%(count)s text is not translated and stands there in the language of the source.",
            "%(count)s texts are not translated and stand there in the language of the source.",
            missing,
        )
        messages.warning(request, told % {"count": number(missing)})


def _run_hooks(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Do what follows in the page editor too: warnings, and the way back to the outline."""
    for hook in hooks.get_hooks("after_publish_page"):
        answer = hook(request, page)
        if isinstance(answer, HttpResponse):
            return answer
    return None
