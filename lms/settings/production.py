"""Production: everything that protects people is on, and nothing of the demo starts."""

from django.core.exceptions import ImproperlyConfigured

from lms.settings.base import *  # noqa: F403

if LMS_DEMO or not SECRET_KEY:  # noqa: F405
    raise ImproperlyConfigured("Production needs a SECRET_KEY and refuses LMS_DEMO.")
REFUSE_DEMO = True

# Whoever has one of the first two can make or revoke anything that the installation certifies;
# the others read and change what is recorded of people, or what they learn.
_STAFF = ["administrator", "registrar", "others:14"]
SECOND_STEP_FOR = env.list("SECOND_STEP_FOR", default=_STAFF)  # noqa: F405

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
DEVICE_COOKIE_NAME = "__Host-device"
EMAIL_CONFIG = env.email("EMAIL_URL", default="smtp://localhost:25")  # noqa: F405
vars().update(EMAIL_CONFIG)
