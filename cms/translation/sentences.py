"""Keeps what translators wrote while the source of their page changed.

wagtail-localize names a sentence by the number of a row that the next sync may take away. What
was written for it is kept under its words and its place, and offered where the new words stand.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.exceptions import ParseError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail_localize.compat import DATE_FORMAT
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
)
from wagtail_localize.views.edit_translation import (
    StringTranslationSerializer,
    edit_string_translation,
)

from cms.models import LessonLink
from people.text.formatting import official_date
from people.web import parse_primary_key

_describe = StringTranslation.get_comment


def describe_translation(translation: StringTranslation) -> str:
    """Return how and when a sentence was translated, with the day as the reader writes it."""
    day = translation.updated_at
    return _describe(translation).replace(day.strftime(DATE_FORMAT), official_date(day))


def complete_editor_facts(props: str, translation: Translation) -> str:
    """Return what the editor's script is given, with all that a change of the source needs.

    Each sentence's address names its words and its place; a sentence whose source has changed
    begins with what was written for it before.
    """
    facts = json.loads(props)
    segments = StringSegment.objects.filter(source=translation.source).select_related("string")
    found = {one.pk: one for one in segments}
    for fact in facts["segments"]:
        if fact["type"] == "string" and (segment := found.get(fact["id"])):
            named = {"string": segment.string_id, "context": segment.context_id}
            fact["editUrl"] += f"?{urlencode(named)}"
    facts["initialStringTranslations"] += _list_earlier_words(translation, found.values())
    return json.dumps(facts)


def _list_earlier_words(
    translation: Translation, segments: Iterable[StringSegment]
) -> list[dict[str, Any]]:
    """Return for each sentence without translation what was written for the one like it before."""
    written = StringTranslation.objects.filter(
        context__in={one.context_id for one in segments}, locale=translation.target_locale
    ).select_related("translation_of")
    now = {(one.context_id, one.string_id) for one in segments}
    done = {(one.context_id, one.translation_of_id) for one in written}
    before = defaultdict(list)
    for one in written:
        if (one.context_id, one.translation_of_id) not in now:
            before[one.context_id].append(one)
    return [
        _offer_words(segment, before[segment.context_id])
        for segment in segments
        if (segment.context_id, segment.string_id) not in done and before[segment.context_id]
    ]


def _offer_words(segment: StringSegment, before: list[StringTranslation]) -> dict[str, Any]:
    """Return the words as the editor shows those that are not right yet: unsaved, with a note."""
    words = segment.string.data
    nearest = max(
        before, key=lambda one: SequenceMatcher(None, one.translation_of.data, words).ratio()
    )
    told = _("The source has changed; before, it said “%(words)s”. Correct your text and save it.")
    said = unescape(strip_tags(nearest.translation_of.data))
    return {
        "segment_id": segment.pk,
        "data": nearest.data,
        "error": told % {"words": said},
        "comment": "",
        "last_translated_by": None,
    }


@api_view(["PUT", "DELETE"])
@permission_classes([IsAuthenticated])
@authentication_classes([SessionAuthentication])
def edit_sentence(request: Request, translation_id: int, string_segment_id: int) -> HttpResponse:
    """Save a sentence as wagtail-localize does, and one that a sync took away meanwhile too."""
    if _has_nul(request._request):
        raise ParseError
    translation = get_object_or_404(Translation, pk=translation_id)
    if LessonLink.objects.takes_words_from_elsewhere(translation.source.object_id):
        raise PermissionDenied  # it is translated where the lesson is written that it follows
    number: int | None = string_segment_id
    if not translation.source.stringsegment_set.filter(pk=string_segment_id).exists():
        string, context = _find_named_sentence(request, translation)
        same = translation.source.stringsegment_set.filter(string=string, context=context)
        number = same.values_list("pk", flat=True).first()  # the sentence has only moved
        if number is None and request.method == "PUT":
            return _keep_translation(request, translation, string, context)
    answer: HttpResponse = edit_string_translation(
        request._request, translation_id, number or string_segment_id
    )
    return answer


def _has_nul(request: HttpRequest) -> bool:
    """Return whether a NUL is sent, which wagtail-localize saves and PostgreSQL does not store."""
    body = request.body  # kept from now on, so that the library can read it again
    is_encoded = request.content_type == "application/x-www-form-urlencoded"
    return b"\0" in body or (is_encoded and b"%00" in body)


def _find_named_sentence(
    request: Request, translation: Translation
) -> tuple[String, TranslationContext]:
    """Return the words and the place that the address of a sentence names."""
    string = parse_primary_key(request.GET.get("string", ""))
    context = parse_primary_key(request.GET.get("context", ""))
    return (
        get_object_or_404(String, pk=string, locale=translation.source.locale_id),
        get_object_or_404(TranslationContext, pk=context, object=translation.source.object_id),
    )


def _keep_translation(
    request: Request, translation: Translation, string: String, context: TranslationContext
) -> Response:
    page = translation.get_target_instance()
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    kept, _created = StringTranslation.objects.update_or_create(
        translation_of=string,
        context=context,
        locale=translation.target_locale,
        defaults={
            "data": request.POST.get("value", ""),
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": "",
            "last_translated_by": request.user,
            "has_error": False,
            "field_error": "",
        },
    )
    told = _(
        "The source of this text has changed meanwhile. What you wrote is kept: load the page"
        " again, and it stands beside the new text."
    )
    return Response({**StringTranslationSerializer(kept).data, "error": told})
