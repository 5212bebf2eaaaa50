"""The facts of a certificate: what is certified, who issues it, its code and its fixed words."""

from certification.facts.codes import parse_code
from certification.facts.snapshot import BUILT_IN_DESIGN, Facts
from certification.facts.wording import SHEET_LANGUAGES

__all__ = ["BUILT_IN_DESIGN", "SHEET_LANGUAGES", "Facts", "parse_code"]
