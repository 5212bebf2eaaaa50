"""The API's addresses: every app's own, and their description."""

from typing import Any

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

# Swagger's page writes a few styles into itself; its scripts are files of ours.
show_docs = csp_update({"style-src": [UNSAFE_INLINE]})(
    SpectacularSwaggerSplitView.as_view(url_name="api-schema")
)

urlpatterns = [
    path("", include("reporting.api_urls")),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", show_docs, name="api-docs"),
]


def keep_api_endpoints(endpoints: list[tuple[str, ...]], **kwargs: Any) -> list[tuple[str, ...]]:
    """Keep the endpoints under ``/api/``: Wagtail brings views of DRF too, for its back office."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/")]
