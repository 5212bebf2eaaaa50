"""Renames packages, takes them off the shelf and back, and hands out their originals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page, ReferenceIndex

from cms.access.row_policy import current_person
from cms.office.packages.detail import PackagePageMixin
from courses.models import Package, PackageVersion
from courses.packages import is_offered, shelf
from people.files import respond_with_file
from people.models import Person
from people.text import clean
from people.text.formatting import join_words, lang_name
from people.web import parse_primary_key


class PackageTitlesForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Name on the shelf"),
        max_length=150,
        help_text=gettext_lazy("Trainers find it by this name."),
    )

    def __init__(self, *args: Any, package: Package, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["title"] = package.title
        for code in settings.CONTENT_LANGUAGES:
            label = _("Title for learners: %(language)s") % {"language": lang_name(code)}
            self.fields[f"title_{code}"] = forms.CharField(
                label=label, max_length=150, required=False
            )
            self.initial[f"title_{code}"] = package.titles.get(code, "")

    def read_titles(self) -> dict[str, str]:
        cleaned = self.cleaned_data
        return {code: clean(cleaned[f"title_{code}"]) for code in settings.CONTENT_LANGUAGES}


class PackageRenameView(PackagePageMixin, FormView):
    permission_required = "change"
    page_title = gettext_lazy("Rename the package")
    template_name = "cms/office/form.html"
    form_class = PackageTitlesForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "package": self.object}

    def form_valid(self, form: PackageTitlesForm) -> HttpResponse:
        package: Package = self.object
        before = {"title": package.title, **package.titles}
        title, titles = clean(form.cleaned_data["title"]), form.read_titles()
        try:
            shelf.rename_package(package, title, titles, by=current_person(self.request))
        except shelf.TitleTaken:
            form.add_error("title", _("Another package of the agency has this name."))
            return self.form_invalid(form)
        data = {"before": before, "after": {"title": title, **titles}}
        log(package, "package.rename", user=self.request.user, data=data)
        messages.success(self.request, _("The package is renamed; learners see it at once."))
        return redirect("packages:detail", package.pk)


class PackageActView(PackagePageMixin, View):
    """Takes the acts of a package's page, each of which another one undoes."""

    permission_required = "change"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_offered():
            raise Http404
        act = self._acts.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        act(current_person(request))
        return redirect("packages:detail", self.object.pk)

    @cached_property
    def _acts(self) -> dict[str, Callable[[Person], None]]:
        return {
            "remove": self._remove,
            "restore": self._restore,
            "set_aside": self._set_aside,
            "use_again": self._use_again,
        }

    def _remove(self, by: Person) -> None:
        pages = _list_draft_pages(self.object)
        if pages:
            told = _("These pages still have it in their text; take it out there first: %(pages)s")
            messages.error(self.request, told % {"pages": join_words(pages)})
            return
        try:
            shelf.remove_package(self.object, by=by)
        except shelf.PackageInUse:
            told = _("Published lessons show it. Take it out of them and publish them first.")
            messages.error(self.request, told)
            return
        self._record("package.remove")
        messages.success(self.request, _("The package is removed. You can bring it back here."))

    def _restore(self, by: Person) -> None:
        try:
            shelf.restore_package(self.object, by=by)
        except shelf.TitleTaken:
            told = _("Another package of the agency has its name now. Rename one of the two.")
            messages.error(self.request, told)
            return
        self._record("package.restore")
        messages.success(self.request, _("The package is on the shelf again."))

    def _set_aside(self, by: Person) -> None:
        if shelf.set_version_aside(self._version, by=by):
            self._record("package.set_aside", version=self._version.number)
            if self.object.versions.in_use().exists():
                told = _("Lessons published from now on show the newest version that is in use.")
                messages.success(self.request, told)
                return
            told = _(
                "No version is in use now. Lessons that show the package are published again once"
                " you bring a new version, or use this one again."
            )
            messages.warning(self.request, told)

    def _use_again(self, by: Person) -> None:
        if shelf.use_version_again(self._version, by=by):
            self._record("package.use_again", version=self._version.number)
            told = _("Lessons published from now on show it again.")
            messages.success(self.request, told)

    @cached_property
    def _version(self) -> PackageVersion:
        key = parse_primary_key(self.request.POST.get("version", ""))
        rows = self.object.versions.select_related("package__agency")
        return get_object_or_404(rows, pk=key)

    def _record(self, action: str, **data: Any) -> None:
        log(self.object, action, user=self.request.user, data=data)


def _list_draft_pages(package: Package) -> list[str]:
    """Return the titles of pages that have the package in their text, published or not."""
    found = ReferenceIndex.get_references_to(package).values_list("object_id", flat=True)
    keys = [key for key in {*found} if str(key).isdigit()]
    return [page.get_admin_display_title() for page in Page.objects.filter(pk__in=keys)]


class PackageOriginalView(PackagePageMixin, View):
    """Hands out a version as it was brought, and records who took it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        version = get_object_or_404(self.object.versions, number=kwargs["number"])
        name = str(version.upload)
        if not name or not default_storage.exists(name):
            raise Http404
        log(self.object, "package.take", user=request.user, data={"version": version.number})
        return respond_with_file(
            request,
            default_storage.open(name, "rb"),
            size=version.bytes,
            content_type="application/zip",
            name=version.name or f"package-{version.number}.zip",
            etag=version.digest,
        )
