"""Declares the personal data of people, and of the libraries that sign them in."""

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
        key="names",
        title=_("Names"),
        purpose=_("To address you, to write certificates, and to find you among others."),
        fields=(
            *("people.Person.honorific", "people.Person.name_my", "people.Person.name_en"),
            *("people.Person.is_name_confirmed", "people.Person.search_key"),
            *("people.Person.sort_key_my", "people.Person.sort_key_en"),
        ),
        readers=(Reader.HOLDER, Reader.HR, Reader.TRAINERS, Reader.REGISTRARS),
        kept=Keeping.ACCOUNT,
    ),
    PersonalData(
        key="gender",
        title=_("Gender"),
        purpose=_("To tell people of the same name apart. An office may leave it out."),
        fields=("people.Person.gender",),
        readers=(Reader.HOLDER,),
        kept=Keeping.ACCOUNT,
    ),
    PersonalData(
        key="account",
        title=_("Account"),
        purpose=_("To sign you in and nobody else, and to know whether you are an official."),
        fields=(
            *("people.Person.username", "people.Person.staff_number", "people.Identifier.*"),
            *("people.Person.last_login", "people.Person.is_active", "people.Person.audience"),
            *("people.Person.date_joined", "people.Person.subject_id"),
            "people.Person.second_step_told_on",
        ),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.ACCOUNT,
    ),
    PersonalData(
        key="secrets",
        title=_("Password, second step and passkeys"),
        purpose=_("To recognise you. Passwords are kept in a form that cannot be read back."),
        fields=(
            *("people.Person.password", "mfa.Authenticator.*", "authtoken.Token.*"),
            *("socialaccount.SocialAccount.*", "socialaccount.SocialToken.*"),
        ),
        readers=(Reader.MACHINE,),
        kept=Keeping.ACCOUNT,
    ),
    PersonalData(
        key="contacts",
        title=_("E-mail, phone and language"),
        purpose=_("To write to you in your language, and to let you in again without a password."),
        fields=(
            *("people.Person.email", "people.Person.phone", "people.Person.confirmed_email"),
            *("people.Person.confirmed_phone", "people.Person.language"),
            *("people.Person.unwanted_letters", "account.EmailAddress.*"),
            "account.EmailConfirmation.*",
        ),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.ACCOUNT,
    ),
    PersonalData(
        key="postings",
        title=_("Where you serve and served"),
        purpose=_("To count who serves where, on past days too, and to write it on certificates."),
        fields=("people.Posting.*",),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="charges",
        title=_("Additional charges"),
        purpose=_("To know what you do for a further office, with which share and why."),
        fields=("people.AdditionalPosting.*",),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.ACCOUNT,
    ),
    PersonalData(
        key="transfers",
        title=_("Transfers and what offices did to postings"),
        purpose=_("To let two offices agree, and to put right or take back what was done."),
        fields=("people.Transfer.*", "people.PostingAct.*"),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.ACCOUNT,
    ),
    PersonalData(
        key="roles",
        title=_("Roles and rights"),
        purpose=_("To let you do your work in the office."),
        fields=(
            *("people.Role.*", "people.Person.is_staff", "people.Person.is_superuser"),
            *("people.Person.groups", "people.Person.user_permissions"),
            *("people.Person_groups.*", "people.Person_user_permissions.*"),
        ),
        readers=(Reader.HOLDER, Reader.ADMINISTRATORS),
        kept=Keeping.ACCOUNT,
    ),
    PersonalData(
        key="messages",
        title=_("Messages to you"),
        purpose=_("To tell you what concerns you, once."),
        fields=("people.Message.*",),
        readers=(Reader.HOLDER,),
        kept=Keeping.ACCOUNT,
        rule="messages",
    ),
    PersonalData(
        key="name-requests",
        title=_("Requests for another name"),
        purpose=_("To have a name that is written wrongly put right."),
        fields=("people.NameRequest.*",),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.ACCOUNT,
        rule="requests",
    ),
    PersonalData(
        key="claims",
        title=_("Requests to be recorded in an office"),
        purpose=_("To record officials who register themselves, and to show who let them in."),
        fields=("people.ServiceClaim.*", "people.AgencyCode.*", "people.AgencyDomain.*"),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.ACCOUNT,
        rule="claims",
    ),
    PersonalData(
        key="codes",
        title=_("Slips and codes"),
        purpose=_("To open an account without e-mail, and to show you who printed a slip."),
        fields=("people.OneTimeCode.*",),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.ACCOUNT,
        rule="codes",
    ),
    PersonalData(
        key="sessions",
        title=_("Where you are signed in"),
        purpose=_("To keep you signed in, and to show you each device and address."),
        fields=("sessions.Session.*", "usersessions.UserSession.*"),
        readers=(Reader.HOLDER,),
        kept=Keeping.SESSION,
    ),
    PersonalData(
        key="failures",
        title=_("Failed sign-ins"),
        purpose=_("To stop whoever guesses passwords. What was typed as a password is not kept."),
        fields=("axes.AccessFailureLog.*", "axes.AccessAttempt.*", "axes.AccessLog.*"),
        readers=(Reader.ADMINISTRATORS,),
        kept=Keeping.DAYS,
        rule="sign-in",
    ),
    PersonalData(
        key="imports",
        title=_("Files of offices"),
        purpose=_("To show who brought a file what was wrong in it. The file itself is not kept."),
        fields=("people.ImportRun.*",),
        readers=(Reader.IMPORTERS,),
        kept=Keeping.RECORD,
        rule="imports",
    ),
    PersonalData(
        key="looks",
        title=_("Who looked at your data"),
        purpose=_("To show you who in the office opened your page, and on which day."),
        fields=("people.Look.*",),
        readers=(Reader.HOLDER,),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="erasure",
        title=_("Requests for erasure"),
        purpose=_("To erase your data when you ask for it, and to know who decided."),
        fields=("people.ErasureRequest.*", "people.Person.erased_at"),
        readers=(Reader.HOLDER, Reader.ADMINISTRATORS),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="rosters",
        title=_("Rosters of offices"),
        purpose=_(
            "To record where you serve as your office states it, to explain and to undo it."
        ),
        fields=(
            *("people.RosterProposal.*", "people.RosterProposalLine.*"),
            "people.RosterColumns.*",
        ),
        readers=(Reader.HR,),
        kept=Keeping.DAYS,
        rule="rosters",
    ),
    PersonalData(
        key="agency-acts",
        title=_("Acts on agencies"),
        purpose=_("To know who renamed, moved or closed an agency, and to take that back."),
        fields=("people.AgencyAct.*",),
        readers=(Reader.HR,),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="identity-systems",
        title=_("What the identity system of your office says"),
        purpose=_("To record who comes, moves and leaves as your office states it."),
        fields=("people.ScimAccount.*", "people.ScimToken.*"),
        readers=(Reader.HR,),
        kept=Keeping.ACCOUNT,
    ),
    PersonalData(
        key="own-data",
        title=_("Copies of your data"),
        purpose=_("To hand you what you asked for."),
        fields=("people.DataRequest.*",),
        readers=(Reader.HOLDER,),
        kept=Keeping.DAYS,
        rule="own-data",
    ),
    PersonalData(
        key="audiences",
        title=_("Lists of people that an office keeps"),
        purpose=_("To offer learning to those whom it concerns."),
        fields=("people.AudienceMember.*",),
        readers=(Reader.HOLDER, Reader.HR),
        kept=Keeping.ACCOUNT,
    ),
    PersonalData(
        key="desk",
        title=_("Work at the desk of an office"),
        purpose=_("To show lists as you chose, and to finish what you do to many at once."),
        fields=("people.DeskPreference.*", "people.BulkAct.*"),
        readers=(Reader.HOLDER,),
        kept=Keeping.ACCOUNT,
    ),
    order=10,
)

declare_impersonal("offices, not people", ["people.Agency.*", "people.AgencyVersion.*"])
declare_impersonal(
    "what a group is called, and by which rule people are in it", ["people.Audience.*"]
)
declare_impersonal(
    "set up by whoever runs the service",
    [
        "socialaccount.SocialApp.*",
        "auth.Permission.*",
        "auth.Group.*",
        "contenttypes.ContentType.*",
    ],
)
