"""Rows of people: agencies, persons and their names, postings, roles, messages, rosters."""

from people.models.accounts import OneTimeCode, SignInCard
from people.models.agency import Agency, list_line_paths
from people.models.agency_history import AgencyAct, AgencyVersion
from people.models.desk import Audience, AudienceMember, BulkAct, DeskPreference, Look
from people.models.identifier import Identifier
from people.models.imports import (
    ImportRun,
    ProposedFile,
    RosterColumns,
    RosterProposal,
    RosterProposalLine,
)
from people.models.message import Message
from people.models.name_request import NameRequest
from people.models.periods import END_COLUMNS, require_period, validate_service_day
from people.models.person import Person
from people.models.postings import (
    AdditionalPosting,
    AgencyCode,
    AgencyDomain,
    Posting,
    PostingAct,
    ServiceClaim,
    Transfer,
)
from people.models.privacy import DataRequest, ErasureRequest
from people.models.role import Role
from people.models.scim import ScimAccount, ScimToken

__all__ = [
    "END_COLUMNS",
    "AdditionalPosting",
    "Agency",
    "AgencyAct",
    "AgencyCode",
    "AgencyDomain",
    "AgencyVersion",
    "Audience",
    "AudienceMember",
    "BulkAct",
    "DataRequest",
    "DeskPreference",
    "ErasureRequest",
    "Identifier",
    "ImportRun",
    "Look",
    "Message",
    "NameRequest",
    "OneTimeCode",
    "Person",
    "Posting",
    "PostingAct",
    "ProposedFile",
    "Role",
    "RosterColumns",
    "RosterProposal",
    "RosterProposalLine",
    "ScimAccount",
    "ScimToken",
    "ServiceClaim",
    "SignInCard",
    "Transfer",
    "list_line_paths",
    "require_period",
    "validate_service_day",
]
