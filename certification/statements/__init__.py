"""States what a year of learning came to, as a sealed file that anybody can check."""

from certification.statements.batches import ask_for_statements, process_statements
from certification.statements.facts import gather_year_facts
from certification.statements.making import make_statement
from certification.statements.sealing import seal_statement

__all__ = [
    "ask_for_statements",
    "gather_year_facts",
    "make_statement",
    "process_statements",
    "seal_statement",
]
