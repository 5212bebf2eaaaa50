"""Publishes, discards, retires and restores designs, each after a page that asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.log_actions import log

from certification.designs import InvalidDesign
from certification.designs.drafts import (
    NothingToPublish,
    discard_draft,
    publish_draft,
    restore_design,
    retire_design,
)
from cms.office.designs.detail import DesignPageMixin


class _DesignActionView(DesignPageMixin, TemplateView):
    """Asks for confirmation, and runs the action on POST."""

    template_name = "cms/office/design_confirm.html"
    explanation: Any = ""
    button: Any = ""
    action = ""
    is_final = False
    told: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"explanation": self.explanation, "button": self.button}
        return super().get_context_data(**words, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.act()
        # The draft may have been published or deleted since the page asked.
        except NothingToPublish:
            messages.error(request, _("There is no draft, or somebody has just changed it."))
        except InvalidDesign as refusal:
            for problem in refusal.problems:
                messages.error(request, problem.message)
        else:
            log(self.object, self.action, user=request.user)
            messages.success(request, self.told)
        return self.back()

    def act(self) -> None:
        raise NotImplementedError


class PublishDesignView(_DesignActionView):
    page_title = gettext_lazy("Publish the draft")
    explanation = gettext_lazy(
        "Certificates issued from now on will look like the draft. A published version is kept"
        " for good; an edit begins the next one."
    )
    button = page_title
    action = "design.publish"
    told = gettext_lazy("The design is published. New certificates will use it.")

    def act(self) -> None:
        publish_draft(self.object)


class DiscardDraftView(_DesignActionView):
    page_title = gettext_lazy("Discard the draft")
    explanation = gettext_lazy(
        "The draft is forgotten. Published versions and issued certificates stay as they are."
    )
    button = gettext_lazy("Discard the draft")
    action = "design.discard"
    is_final = True
    told = gettext_lazy("The draft is discarded.")

    def act(self) -> None:
        discard_draft(self.object)


class RetireDesignView(_DesignActionView):
    page_title = gettext_lazy("Retire the design")
    explanation = gettext_lazy(
        "No new certificate will use this design. Issued certificates stay as they are. You can"
        " bring it back."
    )
    button = gettext_lazy("Retire the design")
    action = "design.retire"
    told = gettext_lazy("The design is retired.")

    def act(self) -> None:
        retire_design(self.object)


class RestoreDesignView(_DesignActionView):
    page_title = gettext_lazy("Bring the design back")
    explanation = gettext_lazy("New certificates will use this design again.")
    button = gettext_lazy("Bring the design back")
    action = "design.bring_back"
    told = gettext_lazy("The design is in use again.")

    def act(self) -> None:
        restore_design(self.object)
