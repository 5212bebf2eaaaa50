"""States what a year of learning came to, as a sealed file that anybody can check."""

from certification.statements.facts import gather_year_facts
from certification.statements.making import make_statement
from certification.statements.sealing import seal_statement

__all__ = ["gather_year_facts", "make_statement", "seal_statement"]
