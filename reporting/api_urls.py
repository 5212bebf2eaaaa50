"""Addresses of the figures under ``/api/v1/``."""

from django.urls import path

from reporting.web.api import lists

urlpatterns = [
    path("agencies/", lists.AgencyList.as_view(), name="api-agencies"),
    path("coverage/", lists.CoverageList.as_view(), name="api-coverage"),
    path("targets/", lists.TargetList.as_view(), name="api-targets"),
    path("trend/", lists.TrendList.as_view(), name="api-trend"),
    path("changes/", lists.ChangeList.as_view(), name="api-changes"),
]
