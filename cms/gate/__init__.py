"""Checks what is written before it is published: files, links, weight, letters.

It knows no page model: each page says in ``list_problems`` what else keeps it back.
"""

from cms.gate.accessibility import list_access_advice
from cms.gate.lesson_body import list_body_problems, list_weight_problems
from cms.gate.obstacle import Obstacle, edit_url
from cms.gate.texts import extract_texts, list_text_problems

__all__ = [
    "Obstacle",
    "edit_url",
    "extract_texts",
    "list_access_advice",
    "list_body_problems",
    "list_text_problems",
    "list_weight_problems",
]
