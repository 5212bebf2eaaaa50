"""Takes the file of a package: of a new one, or another version of one that is there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from cms.access.row_policy import current_person
from cms.models import AgencyCatalogPage
from cms.office.base.fields import AgencyField
from cms.office.base.views import ScopedPageMixin, list_breadcrumb
from courses.models import Package, PackageVersion
from courses.packages import MOST_BYTES, add_version, create_package, is_offered
from people.access import agencies_for
from people.models import Agency, Person, Role
from people.web.fields import limit_upload_size

PACKAGE_LIST = ("packages:index", gettext_lazy("Packages"))


def list_shelf_agencies(person: Person) -> Any:
    """Return the agencies with a shelf for which the person is a trainer."""
    shelves = AgencyCatalogPage.objects.values("agency")
    return agencies_for(person, Role.Kind.TRAINER).filter(pk__in=shelves)


class PackageFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of the package"),
        help_text=gettext_lazy("SCORM 1.2 or SCORM 2004 as a zip file, or H5P (.h5p)."),
        validators=[FileExtensionValidator(["zip", "h5p"]), limit_upload_size(MOST_BYTES)],
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,.h5p"}),
    )


class NewPackageForm(PackageFileForm):
    """Asks for title and agency; who trains for one agency is not asked which."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=150,
        help_text=gettext_lazy("Learners read it above the exercise."),
    )
    field_order = ("title", "agency", "file")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = list_shelf_agencies(person)
        if self.agencies.count() != 1:
            self.fields["agency"] = AgencyField(self.agencies, label=gettext_lazy("Agency"))
            # The highest of theirs, which is where most of them work.
            self.initial["agency"] = self.agencies.order_by("depth", "path").first()
            self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned.setdefault("agency", self.agencies.first() if self._is_alone else None)
        there = Package.objects.on_shelf().filter(
            agency=cleaned["agency"], title=cleaned.get("title")
        )
        if cleaned["agency"] and there.exists():
            told = _("There is a package with this title. Open it to bring a new version of it.")
            self.add_error("title", told)
        return cleaned

    @property
    def _is_alone(self) -> bool:
        return "agency" not in self.fields


class _PackageUploadMixin(PermissionCheckedMixin):
    """Takes a file, and leads to the page that tells what comes of it."""

    model = Package  # without it Wagtail finds no policy and lets everybody in
    header_icon = "upload"
    template_name: Any = "cms/office/package_upload.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_offered():
            raise Http404
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(most=MOST_BYTES, **kwargs)
        return context

    def keep_file(self, package: Package, file: Any) -> HttpResponse:
        person = current_person(self.request)
        before = set(package.versions.values_list("pk", flat=True))
        version = add_version(package, file, by=person)
        self._tell(package, version, is_new=version.pk not in before)
        return redirect("packages:detail", package.pk)

    def _tell(self, package: Package, version: PackageVersion, *, is_new: bool) -> None:
        request = self.request
        if is_new:
            log(package, "package.bring", user=request.user, data={"version": version.number})
            messages.success(request, _("The file is here. It is unpacked now."))
        else:
            messages.info(request, _("This file is here already; nothing new came of it."))


class NewPackageView(_PackageUploadMixin, WagtailAdminTemplateMixin, FormView):
    permission_required = "add"
    page_title = gettext_lazy("Bring a package")
    form_class = NewPackageForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, list_breadcrumb(*PACKAGE_LIST), here]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": current_person(self.request)}

    def form_valid(self, form: NewPackageForm) -> HttpResponse:
        agency: Agency = form.cleaned_data["agency"]
        person = current_person(self.request)
        package = create_package(agency, form.cleaned_data["title"], by=person)
        return self.keep_file(package, form.cleaned_data["file"])


class PackageVersionView(_PackageUploadMixin, ScopedPageMixin, FormView):
    permission_required = "change"
    page_title = gettext_lazy("Bring a new version")
    form_class = PackageFileForm
    index = PACKAGE_LIST
    related = ("agency",)

    def form_valid(self, form: PackageFileForm) -> HttpResponse:
        return self.keep_file(self.object, form.cleaned_data["file"])
