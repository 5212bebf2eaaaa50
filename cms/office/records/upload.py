"""The import of records of other systems: first a look at the list, then the record."""

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

from certification.evidence.external.lines import ParsedRecords
from certification.evidence.external.parsing import RECORD_COLUMNS, REQUIRED_COLUMNS, parse_records
from certification.evidence.external.records import import_records, preview_record_import
from certification.models import Record
from cms.access.row_policy import current_person
from cms.office.base.views import list_breadcrumb
from cms.office.records.detail import RECORD_LIST
from plan.importing.tables import UnreadableFile

_MAX_LIST_BYTES = 1_000_000
_MAX_PDF_BYTES = 5_000_000
_ROWS_SHOWN = 50


def _limit_file_size(most: int) -> Any:
    def check(file: Any) -> None:
        if file.size > most:
            text = _("The file is larger than %(most)s MB.") % {"most": most // 1_000_000}
            raise forms.ValidationError(text)

    return check


class RecordListForm(forms.Form):
    """A list to look at first; with a list of one line, the certificate itself."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        validators=[FileExtensionValidator(["csv"]), _limit_file_size(_MAX_LIST_BYTES)],
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    certificate = forms.FileField(
        label=gettext_lazy("The certificate as a PDF"),
        help_text=gettext_lazy(
            "Only with a list of one line. The file is not kept: only its SHA-256 is."
        ),
        required=False,
        validators=[FileExtensionValidator(["pdf"]), _limit_file_size(_MAX_PDF_BYTES)],
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def digest(self) -> str:
        file = self.cleaned_data["certificate"]
        return hashlib.sha256(file.read()).hexdigest() if file else ""


class ConfirmRecordsForm(forms.Form):
    """The list again, after it was looked at: read anew, so what it carries is not trusted."""

    text = forms.CharField(max_length=_MAX_LIST_BYTES, strip=False, widget=forms.HiddenInput)
    digest = forms.RegexField(r"\A[0-9a-f]{64}\Z", required=False, widget=forms.HiddenInput)


class RecordImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """First what the list says, then, when the registrar has seen it, the record."""

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
            seen = ConfirmRecordsForm(request.POST)
            return self.keep(seen) if seen.is_valid() else redirect("records:import")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: RecordListForm) -> HttpResponse:
        content, digest = form.cleaned_data["file"].read(), form.digest()
        try:
            reading = self.read(content, digest)
        except UnreadableFile as error:
            form.add_error("file", [str(problem.message) for problem in error.problems])
            return self.form_invalid(form)
        seen = ConfirmRecordsForm(initial={"text": content.decode("utf-8-sig"), "digest": digest})
        return self.show(reading, preview_record_import(reading), seen=seen)

    def keep(self, seen: ConfirmRecordsForm) -> HttpResponse:
        content, digest = seen.cleaned_data["text"].encode(), seen.cleaned_data["digest"]
        try:
            reading = self.read(content, digest)
        except UnreadableFile:
            return redirect("records:import")
        report = import_records(reading, by=current_person(self.request))
        if report.problems:
            return self.show(reading, report)
        log(self.request.user, "office.import", user=self.request.user, data={"file": "records"})
        text = _("%(new)d records are new, %(kept)d had been kept already.")
        messages.success(self.request, text % {"new": report.created, "kept": report.unchanged})
        return redirect("records:index")

    def read(self, content: bytes, digest: str) -> ParsedRecords:
        return parse_records(
            io.BytesIO(content), by=current_person(self.request), file_digest=digest
        )

    def show(self, reading: ParsedRecords, report: Any, **more: Any) -> HttpResponse:
        rows = reading.rows[:_ROWS_SHOWN]
        context = {"form": RecordListForm(), "report": report, "rows": rows, **more}
        return self.render_to_response(self.get_context_data(**context))
