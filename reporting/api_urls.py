"""Addresses of the API and of its description."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from reporting import api

urlpatterns = [
    path("agencies/", api.AgencyList.as_view(), name="api-agencies"),
    path("coverage/", api.CoverageList.as_view(), name="api-coverage"),
    path("targets/", api.TargetList.as_view(), name="api-targets"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
]
