"""Registers the words of the back office's history, and lets no entry of it be dropped."""

import datetime as dt
from typing import Any

from django.utils.functional import LazyObject, empty
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.log_actions import (
    LogActionRegistry,
    LogFormatter,
    get_active_log_context,
    registry,
)
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from people.history import describe_origin
from people.models import Agency, Person, Role
from people.text.formatting import official_date

_PAGE_ROLES = (Role.Kind.TRAINER, Role.Kind.REVIEWER, Role.Kind.TRANSLATOR)
# The names are stored with each entry: a word may change, a name never.
_CERTIFICATE_LOG_ACTIONS = (
    ("certificate.revoke", gettext_lazy("Revoke"), gettext_lazy("Certificate revoked")),
    ("certificate.restore", gettext_lazy("Restore"), gettext_lazy("Certificate restored")),
    ("certificate.replace", gettext_lazy("Replace"), gettext_lazy("Certificate replaced")),
    ("certificate.correct", gettext_lazy("Correct"), gettext_lazy("Certificate corrected")),
)
_OTHER_LOG_ACTIONS = (
    ("package.bring", gettext_lazy("Bring a file"), gettext_lazy("File of the package brought")),
    ("package.take", gettext_lazy("Take the original"), gettext_lazy("Original of a file taken")),
    ("package.rename", gettext_lazy("Rename"), gettext_lazy("Package renamed")),
    ("package.remove", gettext_lazy("Remove"), gettext_lazy("Package removed from the shelf")),
    ("package.restore", gettext_lazy("Bring back"), gettext_lazy("Package brought back")),
    (
        "package.set_aside",
        gettext_lazy("Do not use"),
        gettext_lazy("Version of the package set aside"),
    ),
    (
        "package.use_again",
        gettext_lazy("Use again"),
        gettext_lazy("Version of the package in use again"),
    ),
    (
        "course.take",
        gettext_lazy("Take the course along"),
        gettext_lazy("Lessons left as a file"),
    ),
    ("record.withdraw", gettext_lazy("Withdraw"), gettext_lazy("Record withdrawn")),
    (
        "question.withdraw",
        gettext_lazy("Withdraw a question"),
        gettext_lazy("Question withdrawn"),
    ),
    (
        "question.arrive",
        gettext_lazy("Bring questions"),
        gettext_lazy("Questions of a file came into the bank"),
    ),
    (
        "question.undo",
        gettext_lazy("Take questions out again"),
        gettext_lazy("Questions of a file were taken out of the bank"),
    ),
    (
        "question.classify",
        gettext_lazy("Set tags and skills"),
        gettext_lazy("Tags, skills, levels or difficulties of questions set"),
    ),
    (
        "question.classify_undo",
        gettext_lazy("Take tags and skills back"),
        gettext_lazy("Tags, skills, levels and difficulties of questions set back"),
    ),
    (
        "question.key",
        gettext_lazy("Take corrected keys over"),
        gettext_lazy("Corrected keys taken over into the bank"),
    ),
    (
        "question.take",
        gettext_lazy("Take questions along"),
        gettext_lazy("Questions left as a file, with what is right"),
    ),
)
_DESIGN_LOG_ACTIONS = (
    ("design.write", gettext_lazy("Write"), gettext_lazy("Draft of the design written")),
    ("design.publish", gettext_lazy("Publish"), gettext_lazy("Design published")),
    ("design.discard", gettext_lazy("Discard"), gettext_lazy("Draft of the design discarded")),
    ("design.retire", gettext_lazy("Retire"), gettext_lazy("Design retired")),
    ("design.bring_back", gettext_lazy("Bring back"), gettext_lazy("Design brought back")),
)
_REVIEW_LOG_ACTIONS = (
    ("review.submit", gettext_lazy("Submit for review"), gettext_lazy("Submitted for review")),
    ("review.withdraw", gettext_lazy("Take back"), gettext_lazy("Taken back before its review")),
    (
        "review.comment",
        gettext_lazy("Comment on a review"),
        gettext_lazy("Commented while it waits"),
    ),
    (
        "review.pass_on",
        gettext_lazy("Pass on to the editors"),
        gettext_lazy("Passed on to editors"),
    ),
    (
        "agency.review_rules",
        gettext_lazy("Set how reviews go on"),
        gettext_lazy("Rules of its reviews changed"),
    ),
)
_COURSE_LOG_ACTIONS = (
    (
        "course.begin_review",
        gettext_lazy("Begin the review of a course"),
        gettext_lazy("Review of the course begun"),
    ),
    ("course.copy", gettext_lazy("Copy a course"), gettext_lazy("Written as a copy of a course")),
    (
        "course.offer_template",
        gettext_lazy("Offer as a template"),
        gettext_lazy("Offered as a template"),
    ),
    (
        "course.withdraw_template",
        gettext_lazy("Offer no longer as a template"),
        gettext_lazy("No longer offered as a template"),
    ),
)
_LESSON_LOG_ACTIONS = (
    ("lesson.copy", gettext_lazy("Copy a lesson"), gettext_lazy("Written as a copy of a lesson")),
    (
        "lesson.follow",
        gettext_lazy("Follow a lesson"),
        gettext_lazy("Follows a lesson of another course"),
    ),
    (
        "lesson.take_over",
        gettext_lazy("Take an update over"),
        gettext_lazy("Update of the lesson that it follows taken over"),
    ),
    (
        "lesson.take_back",
        gettext_lazy("Undo an update"),
        gettext_lazy("Update of the lesson that it follows taken back"),
    ),
    (
        "lesson.end_link",
        gettext_lazy("Make it our own"),
        gettext_lazy("Follows no lesson of another course any more"),
    ),
)
_BATCH_LOG_ACTIONS = {
    "batch.start": gettext_lazy("Batch started"),
    "batch.stop": gettext_lazy("Batch stopped"),
    "batch.resume": gettext_lazy("Batch resumed"),
    "batch.retry": gettext_lazy("Failed people of a batch tried again"),
    "batch.files": gettext_lazy("Files of a batch written anew"),
    "batch.discard": gettext_lazy("Batch thrown away"),
    "batch.download": gettext_lazy("File of a batch downloaded"),
}


