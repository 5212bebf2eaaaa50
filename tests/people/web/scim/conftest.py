"""The identity system of a ministry, which asks at the door."""

from tests.people.scim.conftest import ask, hr, token

__all__ = ["ask", "hr", "token"]
