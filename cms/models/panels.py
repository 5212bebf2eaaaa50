"""Draws panels of our own among the fields of the page editor."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from cms.gate import Obstacle


class ReadinessPanel(Panel):
    """Tells what keeps the saved page from being published, and what is weak in it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/readiness.html"

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self._problems or self._advice)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            told = {"problems": self._problems, "advice": self._advice}
            return super().get_context_data(parent_context) | told

        @cached_property
        def _problems(self) -> list[Obstacle]:
            # A page that is being created has no place in the tree and nothing in it yet.
            return self.instance.list_problems() if self.instance.pk else []

        @cached_property
        def _advice(self) -> list[str]:
            list_weaknesses = getattr(self.instance, "list_weaknesses", None)
            return list_weaknesses() if list_weaknesses and self.instance.pk else []
