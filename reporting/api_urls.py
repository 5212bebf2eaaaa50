"""Addresses of the figures under ``/api/v1/``."""

from django.urls import path

from reporting.web import api

urlpatterns = [
    path("agencies/", api.AgencyList.as_view(), name="api-agencies"),
    path("coverage/", api.CoverageList.as_view(), name="api-coverage"),
    path("targets/", api.TargetList.as_view(), name="api-targets"),
]
