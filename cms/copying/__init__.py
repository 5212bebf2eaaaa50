"""Copies courses: all drafts, with banks and translations as its author chose.

What is copied has ids of its own, and its links lead to the copy. The work is cut into steps, each
a transaction, so that a worker that is lost is followed by another one at the same place.
"""

from cms.copying.asking import CopyChoices, ask_for_copy
from cms.copying.work import resume_copies, work_on_copy

__all__ = [
    "CopyChoices",
    "ask_for_copy",
    "resume_copies",
    "work_on_copy",
]
