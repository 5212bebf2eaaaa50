"""Addresses of courses, programmes, quizzes, my learning and support, by language."""

from django.urls import path

from courses.web import (
    attempts,
    catalogue,
    enrolment,
    lessons,
    my_learning,
    quizzes,
    support,
)
from courses.web.programmes import pages, taking

app_name = "courses"
urlpatterns = [
    path("courses/", catalogue.show_catalogue, name="catalogue"),
    path("courses/<str:slug>/", catalogue.show_course, name="course"),
    path("courses/<str:slug>/enrol/", enrolment.enrol_in_course, name="enrol"),
    path("courses/<str:slug>/renew/", enrolment.renew_course, name="renew"),
    path("courses/<str:slug>/leave/", enrolment.leave, name="leave"),
    path("courses/<str:course>/<str:module>/<str:lesson>/", lessons.show_lesson, name="lesson"),
    path("programmes/<str:slug>/", pages.show_programme, name="programme"),
    path("programmes/<str:slug>/begin/", taking.begin_programme, name="begin_programme"),
    path("programmes/<str:slug>/renew/", taking.renew_programme, name="renew_programme"),
    path("programmes/<str:slug>/leave/", taking.leave_programme_page, name="leave_programme"),
    path("programmes/<str:slug>/follow/", taking.follow_programme, name="follow_programme"),
    path("quizzes/<uuid:key>/", quizzes.show_quiz, name="quiz"),
    path("quizzes/<uuid:key>/ask/", quizzes.ask_for_attempt, name="ask_for_attempt"),
    path("quizzes/<uuid:key>/attempts/<int:number>/", attempts.show_attempt, name="attempt"),
    path("learn/", my_learning.show_my_learning, name="my_learning"),
    path("support/", support.list_learners, name="support"),
    path("support/<int:enrolment>/", support.support_learner, name="support_learner"),
]
