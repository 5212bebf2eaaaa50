"""The WSGI application that gunicorn serves."""

import gc
import os
from importlib import import_module

import django
from django.conf import settings

from lms.ops.startup_checks import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
django.setup(set_prefix=False)
refuse_unsafe_start()

# Handlers load settings when imported.
from lms.package_origin import PackageOriginSwitch  # noqa: E402
from lms.wsgi_request import UTF8Handler  # noqa: E402

application = PackageOriginSwitch(UTF8Handler())
# With all views, which the first request would load else.
import_module(settings.ROOT_URLCONF)
# What is loaded stays: the collector would look through all of it in the middle of an answer.
gc.collect()
gc.freeze()
