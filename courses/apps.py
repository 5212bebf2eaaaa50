"""Configures the app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        # Only now: all import models, which are not loaded before.
        import_module("courses.checks")
        import_module("courses.privacy.inventory")
        import_module("courses.privacy.export")
        import_module("courses.privacy.package_export")
        import_module("courses.privacy.note_export")
        import_module("courses.privacy.supervision_export")
        import_module("courses.privacy.report_export")
        import_module("courses.privacy.essay_export")
        import_module("courses.privacy.year_export")
        import_module("courses.privacy.waiver_export")
        import_module("courses.privacy.follow_up_export")
        import_module("courses.privacy.erasure")
        import_module("courses.privacy.retention")
        import_module("courses.impact")
        import_module("courses.sessions.shares")
        import_module("courses.sessions.bulk")
        import_module("courses.web.office").register_office()
        import_module("courses.web.follow_ups.office").register_follow_ups()
        import_module("courses.web.assignments.office").register_assignments()
        import_module("courses.web.papers.listing").register_papers()
        import_module("courses.web.hours.office").register_hours_office()
        import_module("courses.web.years.office").register_years_office()
        import_module("courses.hours.own_sources").register_own_sources()
