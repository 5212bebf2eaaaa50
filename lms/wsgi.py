import os

import django

from lms.guarding import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
django.setup(set_prefix=False)
refuse_unsafe_start()

from lms.handling import Handler  # noqa: E402

application = Handler()
