"""Starts, stops, retries and discards batches, and hands out their files."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.log_actions import log

from certification.batches import lifecycle
from certification.models import Batch
from cms.office.batches.detail import BatchPageMixin


# Drops the number of lines, because the other actions return nothing.
def _retry_batch_lines(batch: Batch) -> None:
    lifecycle.retry_failed_lines(batch)


_BATCH_ACTIONS = {
    "start": lifecycle.start_batch,
    "stop": lifecycle.stop_batch,
    "resume": lifecycle.resume_batch,
    "retry": _retry_batch_lines,
    "files": lifecycle.regenerate_files,
    "discard": lifecycle.discard_batch,
}


class BatchActionView(BatchPageMixin, View):
    """Runs the action of the clicked button on the batch's page."""

    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = request.POST.get("act", "")
        if name not in _BATCH_ACTIONS:
            raise Http404
        # A start cannot be undone, so the page asks for a tick; this holds without its script.
        if name == "start" and not request.POST.get("confirmed"):
            messages.error(request, _("Confirm that you have compared the people of the list."))
            return self.back()
        return self.do(name)

    def do(self, name: str) -> HttpResponse:
        try:
            _BATCH_ACTIONS[name](self.object)
        except lifecycle.WrongStage:
            messages.error(self.request, _("The batch is at another stage by now."))
            return self.back()
        log(self.object, f"batch.{name}", user=self.request.user)
        if name == "discard":
            messages.success(self.request, _("The batch is thrown away; nothing was issued."))
            return redirect("batches:index")
        return self.back()


class BatchFileView(BatchPageMixin, View):
    """Hands out the zip or the register to those who manage the batch."""

    field = "files"
    name = "certificates"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        file = getattr(self.object, self.field)
        try:
            content = file.open() if file and self.object.files_at else None
        except OSError:
            content = None  # missing in the storage; the page says so and offers to write it again
        if content is None:
            raise Http404
        log(self.object, "batch.download", user=request.user, data={"file": self.name})
        kind = str(file).rpartition(".")[2]
        name = f"{self.name}-{self.object.pk}-{self.object.completed_on}.{kind}"
        answer = FileResponse(content, as_attachment=True, filename=name)
        # Names and scores of hundreds of people: no proxy and no shared computer may keep them.
        answer["Cache-Control"] = "private, no-store"
        return answer


class BatchRegisterView(BatchFileView):
    field = "register"
    name = "register"
