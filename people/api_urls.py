"""Addresses about people under ``/api/v1/``."""

from django.urls import path

from people.web import api

urlpatterns = [path("postings/end/", api.PostingEnd.as_view(), name="api-end-posting")]
