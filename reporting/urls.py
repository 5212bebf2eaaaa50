"""Addresses of the reports, under a language prefix."""

from django.urls import path, re_path

from reporting import views

app_name = "reporting"
urlpatterns = [
    path("insights/", views.show_insights, name="insights"),
    path("insights/people/", views.show_people, name="people"),
    re_path(r"^insights/export\.(?P<suffix>csv|xlsx)$", views.export, name="export"),
]
