"""Addresses of the reports, under a language prefix."""

from django.urls import path, re_path

from reporting import signing_off, views

app_name = "reporting"
urlpatterns = [
    path("insights/", views.show_insights, name="insights"),
    path("insights/people/", views.show_people, name="people"),
    path("insights/sign-off/<int:person>/", signing_off.sign_off, name="sign_off"),
    re_path(r"^insights/export\.(?P<suffix>csv|xlsx)$", views.export, name="export"),
]
