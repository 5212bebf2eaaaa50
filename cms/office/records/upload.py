"""Imports records of other systems: a preview of the list, then the recording."""

import hashlib
from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy

from certification.evidence.external import (
    RECORD_COLUMNS,
    REQUIRED_COLUMNS,
    import_record_list,
)
from certification.models import Record
from cms.access.row_policy import current_person
from cms.office.base.imports import (
    ImportProblemsView,
    ImportRunView,
    ImportUploadView,
    UploadForm,
)
from cms.office.base.views import list_breadcrumb
from cms.office.records.detail import RECORD_LIST
from people.imports import runs
from people.web.fields import TableFileField, limit_upload_size

# Five thousand lines, which one import takes at most; of the PDF only its digest is kept.
_MAX_LIST_BYTES = 1_000_000
_MAX_PDF_BYTES = 5_000_000


class RecordListForm(UploadForm):
    """Takes a list and, with a list of one line, the certificate itself."""

    file = TableFileField(most_bytes=_MAX_LIST_BYTES)
    certificate = forms.FileField(
        label=gettext_lazy("The certificate as a PDF"),
        help_text=gettext_lazy(
            "Only with a list of one line. The file is not kept: only its SHA-256 is."
        ),
        required=False,
        validators=[FileExtensionValidator(["pdf"]), limit_upload_size(_MAX_PDF_BYTES)],
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def options(self) -> dict[str, Any]:
        file = self.cleaned_data["certificate"]
        return {"file_digest": hashlib.sha256(file.read()).hexdigest()} if file else {}


class _RecordImportMixin:
    """The list is read for the registrar at work: only people of their agencies are in it."""

    model = Record  # without it Wagtail asks no policy and lets everybody in
    permission_required = "add"
    page_title = gettext_lazy("Record certificates of other systems")
    kind = "records"
    url_names: Sequence[str] = (
        "records:import",
        "records:import_run",
        "records:import_problems",
    )

    def get_importer(self) -> runs.Importer:
        return partial(import_record_list, by=current_person(self.request))  # type: ignore[attr-defined]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumbs_items()  # type: ignore[misc]
        return [*above, list_breadcrumb(*RECORD_LIST), here]


class RecordImportView(_RecordImportMixin, ImportUploadView):
    form_class = RecordListForm
    template_name = "cms/office/record_import.html"
    needed, columns = REQUIRED_COLUMNS, RECORD_COLUMNS


class RecordImportRunView(_RecordImportMixin, ImportRunView):
    """Shows what recording a list would do, or did, and records it."""


class RecordImportProblemsView(_RecordImportMixin, ImportProblemsView):
    """Hands out what is wrong with a list of records."""
