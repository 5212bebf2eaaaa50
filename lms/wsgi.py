"""The WSGI application that gunicorn serves."""

import os

import django

from lms.ops.startup_checks import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
django.setup(set_prefix=False)
refuse_unsafe_start()

# Handlers load settings when imported.
from lms.package_origin import PackageOriginSwitch  # noqa: E402
from lms.wsgi_request import UTF8Handler  # noqa: E402

application = PackageOriginSwitch(UTF8Handler())
