"""Addresses of the API and of its description."""

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from reporting.web import api

# The description's page writes its few styles into itself; its scripts are files of ours.
_show_api_docs = csp_update({"style-src": [UNSAFE_INLINE]})(
    SpectacularSwaggerSplitView.as_view(url_name="api-schema")
)

urlpatterns = [
    path("agencies/", api.AgencyList.as_view(), name="api-agencies"),
    path("coverage/", api.CoverageList.as_view(), name="api-coverage"),
    path("targets/", api.TargetList.as_view(), name="api-targets"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", _show_api_docs, name="api-docs"),
]
