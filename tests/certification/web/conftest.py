"""The small ministry of the reports, for the page that they lead to."""

from tests.reporting.conftest import (
    _django_db_helper,
    as_hr,
    as_township,
    built,
    ground,
    house,
)

__all__ = ["_django_db_helper", "as_hr", "as_township", "built", "ground", "house"]
