"""Shows one certificate design with its versions, and edits its draft."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.log_actions import log

from certification.designs import DesignDraft, InvalidDesign
from certification.designs.drafts import (
    EditConflict,
    build_default_draft,
    load_draft,
    save_draft,
    stamp_of,
)
from certification.models import Design, DesignVersion
from cms.access.row_policy import current_person
from cms.office.base.views import ScopedPageMixin
from cms.office.designs.forms import CHANGED_MESSAGE, DraftForm

DESIGN_LIST = ("designs:index", gettext_lazy("Certificate designs"))


class DesignPageMixin(ScopedPageMixin):
    """A page about one design within the registrar's scope."""

    model = Design
    permission_required = "change"
    index, related = DESIGN_LIST, ("agency",)
    header_icon = "doc-empty"

    @cached_property
    def versions(self) -> list[DesignVersion]:
        """Return the versions, the newest first."""
        # Few versions, and every page about a design needs the newest: one query for all.
        rows = self.object.versions.select_related("made_by").prefetch_related("signatories")
        return list(rows)

    @property
    def newest(self) -> DesignVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def draft(self) -> DesignVersion | None:
        return self.newest if self.newest and not self.newest.published_at else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"design": self.object, "versions": self.versions, "draft": self.draft}
        return super().get_context_data(**context, newest=self.newest, **kwargs)

    def back(self) -> HttpResponse:
        return redirect("designs:detail", self.object.pk)


class DesignDetailView(DesignPageMixin, TemplateView):
    page_title = gettext_lazy("Certificate design")
    permission_required = "view"
    template_name = "cms/office/design.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = Design.objects.managed_by(current_person(self.request)).filter(pk=self.object.pk)
        return super().get_context_data(may_act=kept.exists(), **kwargs)


class DesignEditView(DesignPageMixin, FormView):
    """Writes the draft; of a published design, the draft of its next version."""

    page_title = gettext_lazy("Edit the design")
    template_name = "cms/office/design_form.html"
    form_class = DraftForm

    @cached_property
    def before(self) -> DesignDraft:
        if self.newest:
            return load_draft(self.newest)
        return build_default_draft(self.object.kind, settings.SIGNATORIES)

    def get_form_kwargs(self) -> dict[str, Any]:
        # The stamp tells whether somebody else has saved since this form was opened.
        read = {"before": self.before, "stamp": stamp_of(self.newest)}
        return {**super().get_form_kwargs(), **read}

    def form_valid(self, form: DraftForm) -> HttpResponse:
        try:
            by, stamp = current_person(self.request), form.cleaned_data["stamp"]
            version = save_draft(self.object, form.draft(), by=by, stamp=stamp)
        except InvalidDesign as refusal:
            form.add_problems(refusal.problems)
            return self.form_invalid(form)
        # The form has compared the stamps; somebody saved while this draft was validated.
        except EditConflict:
            form.add_error(None, CHANGED_MESSAGE)
            return self.form_invalid(form)
        log(self.object, "design.write", user=self.request.user, data={"version": str(version)})
        messages.success(self.request, _("The draft is saved. Nothing changes until you publish."))
        return self.back()
