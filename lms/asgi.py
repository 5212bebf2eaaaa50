"""The ASGI application, for servers that want one; `make demo` and the docs use WSGI."""

import os

from django.core.asgi import get_asgi_application

from lms.ops.startup_checks import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
application = get_asgi_application()
refuse_unsafe_start()
