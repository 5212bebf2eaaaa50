"""Says what all pages share: one slug over all languages, and addresses in `courses`."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from cms.access.page_permissions import TreePermissionTester
from cms.gate import Problem, list_text_problems
from cms.models.forms import PageCopyForm
from people.models import Person


def same_in_all_languages(name: str) -> SynchronizedField:
    """Return the rule that translators do not change the field: the record keeps one value."""
    return SynchronizedField(name, overridable=False)


class SitePage(Page):
    """A page of the tree; its slug is the same in every language."""

    # Rows in `courses` have one slug for all languages.
    override_translatable_fields = [same_in_all_languages("slug")]
    copy_form_class = PageCopyForm

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Person) -> TreePermissionTester:
        return TreePermissionTester(user, self)

    @property
    def language(self) -> str:
        return self.locale.language_code


class PublishedPage(SitePage):
    """A page whose readers are served by `courses`: it has an address there, or none at all.

    A preview draws the page's own template; a visit to its place in the tree is sent on.
    """

    # `courses` reads the address only: not the words for search engines, nor a place in menus.
    promote_panels: ClassVar[list[Panel]] = [FieldPanel("slug")]

    class Meta:
        abstract = True

    def list_problems(self) -> list[Problem]:
        """Return what keeps the page, as it is written now, from being published."""
        return list(list_text_problems(self))

    def public_path(self) -> str | None:
        """Return the address in `courses` in the active language; None: nobody visits the page."""
        return None

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[Any, Any, Any] | None:
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        with translation.override(self.language):
            path = self.public_path()
        return None if path is None else (parts[0], parts[1], path)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.get_url(request) or "/")

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        with translation.override(self.language):
            context = self.get_context(request) | {"is_preview": True}
            return TemplateResponse(request, self.get_template(request), context).render()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # A preview may draw a page that was never saved.
        children = Page.objects.child_of(self) if self.pk else Page.objects.none()
        return super().get_context(request, *args, **kwargs) | {"children": children}

    def slugs(self, count: int) -> list[str]:
        """Return the last slugs of the page's path, its own at the end."""
        return self.url_path.rstrip("/").split("/")[-count:]
