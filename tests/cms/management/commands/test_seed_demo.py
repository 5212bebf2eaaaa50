import pytest
from django.core.management import CommandError, call_command

from plan.models import Plan


def test_the_demo_is_refused_elsewhere(settings, db):
    settings.LMS_DEMO = False
    with pytest.raises(CommandError, match="LMS_DEMO=1"):
        call_command("seed_demo")
    assert not Plan.objects.exists()
