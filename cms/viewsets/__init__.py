"""The back office over the apps below: which screens there are, and how the menu groups them."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from cms.viewsets.acts import ActViewSet
from cms.viewsets.agencies import AgencyViewSet
from cms.viewsets.batches import BatchViewSet
from cms.viewsets.certificates import CertificateViewSet
from cms.viewsets.designs import DesignViewSet
from cms.viewsets.imports import RosterViewSet, TargetImportViewSet
from cms.viewsets.people import PersonViewSet
from cms.viewsets.plan import (
    ClauseViewSet,
    FrameworkViewSet,
    LevelViewSet,
    PhaseViewSet,
    PlanViewSet,
    SkillViewSet,
    TargetViewSet,
)
from cms.viewsets.records import RecordViewSet
from cms.viewsets.resting import RestingViewSet

__all__ = ["CertificateGroup", "PeopleGroup", "PlanGroup"]


class PeopleGroup(ModelViewSetGroup):
    menu_label = _("People and agencies")
    menu_icon = "group"
    menu_order = 450
    items = (AgencyViewSet, RosterViewSet)
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
        BatchViewSet,
        ActViewSet,
        RestingViewSet,
        RecordViewSet,
        DesignViewSet,
    )
