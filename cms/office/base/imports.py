"""Takes a file that is uploaded and shows, line by line, what became of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import log

from cms.access.row_policy import RolePolicy
from people.imports import ImportReport, UnreadableFile
from people.models import Role
from people.text.formatting import digits

MAX_TABLE_BYTES = 20 * 1024 * 1024  # about a hundred thousand lines of a roster


def limit_upload_size(max_bytes: int) -> Callable[[Any], None]:
    """Return a validator of uploaded files; the error names the limit in megabytes."""

    def check(file: Any) -> None:
        if file.size > max_bytes:
            most = digits(max_bytes // 1_000_000)
            raise forms.ValidationError(_("The file is larger than %(most)s MB.") % {"most": most})

    return check


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        validators=[FileExtensionValidator(["csv"]), limit_upload_size(MAX_TABLE_BYTES)],
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )


class _ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Imports the file of a valid form and shows the report below it."""

    permission_required = "import"
    permission_policy: Any = None
    importer: Any = None  # Wagtail hands a view only what its class has a default for
    columns: tuple[str, ...] = ()
    explanation: Any = ""
    header_icon = "upload"
    form_class = UploadForm
    template_name = "cms/office/import.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            report = self.importer(file)
        except UnreadableFile as error:
            form.add_error("file", [str(problem.message) for problem in error.problems])
            return self.form_invalid(form)
        log(self.request.user, "office.import", user=self.request.user, data={"file": file.name})
        return self.render_to_response(self.get_context_data(form=form, report=report))


class _ImportMenuItem(MenuItem):
    def __init__(self, *args: Any, policy: RolePolicy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy = policy

    def is_shown(self, request: HttpRequest) -> bool:
        return self.policy.user_has_permission(request.user, "import")


class ImportViewSet(ViewSet):
    """One screen that imports a file, for the plan secretariat only.

    ``importer`` is a static method that reads the file and returns an `ImportReport`;
    ``columns`` are named on the page.
    """

    icon = "upload"
    model: type[Model]
    importer: Callable[[Any], ImportReport]
    columns: tuple[str, ...] = ()
    explanation: Any = ""

    @cached_property
    def policy(self) -> RolePolicy:
        return RolePolicy(self.model, {"import": [Role.Kind.SECRETARIAT]}, national=True)

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        return _ImportMenuItem(
            self.menu_label,
            self.menu_url,
            name=self.name,
            icon_name=self.icon,
            order=order or 999,
            policy=self.policy,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        view = self.construct_view(
            _ImportView,
            permission_policy=self.policy,
            importer=self.importer,
            columns=self.columns,
            explanation=self.explanation,
            page_title=self.menu_label,
        )
        return [path("", view, name="index")]
