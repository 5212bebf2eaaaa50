"""How hard the property tests of attacks try."""

from hypothesis import HealthCheck, settings

ALL_BUT_TIME = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
