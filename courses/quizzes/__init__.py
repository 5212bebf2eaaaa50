"""Writes attempts at quizzes and shows their questions; answer keys stay on this side."""

from courses.quizzes.accommodations import AccommodationWish, give_accommodation
from courses.quizzes.answers import build_asked
from courses.quizzes.attempts import save_answers, start_attempt, submit_attempt
from courses.quizzes.opening import find_first_test
from courses.quizzes.presentation import PresentedQuestion
from courses.quizzes.support import grant_attempt, request_attempt

__all__ = [
    "AccommodationWish",
    "PresentedQuestion",
    "build_asked",
    "find_first_test",
    "give_accommodation",
    "grant_attempt",
    "request_attempt",
    "save_answers",
    "start_attempt",
    "submit_attempt",
]
