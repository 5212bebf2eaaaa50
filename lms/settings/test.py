"""The test suite."""

from lms.settings.dev import *  # noqa: F403

LMS_DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "lms.storage.names.WholeNameStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
SMS_URL = ""
LEAST_ROSTER_MATCH = 0
PACKAGE_ORIGIN = "http://packages.localhost:9000"
