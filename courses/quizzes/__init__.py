"""Writes attempts at quizzes and shows their questions; answer keys stay on this side."""

from courses.quizzes.attempts import (
    AnswerNotInAttempt,
    AttemptClosed,
    AttemptLimitReached,
    EmptyQuiz,
    close_overdue_attempts,
    save_answers,
    start_attempt,
    submit_attempt,
)
from courses.quizzes.opening import FinalTestLocked, RestNotOver

__all__ = [
    "AnswerNotInAttempt",
    "AttemptClosed",
    "AttemptLimitReached",
    "EmptyQuiz",
    "FinalTestLocked",
    "RestNotOver",
    "close_overdue_attempts",
    "save_answers",
    "start_attempt",
    "submit_attempt",
]
