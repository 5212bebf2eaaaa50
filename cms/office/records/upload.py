"""Imports records of other systems in two steps: a preview of the list, then the recording."""

import hashlib
import io
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from certification.evidence.external import (
    RECORD_COLUMNS,
    REQUIRED_COLUMNS,
    RecordLine,
    import_records,
    parse_records,
    preview_record_import,
)
from certification.models import Record
from cms.access.row_policy import current_person
from cms.office.base.imports import limit_upload_size
from cms.office.base.views import list_breadcrumb
from cms.office.records.detail import RECORD_LIST
from people.imports import ImportReport, UnreadableFile
from people.imports.decoding import decode_utf8
from people.imports.tables import ParsedTable

# The list travels through the browser in a hidden field; of the PDF only its digest is kept.
_MAX_LIST_BYTES = 1_000_000
_MAX_PDF_BYTES = 5_000_000
_ROWS_SHOWN = 50


class RecordListForm(forms.Form):
    """Takes a list and, with a list of one line, the certificate itself."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        validators=[FileExtensionValidator(["csv"]), limit_upload_size(_MAX_LIST_BYTES)],
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    certificate = forms.FileField(
        label=gettext_lazy("The certificate as a PDF"),
        help_text=gettext_lazy(
            "Only with a list of one line. The file is not kept: only its SHA-256 is."
        ),
        required=False,
        validators=[FileExtensionValidator(["pdf"]), limit_upload_size(_MAX_PDF_BYTES)],
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def digest(self) -> str:
        file = self.cleaned_data["certificate"]
        return hashlib.sha256(file.read()).hexdigest() if file else ""


class ConfirmRecordsForm(forms.Form):
    """Carries the previewed list back. The text is parsed again: a browser can change it."""

    text = forms.CharField(max_length=_MAX_LIST_BYTES, strip=False, widget=forms.HiddenInput)
    digest = forms.RegexField(r"\A[0-9a-f]{64}\Z", required=False, widget=forms.HiddenInput)


class RecordImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Shows what the list says and, when the registrar confirms it, records it."""

    model = Record  # without it Wagtail asks no policy and lets everybody in
    permission_required = "add"
    page_title = gettext_lazy("Record certificates of other systems")
    header_icon = "upload"
    form_class = RecordListForm
    template_name = "cms/office/record_import.html"
    needed, columns = REQUIRED_COLUMNS, RECORD_COLUMNS

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            list_breadcrumb(*RECORD_LIST),
            {"url": "", "label": self.page_title},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "text" in request.POST:
            confirmed = ConfirmRecordsForm(request.POST)
            return self.record(confirmed) if confirmed.is_valid() else redirect("records:import")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: RecordListForm) -> HttpResponse:
        digest = form.digest()
        try:
            text = decode_utf8(form.cleaned_data["file"].read())
            table = self.parse(text, digest)
        except UnreadableFile as error:
            form.add_error("file", [str(problem.message) for problem in error.problems])
            return self.form_invalid(form)
        confirm = ConfirmRecordsForm(initial={"text": text, "digest": digest})
        return self.show(table, preview_record_import(table), confirm=confirm)

    def record(self, confirmed: ConfirmRecordsForm) -> HttpResponse:
        text, digest = confirmed.cleaned_data["text"], confirmed.cleaned_data["digest"]
        try:
            table = self.parse(text, digest)
        except UnreadableFile:
            return redirect("records:import")
        report = import_records(table, by=current_person(self.request))
        if report.problems:
            return self.show(table, report)
        log(self.request.user, "office.import", user=self.request.user, data={"file": "records"})
        told = _("%(new)d records are new, %(kept)d had been kept already.")
        messages.success(self.request, told % {"new": report.created, "kept": report.unchanged})
        return redirect("records:index")

    def parse(self, text: str, digest: str) -> ParsedTable[RecordLine]:
        person = current_person(self.request)
        return parse_records(io.StringIO(text, newline=""), by=person, file_digest=digest)

    def show(
        self, table: ParsedTable[RecordLine], report: ImportReport, **more: Any
    ) -> HttpResponse:
        rows = table.rows[:_ROWS_SHOWN]
        context = {"form": RecordListForm(), "report": report, "rows": rows, **more}
        return self.render_to_response(self.get_context_data(**context))
