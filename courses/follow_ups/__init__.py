"""Asks, months after a course, whether it is used at work, and keeps what people answer."""

from courses.follow_ups.answering import FollowUpClosed, answer_follow_up
from courses.follow_ups.asking import ask_about_use, remind_of_use

__all__ = ["FollowUpClosed", "answer_follow_up", "ask_about_use", "remind_of_use"]
