import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from certification.keys import make_demo_keys
from lms.ops.startup_checks import demo_accounts, refuse_unsafe_start
from people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings):
    settings.LMS_DEMO, settings.REFUSE_DEMO = False, True


def test_production_refuses_an_account_of_the_demo(production):
    Person.objects.create_user("learner", "demo")
    with pytest.raises(ImproperlyConfigured, match="learner"):
        refuse_unsafe_start()


def test_production_refuses_the_keys_of_a_demo(settings):
    make_demo_keys()
    settings.LMS_DEMO, settings.REFUSE_DEMO = False, True
    with pytest.raises(ImproperlyConfigured, match="demo key"):
        refuse_unsafe_start()


def test_a_key_that_is_away_keeps_nobody_from_learning(production):
    refuse_unsafe_start()


def test_an_account_of_that_name_with_a_password_of_its_own_is_no_demo_account():
    Person.objects.create_user("learner", "a password of one's own")
    assert demo_accounts() == []


@pytest.mark.parametrize(
    "environment", [{"SECRET_KEY": ""}, {"SECRET_KEY": "a real one", "LMS_DEMO": "1"}]
)
def test_production_settings_refuse_to_load_without_a_secret_or_with_the_demo(environment):
    told = subprocess.run(
        [sys.executable, "-c", "import lms.settings.production"],
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )
    assert "refuses LMS_DEMO" in told.stderr
