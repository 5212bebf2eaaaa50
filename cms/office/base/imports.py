"""Takes a file, shows what importing it would do, and imports it when that is confirmed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.access.row_policy import current_person
from cms.office.base.exports import SafeExportMixin
from people.imports import UnreadableFile, runs
from people.models import ImportRun
from people.web.fields import TableFileField

MAX_TABLE_BYTES = 20 * 1024 * 1024  # about a hundred thousand lines of a roster
_RUNS_SHOWN = 10
_PROBLEMS_SHOWN = 500  # all of them are in the table that can be downloaded


class UploadForm(forms.Form):
    file = TableFileField(most_bytes=MAX_TABLE_BYTES)

    def options(self) -> dict[str, Any]:
        """Return what the importer is told beside the file."""
        return {}


class _ImportScreenMixin(PermissionCheckedMixin):
    """What the screens of one kind of import share; ``url_names`` are upload, run, problems."""

    # Wagtail hands a view only what its class has a default for.
    permission_required = "import"
    kind = ""
    importer: Any = None
    url_names: Sequence[str] = ()
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_importer(self) -> runs.Importer:
        return self.importer

    def own_runs(self) -> Any:
        return ImportRun.objects.visible_to(current_person(self.request)).filter(kind=self.kind)

    def find_run(self) -> ImportRun:
        return get_object_or_404(self.own_runs().defer("content"), pk=self.kwargs["pk"])

    def open_run(self, run: ImportRun) -> HttpResponse:
        return redirect(self.url_names[1], run.pk)


class ImportUploadView(_ImportScreenMixin, WagtailAdminTemplateMixin, FormView):
    """Takes the file and leads to its preview."""

    columns: Sequence[str] = ()
    more_columns: Sequence[str] = ()
    explanation: Any = ""
    form_class: type[UploadForm] = UploadForm
    template_name = "cms/office/import.html"

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            run = runs.preview_file(
                self.get_importer(),
                file.read(),
                kind=self.kind,
                file_name=file.name,
                by=current_person(self.request),
                options=form.options(),
            )
        except UnreadableFile as error:
            form.add_error("file", [str(problem.message) for problem in error.problems])
            return self.form_invalid(form)
        # A page of its own: going back, reloading or a second file does not touch this one.
        return self.open_run(run)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = self.own_runs().without_content()[:_RUNS_SHOWN]
        own = [run for run in shown if not runs.is_expired(run)]
        return super().get_context_data(runs=own, run_url_name=self.url_names[1], **kwargs)


class ImportRunView(_ImportScreenMixin, WagtailAdminTemplateMixin, TemplateView):
    """Shows what importing a file would do, or did, and imports it."""

    template_name = "cms/office/import_run.html"

    def get_page_subtitle(self) -> str:
        return self.run.file_name

    @cached_property
    def run(self) -> ImportRun:
        return self.find_run()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        problems = runs.read_problems(self.run)
        return super().get_context_data(
            run=self.run,
            is_expired=runs.is_expired(self.run),
            problems=problems[:_PROBLEMS_SHOWN],
            count=len(problems),
            upload_url_name=self.url_names[0],
            problems_url_name=self.url_names[2],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            run = runs.confirm_import(self.run, self.get_importer())
        except runs.FileExpired:
            messages.error(request, _("The file is not kept any more. Choose it again."))
            return redirect(self.url_names[0])
        except runs.OutcomeChanged as changed:
            told = _("Something else was recorded meanwhile. Look at what the file does now.")
            messages.warning(request, told)
            return self.open_run(changed.run)
        messages.success(request, _("The file “%(name)s” is imported.") % {"name": run.file_name})
        return self.open_run(run)


class ImportProblemsView(_ImportScreenMixin, SafeExportMixin, View):
    """Hands out the whole list of what is wrong with a file, as CSV or XLSX."""

    list_export = ("line", "field", "message", "what_to_do")
    export_headings = {
        "line": gettext_lazy("Line"),
        "field": gettext_lazy("Column"),
        "message": gettext_lazy("What is to be looked at"),
        "what_to_do": gettext_lazy("What to do"),
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        run = self.find_run()
        self.export_filename = f"problems-{run.kind}-{run.pk}"
        is_xlsx = request.GET.get("export") == self.FORMAT_XLSX
        wanted = self.FORMAT_XLSX if is_xlsx else self.FORMAT_CSV
        return self.as_spreadsheet(runs.read_problems(run), wanted)
