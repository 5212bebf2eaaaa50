"""Hands out uploaded documents: to those who work with them, and to readers of other pages.

Lessons show copies of their own (`cms.publishing.files`); their previews show the document itself.
"""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, ReferenceIndex

from cms.access.media_scope import usable_media
from cms.models import HomePage, InfoPage, PlanProgressPage
from people.files import read_content_type, respond_with_file


@require_safe
def show_document(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Answer with the document; it does not exist for those who may not have it."""
    document = get_object_or_404(get_document_model(), pk=pk)
    if document.filename != name or not _may_read(request.user, document):
        raise Http404
    try:
        stream = document.file.storage.open(document.file.name)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = respond_with_file(
        request,
        stream,
        size=document.file.size,
        content_type=read_content_type(stream, name),
        name=name,
        etag=document.get_file_hash(),
    )
    # The file may be replaced under its name, and what one person may read another may not.
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _may_read(person: Any, document: AbstractDocument) -> bool:
    return _is_document_shown(document) or (
        person.is_authenticated
        and usable_media(person, type(document)).filter(pk=document.pk).exists()
    )


def _is_document_shown(document: AbstractDocument) -> bool:
    """Return whether a page that readers open in the tree shows the document."""
    kinds = ContentType.objects.get_for_models(HomePage, InfoPage, PlanProgressPage).values()
    found = ReferenceIndex.get_references_to(document).filter(content_type__in=kinds)
    pages = [int(pk) for pk in found.values_list("object_id", flat=True)]
    return Page.objects.live().public().filter(pk__in=pages).exists()


# Upstream's name, by which a document makes its address. Its page for a password is not offered:
# no collection has one.
urlpatterns = [path("<int:pk>/<str:name>", show_document, name="wagtaildocs_serve")]
