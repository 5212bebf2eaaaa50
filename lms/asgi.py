import os

from django.core.asgi import get_asgi_application

from lms.guarding import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
application = get_asgi_application()
refuse_unsafe_start()
