from django.urls import path

from plan import views
from plan.web import profiles

app_name = "plan"
urlpatterns = [
    path("plan/<str:code>/", views.show_public_plan, name="plan"),
    path("office/profiles/", profiles.show_profiles, name="profiles"),
    path("office/profiles/new/", profiles.add_profile, name="add_profile"),
    path("office/profiles/<int:pk>/", profiles.show_profile, name="profile"),
    path(
        "office/profiles/<int:pk>/version/",
        profiles.add_profile_version,
        name="add_profile_version",
    ),
    path("office/profiles/<int:pk>/end/", profiles.end_role_profile, name="end_profile"),
]
