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
    FinalTestLocked,
)
from courses.quizzes.support import grant_attempt, request_attempt

__all__ = [
    "AccommodationWish",
    "AttemptClosed",
    "AttemptLimitReached",
    "FinalTestLocked",
    "give_accommodation",
    "grant_attempt",
    "request_attempt",
    "save_answers",
    "start_attempt",
    "submit_attempt",
]
