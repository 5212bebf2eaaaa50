"""Addresses of the catalogue, lessons, quizzes and my learning, under a language prefix."""

from django.urls import path

from courses.web import attempts, catalogue, lessons, my_learning, quizzes

app_name = "courses"
urlpatterns = [
    path("courses/", catalogue.show_catalogue, name="catalogue"),
    path("courses/<str:slug>/", catalogue.show_course, name="course"),
    path("courses/<str:slug>/enrol/", catalogue.enrol_in_course, name="enrol"),
    path("courses/<str:course>/<str:module>/<str:lesson>/", lessons.show_lesson, name="lesson"),
    path("quizzes/<uuid:key>/", quizzes.show_quiz, name="quiz"),
    path("quizzes/<uuid:key>/attempts/<int:number>/", attempts.show_attempt, name="attempt"),
    path("learn/", my_learning.show_my_learning, name="my_learning"),
]
