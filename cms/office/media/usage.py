"""Tells whoever replaces a document or picture which pages show it."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.models import Page, ReferenceIndex

from cms.access.page_scope import explorable_pages
from cms.models import BankPage
from people.models import Person
from people.text.formatting import number

_MOST_NAMED = 10


class DocumentForm(BaseDocumentForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_usage(self, kwargs.get("user"))


def tell_usage(form: Any, person: Person | None) -> None:
    """Write beside the file of a form what becomes of the pages that show it."""
    if form.instance.pk and person and "file" in form.fields:
        form.fields["file"].help_text = describe_usage(form.instance, person)


def is_asked(media: Any) -> bool:
    """Return whether a question shows the picture or plays the sound."""
    kind = ContentType.objects.get_for_model(BankPage)
    return ReferenceIndex.get_references_to(media).filter(content_type=kind).exists()


def describe_usage(media: Any, person: Person) -> str:
    """Return sentences on the pages that show the file, with the titles of the person's own."""
    told = _(
        "Questions show it, so it cannot be deleted. Replaced, it is another question once its"
        " bank is published; papers that were taken keep the file that they showed."
    )
    asked = [told] if is_asked(media) else []
    return " ".join(filter(None, [_describe_pages(media, person), *asked]))


def _describe_pages(media: Any, person: Person) -> str:
    used = ReferenceIndex.get_references_to(media).values_list("object_id", flat=True)
    pages = Page.objects.filter(pk__in={int(pk) for pk in used})
    count = pages.count()
    if not count:
        return ""
    # Titles of pages of other agencies are not told.
    own = explorable_pages(person).filter(pk__in=pages.values("pk")).order_by("title")
    titles = [f"“{title}”" for title in own.values_list("title", flat=True)[:_MOST_NAMED]]
    told = _(
        "Pages that show it: %(count)s. Published lessons keep the file that they show until"
        " they are published again."
    ) % {"count": number(count)}
    return f"{told} {', '.join(titles)}".strip()
