"""Screens that import targets."""

from django.utils.translation import gettext_lazy as _

from cms.office.base.imports import ImportViewSet
from plan.importing import MORE_TARGET_COLUMNS, TARGET_COLUMNS, import_targets
from plan.models import Target


class TargetImportViewSet(ImportViewSet):
    name = "target-import"
    kind = "targets"
    menu_label = _("Import targets")
    model = Target
    importer = staticmethod(import_targets)
    columns = TARGET_COLUMNS
    more_columns = MORE_TARGET_COLUMNS
    explanation = _("Targets are imported whole or not at all: one wrong line, and nothing is.")
