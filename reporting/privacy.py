"""Declares what figures keep of people: rows derived from their postings and evidence."""

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

declare_impersonal(
    "sums of large units",
    ["reporting.Tally.*", "reporting.TallyAgency.*", "reporting.TallyCell.*"],
)
