"""Groups the screens of the back office in its menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from cms.office.batches.viewset import BatchViewSet
from cms.office.certificates.affected import AffectedViewSet
from cms.office.certificates.requests import ActionRequestViewSet
from cms.office.certificates.uncertified import UncertifiedViewSet
from cms.office.certificates.viewset import CertificateViewSet
from cms.office.designs.viewset import DesignViewSet
from cms.office.imports import RosterImportViewSet, TargetImportViewSet
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

__all__ = ["CertificateGroup", "PeopleGroup", "PlanGroup"]


class PeopleGroup(ModelViewSetGroup):
    menu_label = _("People and agencies")
    menu_icon = "group"
    menu_order = 450
    items = (AgencyViewSet, RosterImportViewSet)
    # Wagtail registers the screens of people itself; they join this group by a hook.
    submenu_hook = PersonViewSet.menu_hook


class PlanGroup(ModelViewSetGroup):
    menu_label = _("Plan")
    menu_icon = "calendar-check"
    menu_order = 460
    items = (
        TargetViewSet,
        TargetImportViewSet,
        SkillViewSet,
        LevelViewSet,
        FrameworkViewSet,
        PlanViewSet,
        PhaseViewSet,
        ClauseViewSet,
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
