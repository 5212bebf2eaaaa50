"""Groups the screens of the back office in its menu."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from cms.access.row_policy import current_person
from cms.office.batches.viewset import BatchViewSet
from cms.office.certificates.affected import AffectedViewSet
from cms.office.certificates.requests import ActionRequestViewSet
from cms.office.certificates.uncertified import UncertifiedViewSet
from cms.office.certificates.viewset import CertificateViewSet
from cms.office.designs.viewset import DesignViewSet
from cms.office.glossary import GlossaryViewSet
from cms.office.people.agencies import AgencyViewSet
from cms.office.people.persons import PersonViewSet
from cms.office.plan import (
    ClauseViewSet,
    FrameworkViewSet,
    LevelViewSet,
    PhaseViewSet,
    PlanViewSet,
    SkillViewSet,
    TargetViewSet,
)
from cms.office.records.viewset import RecordViewSet
from people.access import has_role
from people.models import Role
from plan.secretariat import is_of_national_secretariat

__all__ = ["CertificateGroup", "PeopleGroup", "PlanGroup", "SessionsMenuItem"]


class PeopleGroup(ModelViewSetGroup):
    menu_label = _("People and agencies")
    menu_icon = "group"
    menu_order = 450
    items = (AgencyViewSet,)
    # Wagtail registers the screens of people itself; they join this group by a hook, and so do
    # rosters, which offices bring at their desk outside of the back office.
    submenu_hook = PersonViewSet.menu_hook


class _RosterMenuItem(MenuItem):
    """Leads to the rosters, for whoever may bring one."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(current_person(request), Role.Kind.HR)


@hooks.register(PersonViewSet.menu_hook)
def register_rosters() -> MenuItem:
    address = reverse_lazy("people:office_rosters")
    return _RosterMenuItem(_("Rosters"), address, name="rosters", icon_name="upload", order=900)


_PLAN_MENU_HOOK = "register_plan_menu_item"


class _PlanFilesMenuItem(MenuItem):
    """Leads to the files of the plan, for whoever may bring one."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_of_national_secretariat(current_person(request))


@hooks.register(_PLAN_MENU_HOOK)
def register_plan_files() -> MenuItem:
    address = reverse_lazy("plan:files")
    return _PlanFilesMenuItem(
        _("Files of the plan"), address, name="plan-files", icon_name="upload", order=900
    )


class SessionsMenuItem(MenuItem):
    """Leads to class sessions, for whoever plans them; they are run outside of the back office."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(current_person(request), Role.Kind.TRAINER, Role.Kind.HR)


class PlanGroup(ModelViewSetGroup):
    menu_label = _("Plan")
    menu_icon = "calendar-check"
    menu_order = 460
    # Files are brought at the desk, outside of the back office.
    submenu_hook = _PLAN_MENU_HOOK
    items = (
        TargetViewSet,
        SkillViewSet,
        LevelViewSet,
        FrameworkViewSet,
        PlanViewSet,
        PhaseViewSet,
        ClauseViewSet,
        GlossaryViewSet,
    )


class CertificateGroup(ModelViewSetGroup):
    menu_label = _("Certificates")
    menu_icon = "doc-full"
    menu_order = 470
    items = (
        CertificateViewSet,
        UncertifiedViewSet,
        BatchViewSet,
        ActionRequestViewSet,
        AffectedViewSet,
        RecordViewSet,
        DesignViewSet,
    )
