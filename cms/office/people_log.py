"""Enters in the history what offices do to people outside of the back office."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from cms.office.site_history import tell_lender
from people.history import describe_origin, office_acted
from people.history.changes import compare_fields
from people.models import Person, Role
from people.postings import posting_on
from people.text.formatting import number, official_date
from people.text.languages import in_language


class _PrintFormatter(LogFormatter):
    """Tells for which office a slip was printed."""

    label = gettext_lazy("Slip printed")

    def format_message(self, log_entry: Any) -> str:
        names = log_entry.data.get("agency", {})
        return _("Slip for a new password printed by %(agency)s") % {"agency": in_language(names)}


class _ApprovalFormatter(LogFormatter):
    """Tells of which office a slip was approved."""

    label = gettext_lazy("Slip approved")

    def format_message(self, log_entry: Any) -> str:
        names = log_entry.data.get("agency", {})
        return _("Slip printed by %(agency)s approved") % {"agency": in_language(names)}


class _ExportFormatter(LogFormatter):
    """Tells of how many people a list was taken away, and of which office."""

    label = gettext_lazy("List of people downloaded")

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        told = _("List of %(count)s people downloaded") % {"count": number(data.get("count", 0))}
        unit = in_language(data.get("agency", {}))
        return f"{told}: {unit}" if unit else told


class _WrittenFormatter(LogFormatter):
    """Tells why an office wrote to somebody; what it wrote stands among their messages."""

    label = gettext_lazy("Written to by the office")

    def format_message(self, log_entry: Any) -> str:
        return f"{self.label}: {log_entry.data.get('reason', '')}"


class _RoleFormatter(LogFormatter):
    """Tells which role on which agency, for which days, in whose place and why."""

    def __init__(self, label: Any, told: Any) -> None:
        self.label, self.told = label, told

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        kind = data.get("kind", "")
        words = self.told % {
            "role": dict(Role.Kind.choices).get(kind, kind),
            "agency": in_language(data.get("agency", {})),
            "first": _tell_day(data.get("first")),
            "last": _last_day(data.get("end")),
            "lender": tell_lender(data.get("lender", "")),
        }
        return " ".join(filter(None, (words, data.get("reason"))))


def _tell_day(text: str | None) -> str:
    return official_date(dt.date.fromisoformat(text)) if text else "–"


def _last_day(text: str | None) -> str:
    return official_date(dt.date.fromisoformat(text) - dt.timedelta(1)) if text else "–"


_ROLE_ACTS = {
    "role.give": (
        gettext_lazy("Role given"),
        gettext_lazy("Role given: %(role)s, %(agency)s, from %(first)s to %(last)s."),
    ),
    "role.lend": (
        gettext_lazy("Role lent"),
        gettext_lazy("Acting for %(lender)s: %(role)s, %(agency)s, from %(first)s to %(last)s."),
    ),
    "role.end": (
        gettext_lazy("Role ended"),
        gettext_lazy("Role ended: %(role)s, %(agency)s. Last day: %(last)s."),
    ),
    "role.go_on": (
        gettext_lazy("Ending of a role undone"),
        gettext_lazy("Role goes on: %(role)s, %(agency)s, to %(last)s."),
    ),
}


@hooks.register("register_log_actions")
def register_role_actions(actions: LogActionRegistry) -> None:
    for action, (label, told) in _ROLE_ACTS.items():
        actions.formatters[action] = _RoleFormatter(label, told)
        actions.choices.append((action, label))


class _AudienceFormatter(LogFormatter):
    """Tells which audience."""

    def __init__(self, label: Any) -> None:
        self.label = label

    def format_message(self, log_entry: Any) -> str:
        return f"{self.label}: {in_language(log_entry.data.get('audience', {}))}"


_AUDIENCE_ACTS = {
    "audience.keep": gettext_lazy("Audience kept"),
    "audience.change": gettext_lazy("Audience changed"),
    "audience.retire": gettext_lazy("Audience retired"),
    "audience.restore": gettext_lazy("Audience used again"),
    "audience.add": gettext_lazy("Added to an audience"),
    "audience.remove": gettext_lazy("Removed from an audience"),
}


@hooks.register("register_log_actions")
def register_audience_actions(actions: LogActionRegistry) -> None:
    for action, label in _AUDIENCE_ACTS.items():
        actions.formatters[action] = _AudienceFormatter(label)
        actions.choices.append((action, label))


class _LetterFormatter(LogFormatter):
    """Tells of which unit the figures are sent."""

    def __init__(self, label: Any) -> None:
        self.label = label

    def format_message(self, log_entry: Any) -> str:
        return f"{self.label}: {in_language(log_entry.data.get('unit', {}))}"


_LETTER_ACTS = {
    "letter.begin": gettext_lazy("Letter of figures begun"),
    "letter.change": gettext_lazy("Letter of figures changed"),
    "letter.pause": gettext_lazy("Letter of figures paused"),
    "letter.resume": gettext_lazy("Letter of figures resumed"),
    "letter.end": gettext_lazy("Letter of figures ended"),
}


@hooks.register("register_log_actions")
def register_letter_actions(actions: LogActionRegistry) -> None:
    for action, label in _LETTER_ACTS.items():
        actions.formatters[action] = _LetterFormatter(label)
        actions.choices.append((action, label))


class _PaperFormatter(LogFormatter):
    """Tells of which test and sheet it was, and why."""

    def __init__(self, label: Any) -> None:
        self.label = label

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        words = [f"{self.label}:", in_language(data.get("test", {})), data.get("code")]
        return " ".join(filter(None, (*words, data.get("reason"))))


_PAPER_ACTS = {
    "paper.print": gettext_lazy("Test sheet printed"),
    "paper.void": gettext_lazy("Test sheet voided"),
    "paper.record": gettext_lazy("Test on paper put into the record"),
    "paper.withdraw": gettext_lazy("Test on paper taken out of the record"),
}


@hooks.register("register_log_actions")
def register_paper_actions(actions: LogActionRegistry) -> None:
    for action, label in _PAPER_ACTS.items():
        actions.formatters[action] = _PaperFormatter(label)
        actions.choices.append((action, label))


class _AssignmentFormatter(LogFormatter):
    """Tells what was assigned, and why something about it was decided."""

    def __init__(self, label: Any) -> None:
        self.label = label

    def format_message(self, log_entry: Any) -> str:
        # Entries of before told of courses only.
        titles = log_entry.data.get("what") or log_entry.data.get("course", {})
        told = _("%(act)s: %(title)s.") % {"act": self.label, "title": in_language(titles)}
        return " ".join(filter(None, (told, log_entry.data.get("reason"))))


_ASSIGNMENT_ACTS = {
    "assignment.make": gettext_lazy("Learning assigned"),
    "assignment.change": gettext_lazy("Day of assigned learning changed"),
    "assignment.end": gettext_lazy("Assigned learning ended"),
    "assignment.resume": gettext_lazy("End of assigned learning taken back"),
    "assignment.grant": gettext_lazy("Request about assigned learning granted"),
    "assignment.decline": gettext_lazy("Request about assigned learning declined"),
    "assignment.undo": gettext_lazy("Decision about assigned learning taken back"),
}


@hooks.register("register_log_actions")
def register_assignment_actions(actions: LogActionRegistry) -> None:
    for action, label in _ASSIGNMENT_ACTS.items():
        actions.formatters[action] = _AssignmentFormatter(label)
        actions.choices.append((action, label))


class _SittingFormatter(LogFormatter):
    """Tells which test, how many minutes, and why."""

    def __init__(self, label: Any) -> None:
        self.label = label

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        told = f"{self.label}: {in_language(data.get('quiz', {}))}"
        minutes = data.get("minutes")
        parts = (told, f"({number(minutes)})" if minutes else "", data.get("reason"))
        return " ".join(filter(None, parts))


_QUIZ_ACTS = {
    "essay.mark": gettext_lazy("Essay marked"),
    "essay.correct": gettext_lazy("Marks of an essay corrected"),
    "sitting.cancel": gettext_lazy("Supervised test called off"),
    "sitting.lengthen": gettext_lazy("More minutes in a supervised test"),
    "sitting.let_in": gettext_lazy("Let in again to a supervised test"),
    "sitting.void": gettext_lazy("Supervised attempt voided"),
    "sitting.restore": gettext_lazy("Voided attempt counts again"),
}


@hooks.register("register_log_actions")
def register_sitting_actions(actions: LogActionRegistry) -> None:
    for action, label in _QUIZ_ACTS.items():
        actions.formatters[action] = _SittingFormatter(label)
        actions.choices.append((action, label))


_OFFICE_ACTIONS = {
    "person.rename": gettext_lazy("Name put right at the person's request"),
    "person.leave": gettext_lazy("Posting ended by the office"),
    "person.resume": gettext_lazy("Taken back that the posting ended"),
    "person.remind": gettext_lazy("Reminded to sign in"),
    "person.move": gettext_lazy("Moved by the office"),
    "person.transfer": gettext_lazy("Transferred, as both offices agreed"),
    "person.rehouse": gettext_lazy("Moved with the unit to the one that took over"),
    "person.rehouse_charge": gettext_lazy("Charge moved with the unit to the one that took over"),
    "person.cancel_move": gettext_lazy("Planned posting cancelled by the office"),
    "person.register": gettext_lazy("Recorded in an office after registering"),
    "person.give_charge": gettext_lazy("Additional charge given"),
    "person.correct_charge": gettext_lazy("Additional charge corrected"),
    "person.end_charge": gettext_lazy("Additional charge ended"),
    "person.cancel_charge": gettext_lazy("Planned additional charge cancelled"),
    "person.take_back": gettext_lazy("Act on the postings taken back"),
    "person.take_charge_back": gettext_lazy("Act on an additional charge taken back"),
    "texts.allow": gettext_lazy("Reminders by text allowed in a unit"),
    "texts.forbid": gettext_lazy("Reminders by text forbidden in a unit"),
    "card.allow": gettext_lazy("Sign-in cards allowed in a unit"),
    "card.forbid": gettext_lazy("Sign-in cards forbidden in a unit"),
    "card.print": gettext_lazy("Sign-in card printed"),
    "card.end": gettext_lazy("Sign-in card ended"),
    "person.decide_erasure": gettext_lazy("Erasure decided"),
    "person.erase": gettext_lazy("Data erased"),
    "edition.open": gettext_lazy("New edition of a course"),
    "edition.withdraw": gettext_lazy("New edition of a course taken back"),
    "waiver.decide": gettext_lazy("Wish to enrol without what comes before decided"),
    "session.nominate": gettext_lazy("Nominated for a class session"),
    "accommodation.give": gettext_lazy("Need in tests recorded"),
    "accommodation.end": gettext_lazy("Need in tests ended"),
    "hours.require": gettext_lazy("Learning hours asked of a unit"),
    "study.approve": gettext_lazy("Hours of study on one's own approved"),
    "study.decline": gettext_lazy("Hours of study on one's own declined"),
    "year.prescribe": gettext_lazy("Yearly obligation prescribed to a unit"),
    "year.change": gettext_lazy("Yearly obligation changed"),
    "year.withdraw": gettext_lazy("Yearly obligation withdrawn"),
    "year.reopen": gettext_lazy("Closed year opened again"),
    "year.exempt": gettext_lazy("Exempted from a year"),
    "year.ask_again": gettext_lazy("Exemption from a year withdrawn"),
    "year.state_all": gettext_lazy("Statements of an office made"),
    "year.ask_correction": gettext_lazy("Correction of a closed year asked for"),
    "year.approved_correction": gettext_lazy("Correction of a closed year approved"),
    "year.declined_correction": gettext_lazy("Correction of a closed year declined"),
    "year.withdraw_correction": gettext_lazy("Correction of a closed year taken back"),
    "key.ask": gettext_lazy("Another right answer of a question asked for"),
    "key.approved": gettext_lazy("Another right answer of a question approved"),
    "key.declined": gettext_lazy("Another right answer of a question declined"),
    "key.withdraw": gettext_lazy("Another right answer of a question taken back"),
    "course.write": gettext_lazy("Written to by a trainer"),
    "session.correct": gettext_lazy("Attendance at a class session corrected"),
    "scim.give_token": gettext_lazy("Identity system let in"),
    "scim.revoke_token": gettext_lazy("Identity system shut out"),
    "person.remove_second_step": gettext_lazy("Second step at sign-in taken away"),
}

_CHARGE_ACTIONS = {
    "person.give_charge",
    "person.correct_charge",
    "person.end_charge",
    "person.cancel_charge",
    "person.take_charge_back",
}


@hooks.register("register_log_actions")
def register_people_actions(actions: LogActionRegistry) -> None:
    actions.register_action("person.print_slip")(_PrintFormatter)
    actions.register_action("person.approve_slip")(_ApprovalFormatter)
    actions.register_action("people.export")(_ExportFormatter)
    actions.register_action("person.write")(_WrittenFormatter)
    for action, words in _OFFICE_ACTIONS.items():
        actions.register_action(action, words, words)


@receiver(office_acted)
def log_act(
    action: str, people: Iterable[Person], by: Person | None, data: dict[str, Any], **_kwargs: Any
) -> None:
    """Enter the act for each of the people; in bulk, for slips are printed by the hundred."""
    person_type, at = ContentType.objects.get_for_model(Person), timezone.now()
    origin = _describe_person_origin(action, by, people := list(people))
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=person_type,
            object_id=str(person.pk),
            label=str(person),
            action=action,
            timestamp=at,
            user=by,
            data=_describe_change(person, data) | origin,
        )
        for person in people
    )


def _describe_change(person: Person, data: dict[str, Any]) -> dict[str, Any]:
    if "before" not in data:
        return data
    told = {name: value for name, value in data.items() if name not in ("before", "after")}
    return {**told, "changes": compare_fields(person, data["before"], data["after"])}


def _describe_person_origin(
    action: str, by: Person | None, people: list[Person]
) -> dict[str, Any]:
    # A lent role gives and ends none: whoever does it acts for nobody.
    if action.startswith("role."):
        return {name: told for name, told in describe_origin(by).items() if name == "origin"}
    # The further office does these too, where the person's own is not theirs.
    if action in _CHARGE_ACTIONS:
        return describe_origin(by, kinds=[Role.Kind.HR])
    first = posting_on(people[0], timezone.localdate()) if len(people) == 1 else None
    return describe_origin(by, kinds=[Role.Kind.HR], agency=first.agency if first else None)
