"""Lets a lesson follow one of another course: its words are taken over, and written there only.

A lesson that follows is a page of its own course like any other, and is published like any other.
What its source says is offered once it is published, and taken over as a draft when somebody asks.
"""

from cms.following.additions import remove_addition
from cms.following.finding import find_lessons
from cms.following.linking import add_lesson, end_link, resume_link
from cms.following.offers import read_links
from cms.following.taking import FollowRefused, list_languages, take_over, take_update_back

__all__ = [
    "FollowRefused",
    "add_lesson",
    "end_link",
    "find_lessons",
    "list_languages",
    "read_links",
    "remove_addition",
    "resume_link",
    "take_over",
    "take_update_back",
]
