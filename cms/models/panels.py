"""Draws panels of our own among the fields of the page editor."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel


class QuizAdvicePanel(Panel):
    """Tells the author how a saved test could be learnt by heart; hides when there is nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/quiz_advice.html"

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self._advice())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"advice": self._advice()}

        def _advice(self) -> list[str]:
            # A page that is being created has no place in the tree and no banks yet.
            return self.instance.list_weaknesses() if self.instance.pk else []
