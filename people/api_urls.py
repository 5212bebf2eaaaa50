"""Addresses about people under ``/api/v1/``."""

from django.urls import path

from people.web import api, roster_api

urlpatterns = [
    path("postings/end/", api.PostingEnd.as_view(), name="api-end-posting"),
    path(
        "roster-proposals/", roster_api.RosterProposalList.as_view(), name="api-roster-proposals"
    ),
    path(
        "roster-proposals/<int:pk>/",
        roster_api.RosterProposalDetail.as_view(),
        name="api-roster-proposal",
    ),
    path(
        "roster-proposals/<int:pk>/lines/",
        roster_api.RosterLineList.as_view(),
        name="api-roster-lines",
    ),
]
