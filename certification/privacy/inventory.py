"""Declares the personal data in certificates, evidence and what is done with them."""

from __future__ import annotations

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
        key="certificates",
        title=_("Certificates"),
        purpose=_("To prove what you completed to whoever you show it."),
        fields=("certification.Certificate.*", "certification.UncertifiedCompletion.*"),
        readers=(Reader.HOLDER, Reader.HR, Reader.REGISTRARS, Reader.VERIFIERS),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="evidence",
        title=_("Skills and how they are proved"),
        purpose=_("To show what you can do, and to count how the plan is met."),
        fields=("certification.Evidence.*", "certification.Record.*"),
        readers=(Reader.HOLDER, Reader.HR, Reader.REGISTRARS),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="actions",
        title=_("What was done with certificates"),
        purpose=_("To know who asked for a correction or an appeal, and who decided why."),
        fields=("certification.ActionRequest.*",),
        readers=(Reader.HOLDER, Reader.REGISTRARS),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="statements",
        title=_("Statements of years"),
        purpose=_("To prove the hours you learnt in a year and what it came to."),
        fields=("certification.YearStatement.*",),
        readers=(Reader.HOLDER, Reader.HR, Reader.VERIFIERS),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="batches",
        title=_("Lists of people to be certified"),
        purpose=_("To certify a class or an office at once."),
        fields=("certification.Batch.*", "certification.BatchLine.*"),
        readers=(Reader.REGISTRARS,),
        kept=Keeping.RECORD,
        rule="batch-files",
    ),
    PersonalData(
        key="statement_batches",
        title=_("Files of statements of an office"),
        purpose=_("To hand the statements of a year to an appraisal at once."),
        fields=("certification.StatementBatch.*", "certification.StatementLine.*"),
        readers=(Reader.HR,),
        kept=Keeping.DAYS,
        rule="statement-batches",
    ),
    PersonalData(
        key="signatories",
        title=_("Who signs certificates"),
        purpose=_("To name on the certificate who answers for it, and who made its design."),
        fields=("certification.Signatory.*", "certification.DesignVersion.*"),
        readers=(Reader.PUBLIC,),
        kept=Keeping.PRINTED,
    ),
    order=50,
)

declare_impersonal("how a certificate looks", ["certification.Design.*"])
declare_impersonal(
    "salted hashes, statuses and signatures, which tell of nobody",
    ["certification.LogEntry.*", "certification.Checkpoint.*", "certification.StatusList.*"],
)
