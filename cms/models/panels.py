"""Draws panels of our own among the fields of the page editor."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import InlinePanel, Panel

from cms.gate import Obstacle
from cms.questions.facts import KnownItem


class QuestionsPanel(InlinePanel):
    """Edits the questions of a bank one below the other; of a large bank it leads to their list.

    A form of hundreds of questions takes minutes to open, and a phone none at all.
    """

    @cached_property
    def panel_definitions(self) -> list[Panel]:
        short = {KnownItem.known_panel: KnownItem.short_panel}
        return [short.get(panel, panel) for panel in super().panel_definitions]

    def get_bound_panel(self, **kwargs: Any) -> Panel.BoundPanel:
        form = kwargs.get("form")
        if form is None or self.relation_name in form.formsets:
            return super().get_bound_panel(**kwargs)
        return _ListedQuestions(panel=self, **kwargs)


class _ListedQuestions(Panel.BoundPanel):
    template_name = "cms/questions_panel.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        told = {"bank": self.instance, "count": len(self.instance.items.all())}
        return super().get_context_data(parent_context) | told


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
            return self.instance.list_weaknesses() if self.instance.pk else []


class FollowingPanel(Panel):
    """Tells which lesson the saved one follows, and leads to what has changed in it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/following_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self._link)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"link": self._link}

        @cached_property
        def _link(self) -> Any:
            """Return the row, which stands in a module that reads this one; an ended one too."""
            return getattr(self.instance, "link", None) if self.instance.pk else None


class ReadingPanel(Panel):
    """Tells beside the duration how long the lessons of the saved course are read."""

    class BoundPanel(Panel.BoundPanel):
        # Its tag reads the drafts: they are of an app's layer above the models.
        template_name = "cms/reading_time.html"

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.instance.pk)
