"""Rows of courses: catalogue, programmes, quizzes, the record, sessions, assignments, years."""

from courses.models.assignments.assignable import (
    ASSIGNABLE_KINDS,
    Assignable,
    AssignableKind,
    find_done,
    kind_of,
)
from courses.models.assignments.assignment import (
    MOST_DUE_DAYS,
    AssignedPerson,
    AssignedPersonQuerySet,
    AssignedState,
    Assignment,
)
from courses.models.assignments.request import AssignmentRequest, AssignmentRequestQuerySet
from courses.models.catalogue import (
    REVIEW_NOTICE,
    Course,
    CourseSector,
    CourseSkill,
    FormerSlug,
    Lesson,
    LessonText,
    LessonVersion,
    Module,
    PublishedModel,
)
from courses.models.follow_up import ANSWERS_TOLD, APPLIED, FollowUp, WorkUse
from courses.models.hours import HoursKind, HoursRequirement, OwnStudy
from courses.models.item import Item, ItemVersion
from courses.models.lessons.glossary import GlossaryTerm
from courses.models.lessons.note import LONGEST_NOTE, ReflectionNote
from courses.models.media import ItemVersionFile, LessonFile, LessonVersionFile
from courses.models.obligation import (
    GIVEN_REASONS,
    ExemptionReason,
    YearCorrection,
    YearExemption,
    YearlyObligation,
    YearState,
    YearStatus,
)
from courses.models.packages.export import CourseExport, ExportFormat, ExportState
from courses.models.packages.package import (
    LessonPackage,
    Package,
    PackageKind,
    PackageState,
    PackageVersion,
)
from courses.models.packages.record import PackageRecord, ReportedStatus
from courses.models.papers.sheet import PaperEntry, PaperSheet
from courses.models.papers.test import MOST_POINTS, PaperTest
from courses.models.programme import (
    Programme,
    ProgrammeCourse,
    ProgrammeSet,
    ProgrammeSkill,
    ProgrammeVersion,
)
from courses.models.programme_record import ProgrammeEnrolment, build_programme_language
from courses.models.questions.correction import KeyCorrection, QuestionReport
from courses.models.questions.essay import Essay, EssayMark, pick_effective_marks
from courses.models.questions.statistics import ItemStatistics, ItemWeakness, QuizStatistics
from courses.models.quiz import (
    AnswersShown,
    Attempt,
    AttemptItem,
    AttemptTaken,
    GradingRule,
    Quiz,
    QuizItem,
    QuizSection,
    Supervision,
    build_passed_condition,
)
from courses.models.record import (
    Enrolment,
    LessonCompletion,
    LessonOpening,
    build_language_read,
)
from courses.models.remark import Remark
from courses.models.sessions.attendance import Attendance, AttendanceChange
from courses.models.sessions.seat import SessionSeat
from courses.models.sessions.series import SessionSeries
from courses.models.sessions.session import (
    LONGEST_PART,
    MOST_SEATS,
    ClassSession,
    SessionPart,
)
from courses.models.supervision.accommodation import (
    MOST_BREAK_MINUTES,
    MOST_TIME_PERCENT,
    Accommodation,
)
from courses.models.supervision.sitting import (
    MOST_ENTRY_MINUTES,
    Sitting,
    SittingSeat,
    VoidedAttempt,
)
from courses.models.support import AttemptGrant, AttemptRequest
from courses.models.terms.edition import CourseEdition, EditionRenewal
from courses.models.terms.passing import PassRule
from courses.models.terms.waiver import PrerequisiteWaiver

__all__ = [
    "ANSWERS_TOLD",
    "APPLIED",
    "ASSIGNABLE_KINDS",
    "GIVEN_REASONS",
    "LONGEST_NOTE",
    "LONGEST_PART",
    "MOST_BREAK_MINUTES",
    "MOST_DUE_DAYS",
    "MOST_ENTRY_MINUTES",
    "MOST_POINTS",
    "MOST_SEATS",
    "MOST_TIME_PERCENT",
    "REVIEW_NOTICE",
    "Accommodation",
    "AnswersShown",
    "Assignable",
    "AssignableKind",
    "AssignedPerson",
    "AssignedPersonQuerySet",
    "AssignedState",
    "Assignment",
    "AssignmentRequest",
    "AssignmentRequestQuerySet",
    "Attempt",
    "AttemptGrant",
    "AttemptItem",
    "AttemptRequest",
    "AttemptTaken",
    "Attendance",
    "AttendanceChange",
    "ClassSession",
    "Course",
    "CourseEdition",
    "CourseExport",
    "CourseSector",
    "CourseSkill",
    "EditionRenewal",
    "Enrolment",
    "Essay",
    "EssayMark",
    "ExemptionReason",
    "ExportFormat",
    "ExportState",
    "FollowUp",
    "FormerSlug",
    "GlossaryTerm",
    "GradingRule",
    "HoursKind",
    "HoursRequirement",
    "Item",
    "ItemStatistics",
    "ItemVersion",
    "ItemVersionFile",
    "ItemWeakness",
    "KeyCorrection",
    "Lesson",
    "LessonCompletion",
    "LessonFile",
    "LessonOpening",
    "LessonPackage",
    "LessonText",
    "LessonVersion",
    "LessonVersionFile",
    "Module",
    "OwnStudy",
    "Package",
    "PackageKind",
    "PackageRecord",
    "PackageState",
    "PackageVersion",
    "PaperEntry",
    "PaperSheet",
    "PaperTest",
    "PassRule",
    "PrerequisiteWaiver",
    "Programme",
    "ProgrammeCourse",
    "ProgrammeEnrolment",
    "ProgrammeSet",
    "ProgrammeSkill",
    "ProgrammeVersion",
    "PublishedModel",
    "QuestionReport",
    "Quiz",
    "QuizItem",
    "QuizSection",
    "QuizStatistics",
    "ReflectionNote",
    "Remark",
    "ReportedStatus",
    "SessionPart",
    "SessionSeat",
    "SessionSeries",
    "Sitting",
    "SittingSeat",
    "Supervision",
    "VoidedAttempt",
    "WorkUse",
    "YearCorrection",
    "YearExemption",
    "YearState",
    "YearStatus",
    "YearlyObligation",
    "build_language_read",
    "build_passed_condition",
    "build_programme_language",
    "find_done",
    "kind_of",
    "pick_effective_marks",
]
