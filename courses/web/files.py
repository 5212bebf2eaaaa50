"""Hands out the files of lessons and questions, to whoever may open these."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from courses.items.files import find_question_file
from courses.models import LessonFile
from courses.progress.lesson_delivery import find_shown_file
from courses.results import list_taught
from people.files import respond_with_file

_YEAR = 365 * 24 * 3600


@require_safe
def show_lesson_file(request: HttpRequest, digest: str, name: str) -> HttpResponseBase:
    return _hand_out(request, find_shown_file(digest, name))


@require_safe
def show_question_file(request: HttpRequest, digest: str, name: str) -> HttpResponseBase:
    """Answer with a picture or sound of a question; it does not exist for whoever was not asked.

    A test is no page that anybody opens, whatever course it belongs to.
    """
    if not request.user.is_authenticated:
        raise Http404
    taught = list_taught(request.user)
    found = find_question_file(digest, name, person=request.user, taught=taught)
    return _hand_out(request, found)


def _hand_out(request: HttpRequest, row: LessonFile | None) -> HttpResponseBase:
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


# Without a language: a lesson or question in two languages may show one file.
urlpatterns = [
    path("lesson-files/<str:digest>/<str:name>", show_lesson_file, name="lesson_file"),
    path("question-files/<str:digest>/<str:name>", show_question_file, name="question_file"),
]
