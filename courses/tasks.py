"""Sweeps of courses: each finds its rows again, so a lost message or a second run does no harm."""

from celery import shared_task

from courses.assignments import escalation, reaching, reminders
from courses.editions import telling
from courses.exports.making import forget_old_exports, make_waiting_exports
from courses.exports.making import make_export as make_course_file
from courses.follow_ups import ask_about_use, remind_of_use
from courses.items import statistics
from courses.models import (
    ClassSession,
    CourseExport,
    ItemVersion,
    KeyCorrection,
    PackageVersion,
    PaperTest,
    Quiz,
)
from courses.obligations import closing
from courses.packages.shelf import delete_removed_packages
from courses.packages.unpacking import unpack_version, unpack_waiting
from courses.papers import record_sheets
from courses.papers.printing import print_next_piece, print_waiting
from courses.progress.completion import complete_finished_enrolments
from courses.progress.programmes import complete_finished_programmes, follow_newest_versions
from courses.quizzes.appeals.regrading import regrade_attempts, regrade_waiting
from courses.quizzes.appeals.remarking import remark_attempts, remark_withdrawn
from courses.quizzes.attempts import close_overdue_attempts
from courses.sessions.closing import complete_attendants
from courses.sessions.letters import (
    remind_attendants,
    tell_attendants,
    tell_waiting_sessions,
)
from courses.sessions.seats import release_seats_of_leavers
from courses.sittings.running import close_forgotten_sittings
from people.messaging import is_quiet
from people.queue import enqueue


@shared_task
def announce_edition(edition_id: int) -> None:
    """Tell whom a new edition concerns; the sweep finds those of a lost message."""
    telling.tell_of_edition(edition_id)


@shared_task
def close_overdue() -> None:
    """Submit attempts whose time ran out, and close rooms that everybody left."""
    close_overdue_attempts()
    close_forgotten_sittings()


@shared_task
def complete_finished() -> None:
    """Complete enrolments and programmes in which nothing remains, whatever left nothing to do."""
    complete_finished_enrolments()
    follow_newest_versions()
    complete_finished_programmes()
    telling.tell_of_editions()


@shared_task
def remark(version_id: int) -> None:
    """Mark papers again that asked a question just withdrawn."""
    remark_attempts(ItemVersion.objects.get(pk=version_id))


@shared_task
def remark_waiting() -> None:
    """Go on with the papers of wrong questions and keys that are not marked again yet."""
    remark_withdrawn()
    regrade_waiting()


@shared_task
def regrade(correction_id: int) -> None:
    """Mark papers again by a key just corrected."""
    rows = KeyCorrection.objects.select_related("version", "asked_by", "decided_by")
    regrade_attempts(rows.get(pk=correction_id))


@shared_task
def count_quiz(quiz_id: int) -> None:
    """Count how the questions of a quiz were answered."""
    statistics.count_quiz(Quiz.objects.select_related("course__agency").get(pk=quiz_id))


@shared_task
def count_quizzes() -> None:
    """Count the quizzes of which papers came or went."""
    statistics.enqueue_due_quizzes()


@shared_task
def complete_session(session_id: int) -> None:
    """Complete the courses of who attended; `complete_finished` finds those of a lost message."""
    complete_attendants(ClassSession.objects.get(pk=session_id))


@shared_task
def tell_session(session_id: int) -> None:
    """Tell everybody who has a place that a session moved, or is cancelled."""
    tell_attendants(ClassSession.objects.get(pk=session_id))


@shared_task
def tell_sessions() -> None:
    """Go on with the letters of sessions whose task was lost."""
    tell_waiting_sessions()


@shared_task
def remind_of_sessions() -> None:
    """Free the seats of who left, and remind the others of the class sessions to come."""
    release_seats_of_leavers()
    remind_attendants()


@shared_task
def apply_one_assignment(assignment_id: int) -> None:
    """Reach everybody whom an assignment is for."""
    reaching.apply_assignment(assignment_id)


@shared_task
def apply_waiting() -> None:
    """Go on with assignments that are not applied yet, and with those that begin today."""
    reaching.apply_waiting_assignments()


@shared_task
def sweep_assigned_people() -> None:
    """Reach who has come in since, let go who has left, and tell who is in charge of the late."""
    if is_quiet():
        # Whoever is nominated, or moves up where somebody is let go, is told at once.
        return
    # A task each: those of a nation take minutes, and the first of them would use up the five
    # that a task has, hour after hour, before the last is looked at.
    for pk in reaching.list_running_assignments():
        enqueue("courses.tasks.apply_one_assignment", pk)
    escalation.tell_line_managers()


@shared_task
def remind_of_assignments() -> None:
    """Write to people of whom something is to be told today."""
    reminders.remind_people()


@shared_task
def follow_courses_up() -> None:
    """Ask who completed courses months ago whether they use them, and remind once."""
    ask_about_use()
    remind_of_use()


# Seconds: that of a nation is frozen in pieces, and what is killed is gone on with.
@shared_task(time_limit=3000)
def close_due_years() -> None:
    """Freeze the years whose cut-off day is over."""
    closing.close_due_years()


@shared_task
def print_papers(test_id: int) -> None:
    """Draw the next piece of the sheets of a test on paper."""
    print_next_piece(test_id)


@shared_task
def record_papers(test_id: int) -> None:
    """Mark the confirmed sheets of a test; the sweep finds those of a lost message."""
    record_sheets(PaperTest.objects.get(pk=test_id))


@shared_task
def sweep_papers() -> None:
    """Go on with prints and confirmed sheets whose message was lost."""
    print_waiting()
    record_sheets()


@shared_task
def unpack_package(version_id: int) -> None:
    """Unpack what a trainer brought."""
    unpack_version(PackageVersion.objects.get(pk=version_id))


@shared_task
def unpack_waiting_packages() -> None:
    """Go on with packages whose task was lost; delete those removed from their shelf long ago."""
    unpack_waiting()
    delete_removed_packages()


@shared_task
def make_export(export_id: int) -> None:
    """Make the file of a course that somebody asked for."""
    rows = CourseExport.objects.select_related("course__agency", "lesson")
    export = rows.filter(pk=export_id).first()
    if export:  # else it was published anew meanwhile, and another file takes its place
        make_course_file(export)


@shared_task
def sweep_exports() -> None:
    """Go on with files of courses whose task was lost, and delete those that nobody uses."""
    make_waiting_exports()
    forget_old_exports()
