"""Writes attempts at quizzes and shows their questions; answer keys stay on this side."""

from courses.quizzes import answers, marking, presentation
from courses.quizzes.accommodations import AccommodationWish, give_accommodation
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.opening import find_first_test
from courses.quizzes.support import grant_attempt, request_attempt

__all__ = [
    "AccommodationWish",
    "answers",
    "find_first_test",
    "give_accommodation",
    "grant_attempt",
    "marking",
    "presentation",
    "request_attempt",
    "start_attempt",
    "submit_attempt",
]
