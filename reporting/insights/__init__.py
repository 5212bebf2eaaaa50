"""Gathers the tables and charts of the insights page, and the people behind its figures."""

from reporting.insights.heatmap import CoverageRow, list_coverage_rows
from reporting.insights.page import Insights, gather_insights
from reporting.insights.people_asked import PeopleAsked, PeopleFilter
from reporting.insights.people_list import PeoplePage, list_people

__all__ = [
    "CoverageRow",
    "Insights",
    "PeopleAsked",
    "PeopleFilter",
    "PeoplePage",
    "gather_insights",
    "list_coverage_rows",
    "list_people",
]
