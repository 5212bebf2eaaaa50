"""Registers the words of the back office's history, and lets no entry of it be dropped."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.functional import LazyObject, empty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter, registry

from people.models import ImportRun
from people.text.formatting import number

# The names are stored with each entry: a word may change, a name never.
_CERTIFICATE_LOG_ACTIONS = (
    ("certificate.revoke", gettext_lazy("Revoke"), gettext_lazy("Certificate revoked")),
    ("certificate.restore", gettext_lazy("Restore"), gettext_lazy("Certificate restored")),
    ("certificate.replace", gettext_lazy("Replace"), gettext_lazy("Certificate replaced")),
    ("certificate.correct", gettext_lazy("Correct"), gettext_lazy("Certificate corrected")),
)
_OTHER_LOG_ACTIONS = (
    ("record.withdraw", gettext_lazy("Withdraw"), gettext_lazy("Record withdrawn")),
    (
        "question.withdraw",
        gettext_lazy("Withdraw a question"),
        gettext_lazy("Question withdrawn"),
    ),
)
_DESIGN_LOG_ACTIONS = (
    ("design.write", gettext_lazy("Write"), gettext_lazy("Draft of the design written")),
    ("design.publish", gettext_lazy("Publish"), gettext_lazy("Design published")),
    ("design.discard", gettext_lazy("Discard"), gettext_lazy("Draft of the design discarded")),
    ("design.retire", gettext_lazy("Retire"), gettext_lazy("Design retired")),
    ("design.bring_back", gettext_lazy("Bring back"), gettext_lazy("Design brought back")),
)
_BATCH_LOG_ACTIONS = {
    "batch.prepare": gettext_lazy("Batch prepared"),
    "batch.start": gettext_lazy("Batch started"),
    "batch.stop": gettext_lazy("Batch stopped"),
    "batch.resume": gettext_lazy("Batch resumed"),
    "batch.retry": gettext_lazy("Failed people of a batch tried again"),
    "batch.files": gettext_lazy("Files of a batch written anew"),
    "batch.discard": gettext_lazy("Batch thrown away"),
    "batch.download": gettext_lazy("File of a batch downloaded"),
}


# By the kind of an import, as the screens and commands name it.
_IMPORT_KINDS = {
    "roster": gettext_lazy("Roster"),
    "agencies": gettext_lazy("Agencies"),
    "plan": gettext_lazy("Plan"),
    "targets": gettext_lazy("Targets"),
    "framework": gettext_lazy("Framework"),
    "levels": gettext_lazy("Levels"),
    "records": gettext_lazy("Records of other systems"),
}
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


@receiver(post_save, sender=ImportRun)
def log_import(instance: ImportRun, **_kwargs: Any) -> None:
    """Enter an import in the history, whether a screen or a command did it."""
    # A preview is no act. What is imported is saved once: later changes go past `save`.
    if instance.imported_at:
        data = {name: getattr(instance, name) for name in (*_IMPORT_COUNTS, *_IMPORT_FACTS)}
        registry.log(instance, "office.import", user=instance.by, data=data)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, label, told in (
        *_CERTIFICATE_LOG_ACTIONS,
        *_DESIGN_LOG_ACTIONS,
        *_OTHER_LOG_ACTIONS,
    ):
        actions.register_action(action, label, told)
    actions.register_action("office.import")(_ImportFormatter)
    # The word of the button and of the history are the same here.
    for action, told in _BATCH_LOG_ACTIONS.items():
        actions.register_action(action, told, told)


class DroppedLogEntry(LookupError):
    """What was done cannot be kept in the history: there is no log for such an object."""


class _CompleteLogRegistry(LogActionRegistry):
    """Logs on the real row behind lazy objects, and raises `DroppedLogEntry` rather than skip.

    Wagtail opens one lazy object only. ``request.user`` may be two, one within the other, and
    what was logged on it vanished in silence.
    """

    def get_log_model_for_instance(self, instance: Any) -> Any:
        return super().get_log_model_for_instance(_unwrap(instance))

    def log(self, instance: Any, action: str, user: Any = None, **more: Any) -> Any:
        entry = super().log(_unwrap(instance), action, user=_unwrap(user), **more)
        if entry is None:
            raise DroppedLogEntry(f"{action} on {type(_unwrap(instance)).__name__}")
        return entry


def _unwrap(value: Any) -> Any:
    """Return what lies in a lazy object, however many lie in each other."""
    while isinstance(value, LazyObject):
        if value._wrapped is empty:
            value._setup()
        value = value._wrapped
    return value


# In place: Wagtail's own modules hold this very object, and all logging goes through it.
registry.__class__ = _CompleteLogRegistry
