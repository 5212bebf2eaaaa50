"""The facts of a certificate: what is certified, who issues it, its code and its fixed words."""

from certification.facts.awards import NotCompleted, award_from_enrolment
from certification.facts.codes import CODE_LENGTH, format_code, parse_code
from certification.facts.issuer import issuer_did, site_url
from certification.facts.snapshot import BUILT_IN_DESIGN, Facts
from certification.facts.wording import SHEET_LANGUAGES, WORDING_FIELDS

__all__ = [
    "BUILT_IN_DESIGN",
    "CODE_LENGTH",
    "SHEET_LANGUAGES",
    "WORDING_FIELDS",
    "Facts",
    "NotCompleted",
    "award_from_enrolment",
    "format_code",
    "issuer_did",
    "parse_code",
    "site_url",
]
