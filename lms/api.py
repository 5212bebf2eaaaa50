"""The API's addresses: every app's own, and their description."""

from typing import Any

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import (
    HttpRequest,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.urls import include, path, resolve
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

# Swagger's page writes a few styles into itself; its scripts are files of ours.
show_docs = csp_update({"style-src": [UNSAFE_INLINE]})(
    SpectacularSwaggerSplitView.as_view(url_name="api-schema")
)


# A form token would be asked for first, and what a program sent be refused by a page.
@csrf_exempt
def answer_unknown_address(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Answer in JSON that the API has no such address, or lead to the one with a slash."""
    # As CommonMiddleware does it, which takes every address for a good one because of this view.
    if request.method == "GET" and rest and not rest.endswith("/"):
        match = resolve(f"{request.path_info}/")
        if match.func is not answer_unknown_address:
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return JsonResponse({"detail": gettext("Not found.")}, status=404)


urlpatterns = [
    path("", include("people.api_urls")),
    path("", include("courses.api_urls")),
    path("", include("reporting.api_urls")),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", show_docs, name="api-docs"),
    path("", answer_unknown_address, {"rest": ""}),
    path("<path:rest>", answer_unknown_address),
]


def keep_api_endpoints(endpoints: list[tuple[str, ...]], **kwargs: Any) -> list[tuple[str, ...]]:
    """Keep the endpoints under ``/api/``: Wagtail brings views of DRF too, for its back office."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/")]
