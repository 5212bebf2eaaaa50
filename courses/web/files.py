"""Hands out the files of lessons, to whoever may open the lesson."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from courses.progress.lesson_delivery import find_shown_file
from people.files import respond_with_file

_YEAR = 365 * 24 * 3600


@require_safe
def show_lesson_file(request: HttpRequest, digest: str, name: str) -> HttpResponseBase:
    row = find_shown_file(digest, name)
    if row is None:
        raise Http404
    try:
        stream = row.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = respond_with_file(
        request,
        stream,
        size=row.bytes,
        content_type=row.content_type,
        name=row.name,
        etag=row.digest,
    )
    # The address says the content, so a reader pays for it once. No shared cache keeps it: the
    # lesson may be taken back.
    patch_cache_control(response, private=True, max_age=_YEAR, immutable=True)
    return response


# Without a language: a lesson in two languages may show one file.
urlpatterns = [path("<str:digest>/<str:name>", show_lesson_file, name="lesson_file")]
