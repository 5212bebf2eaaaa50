"""Routes the screens on a course as a whole."""

from __future__ import annotations

from django.urls import URLPattern, path

from cms.office.courses.copying import CopyCourseView, CopyProgressView
from cms.office.courses.editions import CourseEditionView
from cms.office.courses.finding import FindCourseView
from cms.office.courses.new_course import NewCourseView
from cms.office.courses.question_rows import QuickQuestionsView
from cms.office.courses.trial import TrialPackageView, TrialPartView, TrialView
from cms.office.packages.playing import LessonPackageView


def course_url_patterns() -> list[URLPattern]:
    play, trial = LessonPackageView.as_view(), TrialPackageView.as_view()
    quick, part = QuickQuestionsView.as_view(), TrialPartView.as_view()
    return [
        path("courses/<int:page_id>/copy/", CopyCourseView.as_view(), name="course_copy"),
        path("courses/<int:page_id>/edition/", CourseEditionView.as_view(), name="course_edition"),
        path("courses/copies/<uuid:key>/", CopyProgressView.as_view(), name="course_copying"),
        path("courses/<int:page_id>/trial/", TrialView.as_view(), name="course_trial"),
        path("courses/<int:page_id>/trial/<int:part_id>/", part, name="course_trial_part"),
        path(
            "courses/<int:page_id>/trial/<int:part_id>/packages/<int:package>/",
            trial,
            name="course_trial_package",
        ),
        path("lessons/<int:page_id>/packages/<int:package>/", play, name="lesson_package"),
        path("courses/find/<uuid:key>/", FindCourseView.as_view(), name="course_editor"),
        path("courses/new/", NewCourseView.as_view(), name="course_new"),
        path("question-banks/<int:page_id>/quick/", quick, name="bank_quick"),
    ]
