"""Declares what reporting keeps of people: what follows from facts, who locked, who gets letters.

And has the letters copied, erased and forgotten.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.privacy.erasure import Eraser, register_eraser
from people.privacy.export import DataSection, register_data_section
from people.privacy.inventory import (
    Keeping,
    PersonalData,
    Reader,
    declare_impersonal,
    declare_personal_data,
)
from people.privacy.retention import RetentionRule, delete_rows, register_retention
from reporting.letters.reports import delete_report_files
from reporting.letters.sending import find_last_sent
from reporting.models import FigureLetter, ReportFile

declare_personal_data(
    PersonalData(
        key="counted",
        title=_("From when to when figures count you"),
        purpose=_("To count quickly; it follows from your postings and your evidence."),
        fields=("reporting.Spell.*", "reporting.StalePerson.*"),
        readers=(Reader.MACHINE,),
        kept=Keeping.RECORD,
    ),
    order=40,
)

declare_personal_data(
    PersonalData(
        key="months",
        title=_("Months that you locked, and figures that you put right"),
        purpose=_("To show who stands behind a published figure."),
        fields=("reporting.LockedMonth.locked_by", "reporting.MonthAdjustment.*"),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.RECORD,
    ),
    order=60,
)

declare_personal_data(
    PersonalData(
        key="figure_letters",
        title=_("Letters of figures that you asked for"),
        purpose=_("To send you the figures of a unit as long as you may read them."),
        fields=("reporting.FigureLetter.*",),
        readers=(Reader.HOLDER,),
        kept=Keeping.ACCOUNT,
        rule="figure-letters",
    ),
    order=61,
)

declare_personal_data(
    PersonalData(
        key="report_files",
        title=_("Reports on paper that you had drawn"),
        purpose=_("To hand you the report of a large unit; it names nobody but you."),
        fields=("reporting.ReportFile.*",),
        readers=(Reader.HOLDER,),
        kept=Keeping.DAYS,
        rule="report-files",
    ),
    order=62,
)

declare_impersonal(
    "sums of large units, and how many rows the last recount found wrong",
    [
        f"reporting.{name}.*"
        for name in ("RecountResult", "Tally", "TallyAgency", "TallyCell", "TallyTotal")
    ],
)

declare_impersonal(
    "locked months: numbers of people, and of nobody in particular",
    [
        *("reporting.LockedMonth.id", "reporting.LockedMonth.month"),
        *("reporting.LockedMonth.content", "reporting.LockedMonth.digest"),
        *("reporting.LockedMonth.key", "reporting.LockedMonth.signature"),
        "reporting.LockedMonth.locked_at",
    ],
)


def _read_own_letters(person: Person) -> Iterator[dict[str, Any]]:
    rows = FigureLetter.objects.filter(person=person).select_related("unit", "skill")
    sent = find_last_sent(rows)
    for row in rows:
        yield {
            "unit": row.unit.names,
            "skill": row.skill.names if row.skill else {},
            "level": row.level,
            "rhythm": str(row.get_rhythm_display()),
            "day": row.day,
            "form": str(row.get_form_display()),
            "state": str(row.get_end_reason_display() or row.get_state_display()),
            "begun": row.begun_at,
            "last": sent.get(row.pk),
        }


def _read_own_reports(person: Person) -> Iterator[dict[str, Any]]:
    for row in ReportFile.objects.filter(asked_by=person).select_related("unit"):
        yield {"unit": row.unit.names, "day": row.day, "asked": row.asked_at}


register_data_section(
    DataSection(
        "report-files",
        _("Reports on paper that you had drawn"),
        61,
        {"unit": _("Unit"), "day": _("Day"), "asked": _("Asked at")},
        _read_own_reports,
    ),
    DataSection(
        "figure-letters",
        _("Letters of figures that you asked for"),
        60,
        {
            "unit": _("Unit"),
            "skill": _("Skill"),
            "level": _("Level"),
            "rhythm": _("How often"),
            "day": _("Day"),
            "form": _("Form"),
            "state": _("State"),
            "begun": _("Begun"),
            "last": _("Last sent"),
        },
        _read_own_letters,
    ),
)
register_eraser(
    Eraser(
        "report-files",
        _("Reports on paper that you had drawn"),
        18,
        lambda person: person.report_files.count(),
        lambda person: delete_report_files(person.report_files.all()),
    ),
    Eraser(
        "figure-letters",
        _("Letters of figures that you asked for"),
        18,
        lambda person: person.figure_letters.count(),
        lambda person: person.figure_letters.all().delete(),
    ),
)
register_retention(
    RetentionRule(
        "report-files",
        _("Reports on paper that you had drawn"),
        lambda before: ReportFile.objects.filter(asked_at__lt=before),
        delete_report_files,
    ),
    RetentionRule(
        "figure-letters",
        _("Letters of figures that have ended"),
        lambda before: FigureLetter.objects.filter(state="ended", changed_at__lt=before),
        delete_rows,
    ),
)
