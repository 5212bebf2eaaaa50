"""Enters imports in the history: one entry for the file, and one for each row that it changed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import ModelLogEntry

from people.history import describe_origin
from people.history.changes import compare_fields
from people.imports import ImportReport
from people.imports.runs import file_imported, file_planned
from people.models import ImportRun, Person, RosterProposal
from people.text.formatting import number
from plan.models import PlanProposal

_BATCH_SIZE = 500  # rows in one statement; databases limit its parameters
# By the kind of an import, as the screens and commands name it.
_IMPORT_KINDS = {
    "roster": gettext_lazy("Roster"),
    "agencies": gettext_lazy("Agencies"),
    "plan": gettext_lazy("Plan"),
    "targets": gettext_lazy("Targets"),
    "framework": gettext_lazy("Framework"),
    "levels": gettext_lazy("Levels"),
    "crosswalk": gettext_lazy("Crosswalk of frameworks"),
    "records": gettext_lazy("Records of other systems"),
}
_ImportTrace = ImportRun | RosterProposal | PlanProposal
_IMPORT_COUNTS = ("created", "changed", "unchanged", "refused")
_IMPORT_FACTS = ("kind", "digest", "operator")


class _ImportFormatter(LogFormatter):
    """Tells what an import did, which file it was, and by which account of the machine."""

    label = gettext_lazy("Import")

    def format_message(self, log_entry: Any) -> str:
        data = {name: log_entry.data.get(name, 0) for name in _IMPORT_COUNTS}
        told = _(
            "%(kind)s imported: %(created)s new, %(changed)s changed, %(unchanged)s unchanged, "
            "%(refused)s refused. SHA-256: %(digest)s."
        ) % {
            "kind": _IMPORT_KINDS.get(log_entry.data.get("kind", ""), _("File")),
            "digest": log_entry.data.get("digest", "—"),
            **{name: number(count) for name, count in data.items()},
        }
        operator = log_entry.data.get("operator")
        by = _("By command, account %(name)s.") % {"name": operator} if operator else ""
        return " ".join(filter(None, (told, by)))


class _ImportedRowFormatter(LogFormatter):
    """Tells that a row was changed by a file, and by which."""

    label = gettext_lazy("Change by an import")

    def format_message(self, log_entry: Any) -> str:
        told = _("Changed by the file “%(name)s”") % {"name": log_entry.data.get("file", "—")}
        return _add_approver(told, log_entry)


class _UndoFormatter(LogFormatter):
    """Tells which file was taken back."""

    label = gettext_lazy("Import undone")

    def format_message(self, log_entry: Any) -> str:
        kind = _IMPORT_KINDS.get(log_entry.data.get("kind", ""), _("File"))
        digest = log_entry.data.get("digest", "—")
        return _("%(kind)s undone. SHA-256: %(digest)s.") % {"kind": kind, "digest": digest}


class _UndoneRowFormatter(LogFormatter):
    """Tells that what a file had changed was written back."""

    label = gettext_lazy("Change of an import undone")

    def format_message(self, log_entry: Any) -> str:
        name = log_entry.data.get("file", "—")
        return _("What the file “%(name)s” had changed was undone") % {"name": name}


def _add_approver(told: str, log_entry: Any) -> str:
    approver = log_entry.data.get("approved_by")
    return f"{told}. {_('Approved by %(name)s.') % {'name': approver}}" if approver else told


class _BatchFormatter(LogFormatter):
    """Tells how many people a batch was prepared for, and from which file."""

    label = gettext_lazy("Batch prepared")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        if "people" not in data:
            return str(self.label)
        told = _("Batch prepared: %(people)s people, %(left_out)s left out.") % {
            name: number(data.get(name, 0)) for name in ("people", "left_out")
        }
        return f"{told} SHA-256: {data['digest']}" if "digest" in data else told


@hooks.register("register_log_actions")
def register_import_actions(actions: LogActionRegistry) -> None:
    actions.register_action("office.import")(_ImportFormatter)
    actions.register_action("batch.prepare")(_BatchFormatter)
    actions.register_action("office.import_row")(_ImportedRowFormatter)
    actions.register_action("office.undo_import")(_UndoFormatter)
    actions.register_action("office.undo_import_row")(_UndoneRowFormatter)


@receiver(file_planned)
def tell_changes(report: ImportReport, **_kwargs: Any) -> None:
    """Put into words what the import changes, before it holds any lock: it takes a while."""
    report.changes = [
        replace(one, words=compare_fields(one.row, one.before, one.after))
        for one in report.changes
    ]


@receiver(file_imported)
def log_import(run: _ImportTrace, report: ImportReport, **_kwargs: Any) -> None:
    """Enter an import in the history, whether a screen, a command or the worker did it."""
    action = "office.undo_import" if report.is_undoing else "office.import"
    if not report.is_part:
        data = {name: getattr(run, name) for name in (*_IMPORT_COUNTS, *_IMPORT_FACTS)}
        log(run, action, user=_find_actor(run, report), data=data)
    # In bulk, past Wagtail's checks of each entry: a roster changes thousands of people.
    ModelLogEntry.objects.bulk_create(_row_entries(run, report, f"{action}_row"), _BATCH_SIZE)


def _find_actor(run: _ImportTrace, report: ImportReport) -> Person | None:
    undone_by: Person | None = getattr(run, "undone_by", None)
    return undone_by if report.is_undoing else run.by


def _row_entries(run: _ImportTrace, report: ImportReport, action: str) -> Iterator[ModelLogEntry]:
    actor, at = _find_actor(run, report), timezone.now()
    # Who stands behind it beside the actor: the second person who approved a roster.
    approver = getattr(run, "approved_by", None)
    data = describe_origin(actor) | ({"approved_by": str(approver)} if approver else {})
    for change in report.changes:
        yield ModelLogEntry(
            content_type=ContentType.objects.get_for_model(change.row),
            object_id=str(change.row.pk),
            label=str(change.row),
            action=action,
            timestamp=at,
            user=actor,
            content_changed=True,
            data={**data, "file": run.file_name, "changes": change.words},
        )
