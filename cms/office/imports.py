"""Screens that take a CSV file and show, line by line, what became of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import log

from cms.access.row_policy import RolePolicy
from people.models import Person, Role
from people.roster.importing import import_roster
from people.roster.parsing import ROSTER_COLUMNS
from plan.importing.tables import UnreadableFile
from plan.importing.targets import TARGET_COLUMNS, import_targets
from plan.models import Target

_MAX_UPLOAD_BYTES = 20 * 1024 * 1024


def validate_upload_size(file: Any) -> None:
    if file.size > _MAX_UPLOAD_BYTES:
        raise forms.ValidationError(_("The file is larger than 20 MB."))


class _UploadForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        validators=[FileExtensionValidator(["csv"]), validate_upload_size],
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )


class _ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """``importer`` reads the file and gives a report with counts and ``problems``."""

    permission_required = "import"
    permission_policy: Any = None
    importer: Callable[[Any], Any] = staticmethod(import_roster)
    columns: tuple[str, ...] = ()
    explanation: Any = ""
    header_icon = "upload"
    form_class = _UploadForm
    template_name = "cms/office/import.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def form_valid(self, form: _UploadForm) -> HttpResponse:
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


class _ImportViewSet(ViewSet):
    icon = "upload"
    model: type = Person
    importer: Callable[[Any], Any] = staticmethod(import_roster)
    columns: tuple[str, ...] = ()
    explanation: Any = ""

    @cached_property
    def policy(self) -> RolePolicy:
        return RolePolicy(self.model, {"import": [Role.Kind.SECRETARIAT]}, national=True)

    def get_menu_item(self, order: int | None = None) -> _ImportMenuItem:
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


class RosterImportViewSet(_ImportViewSet):
    name = "roster"
    menu_label = _("Import a roster")
    importer = staticmethod(import_roster)
    columns = ROSTER_COLUMNS
    explanation = _(
        "People of the file are created, changed or moved; people who are not in it stay as they"
        " are. Wrong lines are left out and told."
    )


class TargetImportViewSet(_ImportViewSet):
    name = "target-import"
    menu_label = _("Import targets")
    model = Target
    importer = staticmethod(import_targets)
    columns = TARGET_COLUMNS
    explanation = _("Targets are imported whole or not at all: one wrong line, and nothing is.")
