"""Addresses of the reports, under a language prefix."""

from django.urls import path, re_path

from reporting.web import insights, sign_off

app_name = "reporting"
urlpatterns = [
    path("insights/", insights.show_insights, name="insights"),
    path("insights/people/", insights.show_people, name="people"),
    path("insights/sign-off/<int:person>/", sign_off.sign_off, name="sign_off"),
    re_path(r"^insights/export\.(?P<suffix>csv|xlsx)$", insights.export_tables, name="export"),
]
