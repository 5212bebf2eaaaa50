"""Shows what one record of another system proves, and withdraws it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.log_actions import log

from certification.evidence.external import withdraw_record
from certification.models import Record
from cms.access.row_policy import current_person
from cms.office.base.views import ScopedPageMixin

RECORD_LIST = ("records:index", gettext_lazy("Records of other systems"))


class _RecordPageMixin(ScopedPageMixin):
    """A page about one record within the registrar's scope."""

    model = Record
    index = RECORD_LIST
    related = ("person", "agency", "recorded_by")
    header_icon = "doc-full-inverse"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proofs = self.object.evidence.select_related("skill")
        return super().get_context_data(record=self.object, proofs=proofs, **kwargs)


class RecordDetailView(_RecordPageMixin, TemplateView):
    page_title = gettext_lazy("Record of another system")
    template_name = "cms/office/record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = Record.objects.managed_by(current_person(self.request)).filter(pk=self.object.pk)
        return super().get_context_data(may_act=kept.exists(), **kwargs)


class WithdrawRecordView(_RecordPageMixin, FormView):
    permission_required = "change"
    page_title = gettext_lazy("Withdraw the record")
    # Nothing is asked but the confirmation; the form is there for its POST.
    form_class = forms.Form
    template_name = "cms/office/record_withdraw.html"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        withdraw_record(self.object)
        log(self.object, "record.withdraw", user=self.request.user)
        messages.success(self.request, _("The record is withdrawn."))
        return redirect("records:detail", self.object.pk)
