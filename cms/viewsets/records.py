"""Screens of records of other systems for registrars: list, import after a look, withdraw."""

import hashlib
import io
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from certification.models import Record
from certification.record_lines import COLUMNS, NEEDED, Reading, read_records
from certification.recording import preview, record_all, withdraw_record
from cms.policies import Scope, at_work
from cms.viewsets.columns import DayColumn
from cms.viewsets.guarded import GuardedViewSet, ScopedIndex, nothing
from people.models import Person, Role
from people.names import fold
from plan.importing.tables import UnreadableFile

LARGEST_LIST = 1_000_000
LARGEST_PDF = 5_000_000
SHOWN = 50


def not_larger_than(most: int) -> Any:
    def check(file: Any) -> None:
        if file.size > most:
            text = _("The file is larger than %(most)s MB.") % {"most": most // 1_000_000}
            raise forms.ValidationError(text)

    return check


class ListForm(forms.Form):
    """A list to look at first; with a list of one line, the certificate itself."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        validators=[FileExtensionValidator(["csv"]), not_larger_than(LARGEST_LIST)],
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    certificate = forms.FileField(
        label=gettext_lazy("The certificate as a PDF"),
        help_text=gettext_lazy(
            "Only with a list of one line. The file is not kept: only its SHA-256 is."
        ),
        required=False,
        validators=[FileExtensionValidator(["pdf"]), not_larger_than(LARGEST_PDF)],
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def digest(self) -> str:
        file = self.cleaned_data["certificate"]
        return hashlib.sha256(file.read()).hexdigest() if file else ""


class SeenForm(forms.Form):
    """The list again, after it was looked at: read anew, so what it carries is not trusted."""

    text = forms.CharField(max_length=LARGEST_LIST, strip=False, widget=forms.HiddenInput)
    digest = forms.RegexField(r"\A[0-9a-f]{64}\Z", required=False, widget=forms.HiddenInput)


class RecordImport(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """First what the list says, then, when the registrar has seen it, the record."""

    model = Record  # without it Wagtail asks no policy and lets everybody in
    permission_required = "add"
    page_title = gettext_lazy("Record certificates of other systems")
    header_icon = "upload"
    form_class = ListForm
    template_name = "cms/office/record_import.html"
    needed, columns = NEEDED, COLUMNS

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("records:index"), "label": _("Records of other systems")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "text" in request.POST:
            seen = SeenForm(request.POST)
            return self.keep(seen) if seen.is_valid() else redirect("records:import")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ListForm) -> HttpResponse:
        content, digest = form.cleaned_data["file"].read(), form.digest()
        try:
            reading = self.read(content, digest)
        except UnreadableFile as error:
            form.add_error("file", [str(problem.message) for problem in error.problems])
            return self.form_invalid(form)
        seen = SeenForm(initial={"text": content.decode("utf-8-sig"), "digest": digest})
        return self.show(reading, preview(reading), seen=seen)

    def keep(self, seen: SeenForm) -> HttpResponse:
        content, digest = seen.cleaned_data["text"].encode(), seen.cleaned_data["digest"]
        try:
            reading = self.read(content, digest)
        except UnreadableFile:
            return redirect("records:import")
        report = record_all(reading, by=at_work(self.request))
        if report.problems:
            return self.show(reading, report)
        log(self.request.user, "office.import", user=self.request.user, data={"file": "records"})
        text = _("%(new)d records are new, %(kept)d had been kept already.")
        messages.success(self.request, text % {"new": report.created, "kept": report.unchanged})
        return redirect("records:index")

    def read(self, content: bytes, digest: str) -> Reading:
        return read_records(io.BytesIO(content), by=at_work(self.request), file_digest=digest)

    def show(self, reading: Reading, report: Any, **more: Any) -> HttpResponse:
        rows = reading.rows[:SHOWN]
        context = {"form": ListForm(), "report": report, "rows": rows, **more}
        return self.render_to_response(self.get_context_data(**context))


class RecordMixin(PermissionCheckedMixin, BaseObjectMixin, WagtailAdminTemplateMixin):
    """A page about one record within the registrar's scope."""

    model = Record
    permission_required = "view"
    scope: Scope = staticmethod(nothing)
    header_icon = "doc-full-inverse"

    def get_base_object_queryset(self) -> QuerySet[Record]:
        return self.scope(at_work(self.request)).select_related("person", "agency", "recorded_by")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("records:index"), "label": _("Records of other systems")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proofs = self.object.evidence.select_related("skill")
        return super().get_context_data(record=self.object, proofs=proofs, **kwargs)


class RecordDetail(RecordMixin, TemplateView):
    page_title = gettext_lazy("Record of another system")
    template_name = "cms/office/record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = Record.objects.kept_by(at_work(self.request)).filter(pk=self.object.pk)
        return super().get_context_data(may_act=kept.exists(), **kwargs)


class RecordWithdraw(RecordMixin, FormView):
    permission_required = "change"
    page_title = gettext_lazy("Withdraw the record")
    form_class = forms.Form
    template_name = "cms/office/record_withdraw.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        withdraw_record(self.object)
        log(self.object, "record.withdraw", user=self.request.user)
        messages.success(self.request, _("The record is withdrawn."))
        return redirect("records:detail", self.object.pk)


class RecordIndex(ScopedIndex):
    page_title = gettext_lazy("Records of other systems")
    add_item_label = gettext_lazy("Import a list")

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related("person", "agency")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        words = self.search_query.strip()
        named = Q(person__name_key__contains=fold(words)) | Q(person__staff_number=words.upper())
        return queryset.filter(named | Q(number=words) | Q(file_digest=words.lower()))


def state_of(record: Record) -> Any:
    if record.withdrawn_at:
        return _("Withdrawn")
    is_over = record.expires_on and record.expires_on <= timezone.localdate()
    return _("Expired") if is_over else _("Recorded")


class RecordViewSet(GuardedViewSet):
    model = Record
    name = "records"
    icon = "doc-full-inverse"
    menu_label = gettext_lazy("Records of other systems")
    menu_order = 480
    rights = {
        "view": [Role.Kind.REGISTRAR, Role.Kind.AUDITOR],
        "add": [Role.Kind.REGISTRAR],
        "change": [Role.Kind.REGISTRAR],
    }
    reading = ("detail",)
    views = ("index", "index_results")
    index_view_class = RecordIndex
    default_ordering = "-recorded_at"
    search_fields = ["title"]
    list_display = [
        "title",
        Column("issuer", label=gettext_lazy("Issuer")),
        Column("person", label=gettext_lazy("Person")),
        Column("agency", label=gettext_lazy("Agency")),
        Column("state", label=gettext_lazy("State"), accessor=state_of),
        DayColumn("issued_on", label=gettext_lazy("Issued")),
    ]
    form_fields: list[str] = []

    def scope(self, person: Person) -> QuerySet[Record]:
        return Record.objects.kept_by(person)

    def sight(self, person: Person) -> QuerySet[Record]:
        return Record.objects.visible_to(person)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {"add_url_name": self.get_url_name("import"), "edit_url_name": None}
        names |= {"delete_url_name": None, "inspect_url_name": self.get_url_name("detail")}
        return {**super().get_common_view_kwargs(**kwargs), **names}

    def get_urlpatterns(self) -> list[URLPattern]:
        importing = self.construct_view(RecordImport)
        screens = [("", "detail", RecordDetail), ("withdraw/", "withdraw", RecordWithdraw)]
        return [
            path("import/", importing, name="import"),
            *super().get_urlpatterns(),
            *(
                path(f"<int:pk>/{tail}", self.construct(name, view), name=name)
                for tail, name, view in screens
            ),
        ]
