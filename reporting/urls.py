"""Addresses of the reports, under a language prefix."""

from django.urls import path, re_path

from certification.web import sign_off
from reporting.web import exports, insights, office, people, staffing

app_name = "reporting"
urlpatterns = [
    path("insights/", insights.show_insights, name="insights"),
    path("office/plan/", office.show_plan, name="office_plan"),
    path("insights/people/", people.show_people, name="people"),
    # The view writes evidence, so it is certification's; the page it leads back to is ours.
    path(
        "insights/sign-off/<int:person>/",
        sign_off.sign_off_skills,
        {"back_to": "reporting:people"},
        name="sign_off",
    ),
    path("office/profiles/gaps/", staffing.show_staffing, name="staffing"),
    path("office/profiles/gaps/<int:pk>/", staffing.show_requirement, name="staffing_by_unit"),
    re_path(r"^insights/export\.(?P<suffix>csv|xlsx)$", exports.export_tables, name="export"),
]
