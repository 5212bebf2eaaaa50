"""Wagtail's jobs run where decision 0007 says."""

import pytest
from django.core.checks import run_checks
from django_tasks import TaskResultStatus, task_backends
from django_tasks.backends.immediate import ImmediateBackend
from wagtail.models import Page
from wagtail.tasks import update_reference_index_task

pytestmark = pytest.mark.any_database


def test_a_job_runs_in_the_request_that_causes_it(db, settings):
    assert "default" in settings.TASKS
    assert isinstance(task_backends["default"], ImmediateBackend)
    done = update_reference_index_task.enqueue("wagtailcore", "page", Page.objects.first().pk)
    assert done.status == TaskResultStatus.SUCCESSFUL


def test_a_misspelt_back_end_fails_the_check(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.none"}}
    with pytest.raises(Exception, match=r"django_tasks\.backends\.none"):
        run_checks()
