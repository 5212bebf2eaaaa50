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

__all__ = [
    "AnswerNotInAttempt",
    "AttemptClosed",
    "AttemptLimitReached",
    "EmptyQuiz",
    "close_overdue_attempts",
    "save_answers",
    "start_attempt",
    "submit_attempt",
]
