"""Registers the words of the back office's history for what is done beside editing pages."""

from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

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
    ("office.import", gettext_lazy("Import"), gettext_lazy("File imported")),
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


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, label, told in (
        *_CERTIFICATE_LOG_ACTIONS,
        *_DESIGN_LOG_ACTIONS,
        *_OTHER_LOG_ACTIONS,
    ):
        actions.register_action(action, label, told)
    # The word of the button and of the history are the same here.
    for action, told in _BATCH_LOG_ACTIONS.items():
        actions.register_action(action, told, told)
