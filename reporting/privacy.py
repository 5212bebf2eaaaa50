"""Declares what reporting keeps of people: what follows from facts, and who locked a month."""

from django.utils.translation import gettext_lazy as _

from people.privacy.inventory import (
    Keeping,
    PersonalData,
    Reader,
    declare_impersonal,
    declare_personal_data,
)

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

declare_impersonal(
    "sums of large units",
    ["reporting.Tally.*", "reporting.TallyAgency.*", "reporting.TallyCell.*"],
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
