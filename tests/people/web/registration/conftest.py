import pytest

from tests.people.sign_in import signed_in


@pytest.fixture
def hr(client, tree):
    return signed_in(client, "hr", agency=tree["MOHA"])
