"""Routes the screens on a course as a whole."""

from __future__ import annotations

from django.urls import URLPattern, path

from cms.office.courses.copying import CopyCourseView, CopyProgressView
from cms.office.courses.new_course import NewCourseView
from cms.office.courses.question_rows import QuickQuestionsView
from cms.office.courses.trial import TrialPartView, TrialView


def course_url_patterns() -> list[URLPattern]:
    quick, part = QuickQuestionsView.as_view(), TrialPartView.as_view()
    return [
        path("courses/<int:page_id>/copy/", CopyCourseView.as_view(), name="course_copy"),
        path("courses/copies/<uuid:key>/", CopyProgressView.as_view(), name="course_copying"),
        path("courses/<int:page_id>/trial/", TrialView.as_view(), name="course_trial"),
        path("courses/<int:page_id>/trial/<int:part_id>/", part, name="course_trial_part"),
        path("courses/new/", NewCourseView.as_view(), name="course_new"),
        path("question-banks/<int:page_id>/quick/", quick, name="bank_quick"),
    ]
