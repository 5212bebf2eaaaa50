from django.urls import path

from plan import views
from plan.web import profiles
from plan.web.files import download
from plan.web.files import views as files

app_name = "plan"
urlpatterns = [
    path("plan/<str:code>/", views.show_public_plan, name="plan"),
    path("office/plan/files/", files.show_files, name="files"),
    path("office/plan/files/<int:pk>/", files.show_file, name="file"),
    path("office/plan/files/<int:pk>/lines/", download.download_plan_file, name="download_file"),
    path("office/plan/files/<int:pk>/approve/", files.approve_plan_file, name="approve_file"),
    path("office/plan/files/<int:pk>/withdraw/", files.withdraw_plan_file, name="withdraw_file"),
    path("office/plan/files/<int:pk>/compare/", files.compare_plan_file, name="compare_file"),
    path("office/plan/files/<int:pk>/undo/", files.undo_plan_file, name="undo_file"),
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