class _SentBackPage(LogFormatter):
    label = gettext_lazy("Send back")

    def format_message(self, log_entry: PageLogEntry) -> str:
        return gettext("Sent back by a reviewer: %(reason)s") % {
            "reason": log_entry.data.get("reason", "")
        }


class _ReviewedCourse(LogFormatter):
    label = gettext_lazy("Review a course")

    def format_message(self, log_entry: PageLogEntry) -> str:
        day = dt.date.fromisoformat(log_entry.data["day"])
        return gettext("Course reviewed; again by %(day)s") % {"day": official_date(day)}


class _CorrectedPosting(LogFormatter):
    label = gettext_lazy("Correct a posting")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return gettext("Posting corrected: %(reason)s") % {
            "reason": log_entry.data.get("reason", "")
        }


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    for action, label, told in (
        *_CERTIFICATE_LOG_ACTIONS,
        *_DESIGN_LOG_ACTIONS,
        *_OTHER_LOG_ACTIONS,
        *_REVIEW_LOG_ACTIONS,
        *_COURSE_LOG_ACTIONS,
        *_LESSON_LOG_ACTIONS,
    ):
        actions.register_action(action, label, told)
    actions.register_action("person.correct_posting")(_CorrectedPosting)
    actions.register_action("review.send_back")(_SentBackPage)
    actions.register_action("course.review")(_ReviewedCourse)
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
        instance, by = _unwrap(instance), _unwrap(user or get_active_log_context().user)
        more["data"] = {**(more.get("data") or {}), **_describe_origin(by, instance)}
        entry = super().log(instance, action, user=by, **more)
        if entry is None:
            raise DroppedLogEntry(f"{action} on {type(instance).__name__}")
        return entry


def _describe_origin(by: Any, instance: Any) -> dict[str, Any]:
    """Return from where somebody acts, and for whom: by roles that allow acts on such a row."""
    person = by if isinstance(by, Person) else None
    if isinstance(instance, Page):
        return describe_origin(person, kinds=_PAGE_ROLES)
    agency = getattr(instance, "agency", None)
    others = [kind for kind in Role.Kind if kind not in _PAGE_ROLES]
    return describe_origin(
        person, kinds=others, agency=agency if isinstance(agency, Agency) else None
    )


def _unwrap(value: Any) -> Any:
    """Return what lies in a lazy object, however many lie in each other."""
    while isinstance(value, LazyObject):
        if value._wrapped is empty:
            value._setup()
        value = value._wrapped
    return value


# In place: Wagtail's own modules hold this very object, and all logging goes through it.
registry.__class__ = _CompleteLogRegistry
