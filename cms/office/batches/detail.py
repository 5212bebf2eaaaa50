"""Shows one batch: what is certified, how far it is, and its people."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from certification.batches import lifecycle
from certification.models import Batch, BatchLineState, BatchStage
from cms.access.row_policy import current_person
from cms.office.base.views import ScopedPageMixin
from cms.office.batches.lines import LINES_PER_PAGE, display_line, find_batch_lines


class BatchPageMixin(ScopedPageMixin):
    """A page about one batch within the registrar's scope."""

    model = Batch
    index = ("batches:index", gettext_lazy("Batches of certificates"))
    related = ("agency", "course", "design", "created_by")
    header_icon = "group"
    page_title = gettext_lazy("Batch of certificates")

    def back(self) -> HttpResponse:
        return redirect("batches:detail", self.object.pk)


class BatchDetailView(BatchPageMixin, TemplateView):
    template_name = "cms/office/batch.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, state = (self.request.GET.get(name, "") for name in ("q", "state"))
        lines = find_batch_lines(self.object, asked=asked, state=state)
        page = Paginator(lines, LINES_PER_PAGE).get_page(self.request.GET.get("page"))
        context = {
            **_progress_context(self.object),
            "may_act": Batch.objects.managed_by(current_person(self.request))
            .filter(pk=self.object.pk)
            .exists(),
            "skills": self.object.batch_skills.select_related("skill"),
            "page": page,
            "lines": [display_line(line) for line in page],
            "asked": asked,
            "state": state,
            "states": BatchLineState.choices,
        }
        return super().get_context_data(**context, **kwargs)


class BatchProgressView(BatchPageMixin, View):
    """Answers with the part of the page that changes while the worker is at work."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = render(request, "cms/office/batch_progress.html", _progress_context(self.object))
        answer["Cache-Control"] = "no-store"
        # The script of the page stops asking, and loads the page again, when files are ready.
        answer["X-Files"] = "ready" if self.object.files_at else "none"
        return answer


def _progress_context(batch: Batch) -> dict[str, Any]:
    size = _archive_size(batch)
    return {
        "batch": batch,
        "stage": batch.stage,
        "progress": lifecycle.count_batch_lines(batch),
        "is_live": batch.stage == BatchStage.RUNNING or (batch.finished_at and not batch.files_at),
        "has_files": size is not None,
        "size": size,
        "kept_days": settings.RETENTION_DAYS["batch-files"],
    }


def _archive_size(batch: Batch) -> int | None:
    """Return the size of the zip in bytes; None where it does not exist in the storage."""
    if not (batch.files_at and batch.files and batch.register):
        return None
    try:
        return batch.files.size
    except OSError:
        return None
