"""Publishes a translation with the sentences that it has now."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.gate import Obstacle
from cms.models.base import PublishedPage
from people.models import Person


def find_translation(page: Page) -> Translation | None:
    """Return what keeps the page in step with its source, unless it is written by hand."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()


def list_translation_problems(translation: Translation) -> Iterator[Obstacle]:
    """Return what keeps the translation back, as readers would see it now."""
    _total, translated = translation.get_progress()
    if not translated:
        yield Obstacle(_("Nothing is translated yet."))
    page = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    yield from list_refused_fields(page)
    if isinstance(page, PublishedPage):
        yield from page.list_problems()


def list_refused_fields(page: Page) -> Iterator[Obstacle]:
    """Return what the rules of its fields have against the page."""
    # Asked here: wagtail-localize knows no answer to what Wagtail 8 refuses while it saves.
    try:
        page.full_clean()
    except ValidationError as error:
        for name, told in error.message_dict.items():
            label = "" if name == NON_FIELD_ERRORS else page._meta.get_field(name).verbose_name
            yield Obstacle(f"{capfirst(label)}: {' '.join(told)}" if label else " ".join(told))


@transaction.atomic
def save_translation(
    translation: Translation, *, publish: bool = True, user: Person | None = None
) -> Page:
    """Make or renew the translated page, and publish it."""
    # wagtail-localize publishes after the commit; here page and catalogue change together.
    translation.save_target(user=user, publish=False)
    page = translation.get_target_instance()
    if publish:
        page.latest_revision.publish(user=user)
        page.refresh_from_db()
    return page
