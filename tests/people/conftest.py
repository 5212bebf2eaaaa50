"""A small tree of agencies."""

import pytest

from people.models import Agency
from tests.people.factories import AgencyFactory


@pytest.fixture
def tree(db):
    """Two ministries; the first with a department and a township office under it."""
    root = AgencyFactory(code="MM")
    home = AgencyFactory(code="MOHA", parent=root)
    AgencyFactory(code="MOE", parent=root)
    department = AgencyFactory(code="GAD", parent=home)
    AgencyFactory(code="GAD-T1", parent=department)
    return {agency.code: agency for agency in Agency.objects.all()}


@pytest.fixture
def without_a_broker(monkeypatch):
    """Letters and codes are written in the request, as where no broker answers."""
    for module in ("letters", "contacts", "sign_in.passwordless"):
        monkeypatch.setattr(f"people.accounts.{module}.try_to_enqueue", lambda *task: False)
