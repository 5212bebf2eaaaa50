"""The small ministry of the reports, for the page that they lead to."""

from tests.reporting.conftest import as_hr, as_township, house

__all__ = ["as_hr", "as_township", "house"]
