"""Screens that import rosters and targets."""

from django.utils.translation import gettext_lazy as _

from cms.office.base.imports import ImportViewSet
from people.models import Person
from people.roster import OPTIONAL_COLUMNS, ROSTER_COLUMNS, import_roster
from plan.importing import TARGET_COLUMNS, import_targets
from plan.models import Target


class RosterImportViewSet(ImportViewSet):
    name = kind = "roster"
    menu_label = _("Import a roster")
    model = Person
    importer = staticmethod(import_roster)
    columns = ROSTER_COLUMNS
    more_columns = OPTIONAL_COLUMNS
    explanation = _(
        "People of the file are created, changed or moved; people who are not in it stay as they"
        " are, and an empty cell takes nothing away. Wrong lines are left out and told, and so is"
        " a cell that cannot be read. A day in the column left_on ends the posting."
    )


class TargetImportViewSet(ImportViewSet):
    name = "target-import"
    kind = "targets"
    menu_label = _("Import targets")
    model = Target
    importer = staticmethod(import_targets)
    columns = TARGET_COLUMNS
    explanation = _("Targets are imported whole or not at all: one wrong line, and nothing is.")
