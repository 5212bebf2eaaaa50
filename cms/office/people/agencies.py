"""Lists and edits agencies. An agency is never deleted: it ends on a day."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets import Button

from cms.office.base.columns import LastDayColumn
from cms.office.base.fields import AgencyField, OfficeForm
from cms.office.base.views import ScopedIndexView
from cms.office.base.viewsets import GuardedViewSet
from people.access import agencies_for
from people.models import Agency, Person, Role

_HOLDS_ALWAYS = _(
    "Names and kind are put right here for all days. "
    "To change them from a day on, use the page of the unit at the desk."
)


class _AgencyForm(OfficeForm):
    """Edits an agency; where it stands is asked only when it is made."""

    parent = AgencyField(Agency.objects.none(), label=_("stands under"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What moves or closes an agency moves people and figures: acts of offices do that, by day.
        if self.instance.pk:
            for name in ("parent", "valid_to", "successor"):
                del self.fields[name]
            self.fields["kind"].help_text = _HOLDS_ALWAYS
            return
        self.fields["parent"].queryset = agencies_for(self.for_user, Role.Kind.SECRETARIAT)
        self.fields["parent"].required = not self.for_user.is_superuser

    def save(self, commit: bool = True) -> Agency:
        if self.instance.pk or not commit:
            return super().save(commit=commit)
        parent = self.cleaned_data["parent"]
        if parent:
            return parent.add_child(instance=self.instance)
        return Agency.add_root(instance=self.instance)


class _TreeColumn(TitleColumn):
    """The name, indented as deep as the agency stands."""

    cell_template_name = "cms/office/tree_cell.html"


class _AgencyIndex(ScopedIndexView):
    default_ordering = "path"

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        rules = Button(_("How reviews go on"), reverse("review_rules"), icon_name="check")
        return [*super().header_more_buttons, rules]

    # A tree has one order; sorted by a column its indentation would mean nothing.
    def get_valid_orderings(self) -> list[str]:
        return ["path"]

    def order_queryset(self, queryset: QuerySet[Agency]) -> QuerySet[Agency]:
        return queryset.order_by("path")

    def _get_title_column(
        self, field_name: str, column_class: type = _TreeColumn, **kwargs: Any
    ) -> Any:
        return super()._get_title_column(field_name, column_class, **kwargs)


class AgencyViewSet(GuardedViewSet):
    model = Agency
    name = "agencies"
    icon = "site"
    menu_label = _("Agencies")
    rights = {action: [Role.Kind.SECRETARIAT] for action in ("view", "add", "change")}
    index_view_class = _AgencyIndex
    form_base = _AgencyForm
    form_fields = [
        "code",
        "kind",
        "names",
        "sector",
        "township_pcode",
        "setting",
        "publishing",
        "valid_from",
        "valid_to",
        "successor",
    ]
    list_display = [
        "name",
        Column("code", label=_("Code")),
        Column("get_kind_display", label=_("Kind")),
        LastDayColumn("valid_to", label=_("Valid to")),
    ]
    list_filter = ["kind", "setting"]
    search_fields = ["code", "names__my", "names__en"]

    def writable(self, person: Person) -> QuerySet[Agency]:
        return agencies_for(person, Role.Kind.SECRETARIAT)
