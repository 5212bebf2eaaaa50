import pytest

from cms.demo.organisation.agencies import build_agencies

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_every_district_and_township_has_its_office():
    kinds = [unit.kind for unit in build_agencies() if unit.code.startswith("GAD-")]
    assert [kinds.count(kind) for kind in ("state_region", "district", "township")] == [
        15,
        74,
        413,
    ]
    townships = [unit for unit in build_agencies() if unit.kind == "township"]
    assert all(unit.township_pcode and unit.setting for unit in townships)


def test_every_unit_has_both_names():
    assert all(unit.name_my and unit.name_en for unit in build_agencies())
