"""Offers courses as templates to the trainers of their agency and of those below it.

Whoever writes a course, or finds it offered, may use it again: copy it, or follow a lesson of it.
"""

from cms.offering.reach import find_templates, is_offered, may_copy
from cms.offering.templates import offer_template, withdraw_template

__all__ = ["find_templates", "is_offered", "may_copy", "offer_template", "withdraw_template"]
