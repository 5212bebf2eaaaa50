"""Declares the personal data in the record of learning."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from people.privacy.inventory import (
    Keeping,
    PersonalData,
    Reader,
    declare_impersonal,
    declare_personal_data,
)

_RULE_FIELDS = ("id", "agency", "lowest_grade", "highest_grade", "hours", "since", "set_at")
_YEAR_FIELDS = (
    *("id", "agency", "year", "lowest_grade", "highest_grade", "unit_kind", "position"),
    *("courses", "programmes", "asks_hours", "cut_off_on", "set_at", "expected", "closed_at"),
    *("remind_on", "reminded_upto", "told_at"),
)
_PAPER_FIELDS = (
    *("id", "session", "quiz", "kind", "language", "pass_mark", "most_points", "made_at"),
    *("print_done", "print_folder", "print_claimed_until", "printed_at"),
)
_PACKAGE_FIELDS = (
    *("package", "number", "digest", "name", "bytes", "upload", "brought_at", "state", "percent"),
    *("tries", "claimed_until", "refusal", "detail", "kind", "parts", "files"),
    *("unpacked_bytes", "left_out", "warnings", "set_aside_at"),
)
_COURSE_FIELDS = (
    *("id", "key", "slug", "titles", "is_live", "validity_months", "renewal_points"),
    *("grace_days", "summaries", "audience", "agency", "languages", "gives_certificate"),
    *("renews_by_final_test", "attendance_percent", "review_by"),
    *("review_begun_on", "search_text", "published_at", "skills", "pass_rule"),
    *("entry_rule", "prerequisites", "outcomes", "allows_download", "edition"),
    *("picture", "preview", "picture_words", "minutes", "asks_feedback"),
    "certificate_design",
)
_EDITION_FIELDS = (
    *("id", "course", "number", "why", "notes", "renew_by", "opened_at", "told_at"),
    "withdrawn_at",
)
_HELPERS = (Reader.HOLDER, Reader.HR, Reader.TRAINERS)

declare_personal_data(
    PersonalData(
        key="enrolments",
        title=_("Courses you take and took"),
        purpose=_("To lead you on where you stopped, and to prove and count what you completed."),
        fields=(
            *("courses.Enrolment.*", "courses.EditionRenewal.*"),
            *("courses.CourseEdition.opened_by", "courses.CourseEdition.withdrawn_by"),
        ),
        readers=_HELPERS,
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="programmes",
        title=_("Programmes you take and took"),
        purpose=_("To count your courses toward a programme, and to certify it."),
        fields=("courses.ProgrammeEnrolment.*",),
        readers=_HELPERS,
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="studies",
        title=_("Study that you stated yourself"),
        purpose=_("To count learning hours of a year; your office decides on them."),
        fields=("courses.OwnStudy.*", "courses.HoursRequirement.set_by"),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="years",
        title=_("Your yearly obligation"),
        purpose=_("To state what was asked of you in a year, and what you had done by its end."),
        fields=(
            *("courses.YearStatus.*", "courses.YearCorrection.*", "courses.YearExemption.*"),
            "courses.YearlyObligation.set_by",
        ),
        readers=(Reader.HOLDER, Reader.HR, Reader.VERIFIERS),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="lessons",
        title=_("Lessons you opened and read"),
        purpose=_("To show what remains, and whether lessons were read in haste."),
        fields=("courses.LessonOpening.*", "courses.LessonCompletion.*"),
        readers=_HELPERS,
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="notes",
        title=_("Notes that you write in lessons"),
        purpose=_("To let you think a question over, and read again what you thought."),
        fields=("courses.ReflectionNote.*",),
        readers=(Reader.HOLDER,),
        kept=Keeping.ACCOUNT,
    ),
    PersonalData(
        key="packages",
        title=_("Exercises in packages: what they keep and report"),
        purpose=_(
            "To let you go on where you stopped, on another device too. What it reports is"
            " checked by nobody and certifies nothing by itself."
        ),
        fields=(
            "courses.PackageRecord.*",
            *("courses.Package.made_by", "courses.PackageVersion.brought_by"),
        ),
        readers=(Reader.HOLDER,),
        kept=Keeping.RECORD,
        rule="package-data",
    ),
    PersonalData(
        key="attempts",
        title=_("Quizzes: your answers and results"),
        purpose=_("To mark them, and to mark them again if a question was wrong."),
        fields=(
            *("courses.Attempt.*", "courses.AttemptItem.*", "courses.Remark.*"),
            "courses.VoidedAttempt.*",
            *("courses.Essay.*", "courses.EssayMark.*"),
        ),
        readers=_HELPERS,
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="support",
        title=_("Help with quizzes"),
        purpose=_("To let you ask for one more attempt, and to know who granted it and why."),
        fields=(
            *("courses.AttemptRequest.*", "courses.AttemptGrant.*"),
            *("courses.QuestionReport.*", "courses.KeyCorrection.*"),
        ),
        readers=_HELPERS,
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="waivers",
        title=_("Courses you asked to take without what comes before"),
        purpose=_("To let you enrol where you know already what a course asks for."),
        fields=("courses.PrerequisiteWaiver.*",),
        readers=(Reader.HOLDER, Reader.TRAINERS),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="work_use",
        title=_("Whether you use at work what you learnt"),
        purpose=_("To know which courses help at work; your office reads what you write."),
        fields=("courses.FollowUp.*",),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.RECORD,
        rule="work-use",
    ),
    PersonalData(
        key="class_sessions",
        title=_("Class sessions and attendance"),
        purpose=_(
            "To keep a seat for you, and to show that you were there where a course asks it."
        ),
        fields=(
            "courses.SessionSeat.*",
            "courses.Attendance.*",
            "courses.AttendanceChange.*",
            "courses.ClassSession_trainers.*",
            *("courses.ClassSession.made_by", "courses.ClassSession.closed_by"),
            "courses.ClassSession.trainers",
            *("courses.SessionSeries.made_by", "courses.SessionSeries.undone_by"),
        ),
        readers=_HELPERS,
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="sittings",
        title=_("Supervised tests"),
        purpose=_("To know who took a test in a room, on which seat, and who supervised it."),
        fields=(
            "courses.SittingSeat.*",
            *("courses.Sitting.made_by", "courses.Sitting.started_by"),
            "courses.Sitting.closed_by",
        ),
        readers=_HELPERS,
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="accommodations",
        title=_("What you need in tests"),
        purpose=_("To give you more time, breaks and other help in every test."),
        fields=("courses.Accommodation.*",),
        readers=_HELPERS,
        kept=Keeping.DAYS,
        rule="accommodations",
    ),
    PersonalData(
        key="papers",
        title=_("Tests you took on paper"),
        purpose=_("To mark your answer sheet, and to know who entered and who confirmed it."),
        fields=(
            *("courses.PaperSheet.*", "courses.PaperEntry.*"),
            *("courses.PaperTest.made_by", "courses.PaperTest.print_asked_by"),
            *("courses.PaperTest.file", "courses.PaperTest.print_list"),
        ),
        readers=(*_HELPERS, Reader.REGISTRARS),
        kept=Keeping.RECORD,
        rule="paper-files",
    ),
    PersonalData(
        key="owned_courses",
        title=_("Courses you look after"),
        purpose=_("To remind you when a course is to be reviewed."),
        fields=("courses.Course.owner",),
        readers=(Reader.HOLDER, Reader.COLLEAGUES),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="duties",
        title=_("What your office asks you to complete"),
        purpose=_("To tell you what is due and until when, and your office who is late."),
        fields=(
            *("courses.AssignedPerson.*", "courses.AssignmentRequest.*"),
            "courses.Assignment.*",
        ),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.RECORD,
    ),
    order=30,
)

declare_impersonal(
    "what is taught and asked, not by whom it is learnt",
    [
        *(f"courses.Course.{field}" for field in _COURSE_FIELDS),
        "courses.PassRule.*",
        *(f"courses.CourseEdition.{field}" for field in _EDITION_FIELDS),
        "courses.CourseSector.*",
        *("courses.CourseSkill.*", "courses.Module.*", "courses.Lesson.*", "courses.FormerSlug.*"),
        *("courses.LessonVersion.*", "courses.LessonText.*", "courses.LessonFile.*"),
        "courses.GlossaryTerm.*",
        *(f"courses.HoursRequirement.{field}" for field in _RULE_FIELDS),
        *(f"courses.YearlyObligation.{field}" for field in _YEAR_FIELDS),
        *("courses.YearlyObligation_courses.*", "courses.YearlyObligation_programmes.*"),
        *("courses.Programme.*", "courses.ProgrammeVersion.*", "courses.ProgrammeSet.*"),
        *("courses.LessonVersionFile.*", "courses.ItemVersion.*", "courses.Quiz.*"),
        "courses.ItemVersionFile.*",
        *("courses.QuizStatistics.*", "courses.ItemStatistics.*"),
        *("courses.Item.*", "courses.QuizSection.*"),
        *("courses.ClassSession.titles", "courses.ClassSession.kind"),
        *("courses.ClassSession.course", "courses.ClassSession.agency"),
        *("courses.ClassSession.place", "courses.ClassSession.link"),
        *("courses.ClassSession.capacity", "courses.ClassSession.opens_to"),
        *("courses.ClassSession.late_percent", "courses.ClassSession.state"),
        *("courses.ClassSession.begins_at", "courses.ClassSession.ends_at"),
        *("courses.ClassSession.revision", "courses.ClassSession.made_at"),
        *("courses.ClassSession.closed_at", "courses.ClassSession.reason"),
        *("courses.ClassSession.is_told", "courses.ClassSession.series"),
        *("courses.ClassSession.untold", "courses.ClassSession.most_parts"),
        *("courses.SessionSeries.key", "courses.SessionSeries.titles"),
        *("courses.SessionSeries.agency", "courses.SessionSeries.made_at"),
        "courses.SessionSeries.undone_at",
        *("courses.Sitting.quiz", "courses.Sitting.session", "courses.Sitting.agency"),
        *("courses.Sitting.place", "courses.Sitting.planned_at", "courses.Sitting.made_at"),
        *("courses.Sitting.entry_minutes", "courses.Sitting.extra_minutes"),
        *("courses.Sitting.started_at", "courses.Sitting.closed_at", "courses.Sitting.reason"),
        *(f"courses.PaperTest.{field}" for field in _PAPER_FIELDS),
        *("courses.Package.agency", "courses.Package.title", "courses.Package.made_at"),
        *("courses.Package.titles", "courses.Package.removed_at", "courses.CourseExport.*"),
        *(f"courses.PackageVersion.{field}" for field in _PACKAGE_FIELDS),
        "courses.LessonPackage.*",
    ],
)
