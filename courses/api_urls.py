"""Addresses of the year under ``/api/v1/``."""

from django.urls import path

from courses.web.years import api

urlpatterns = [
    path("yearly-statuses/", api.YearStatusList.as_view(), name="api-yearly-statuses"),
]
