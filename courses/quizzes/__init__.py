"""Writes attempts at quizzes and shows their questions; answer keys stay on this side."""

from courses.quizzes.accommodations import AccommodationWish, give_accommodation
from courses.quizzes.attempts import (
    AttemptClosed,
    save_answers,
    start_attempt,
    submit_attempt,
)
from courses.quizzes.opening import (
    AttemptLimitReached,
    find_first_test,
)
from courses.quizzes.support import grant_attempt, request_attempt

__all__ = [
    "AccommodationWish",
    "AttemptClosed",
    "AttemptLimitReached",
    "find_first_test",
    "give_accommodation",
    "grant_attempt",
    "request_attempt",
    "save_answers",
    "start_attempt",
    "submit_attempt",
]
