"""Settings shared by all environments; the environment is read here and nowhere else."""

import logging
from pathlib import Path
from urllib.parse import urlsplit

import environ

from lms.settings.api import *  # noqa: F403
from lms.settings.apps import *  # noqa: F403
from lms.settings.auth import *  # noqa: F403
from lms.settings.http import *  # noqa: F403
from lms.settings.languages import *  # noqa: F403
from lms.settings.logging import configure_logging
from lms.settings.rates import *  # noqa: F403
from lms.settings.wagtail import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))
NODE_MODULES = Path(env("NODE_MODULES", default=str(BASE_DIR / "node_modules")))

LMS_DEMO = env.bool("LMS_DEMO", default=False)
DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HOST = env("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{PORT}")
# Where packages that trainers bring are served: another host than SITE_URL, whose cookies it must
# not see. Without one no package is offered.
PACKAGE_ORIGIN = env(
    "PACKAGE_ORIGIN", default=f"http://localhost:{PORT + 1000}" if LMS_DEMO else ""
)
PACKAGE_HOST = "courses.web.packages.origin.is_package_host"
PACKAGE_APPLICATION = "courses.web.packages.origin.answer_environment"
PROXIES = env.int("PROXIES", default=0)
LARGEST_BODY_OF_EDITORS = env.int("LARGEST_UPLOAD", default=500_000_000)
# The list of a class session has three fields for each of a thousand seats.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "people.web.context_processors.add_site_context",
            ],
            "builtins": ["django.templatetags.i18n", "people.templatetags.burmese"],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # SQLite has one writer. IMMEDIATE takes the lock where a transaction begins, so that two
        # never deadlock when they go from reading to writing; a writer waits for it 20 seconds.
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # Without recursive triggers REPLACE deletes a row unseen by those that refuse it.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        " PRAGMA foreign_keys=ON; PRAGMA mmap_size=134217728; PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Seconds: a server that hangs is told to people in words, not by a page that never comes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds: opening SQLite costs more than a page
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

env.CACHE_SCHEMES.update(
    dict.fromkeys(("redis", "rediss", "rediscache"), "lms.cache.OptionalRedisCache")
)
# Each question to a Redis that is away would leave a traceback; the circuit tells it once.
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = False
CACHES = {
    "default": env.cache("CACHE_URL", default="locmemcache://"),
    # What the frame of every page repeats, in the memory of the process: a tenth of its time
    # to ask for. No personal data, and nothing that a release does not end.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "template_fragments",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="filesystem://localhost")
CELERY_TASK_IGNORE_RESULT = True
# The task of a killed worker is delivered again; every task may run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300  # seconds: a task that hangs must not hold its worker
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 700_000  # kB: a child that grew is replaced between tasks
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "data_folder_in": str(VAR_DIR / "queue"),
        "data_folder_out": str(VAR_DIR / "queue"),
        "control_folder": str(VAR_DIR / "queue" / "control"),
    }
    if CELERY_BROKER_URL.startswith("filesystem:")
    else {"visibility_timeout": 3600, "socket_timeout": 5, "socket_connect_timeout": 2}
)
BATCH_WORKERS = env.int("BATCH_WORKERS", default=1)
EMBEDDED_SCHEDULE = env.bool("EMBEDDED_SCHEDULE", default=False)
SCHEDULE_FILE = str(VAR_DIR / "schedule")
CELERY_BEAT_SCHEDULER = "lms.ops.scheduler:BeatingScheduler"
NOTIFY_SOCKET = env("NOTIFY_SOCKET", default="")  # of systemd or our supervisor: ops.heartbeats
CELERY_BEAT_SCHEDULE = {
    "close-overdue": {"task": "courses.tasks.close_overdue", "schedule": 30.0},
    "complete-finished": {"task": "courses.tasks.complete_finished", "schedule": 30.0},
    "tell-of-sessions": {"task": "courses.tasks.tell_sessions", "schedule": 300.0},
    "remind-of-sessions": {"task": "courses.tasks.remind_of_sessions", "schedule": 3600.0},
    "remind-of-course-reviews": {
        "task": "cms.tasks.remind_of_course_reviews",
        "schedule": 3600.0,
    },
    "follow-courses-up": {"task": "courses.tasks.follow_courses_up", "schedule": 600.0},
    "sweep-papers": {"task": "courses.tasks.sweep_papers", "schedule": 60.0},
    "unpack-packages": {"task": "courses.tasks.unpack_waiting_packages", "schedule": 60.0},
    "sweep-course-files": {"task": "courses.tasks.sweep_exports", "schedule": 120.0},
    "remark-waiting": {"task": "courses.tasks.remark_waiting", "schedule": 30.0},
    "count-quizzes": {"task": "courses.tasks.count_quizzes", "schedule": 86_400.0},
    "apply-waiting-assignments": {"task": "courses.tasks.apply_waiting", "schedule": 60.0},
    "sweep-assignments": {"task": "courses.tasks.sweep_assigned_people", "schedule": 3600.0},
    "lock-due-months": {"task": "reporting.tasks.lock_due", "schedule": 3600.0},
    "send-figure-letters": {"task": "reporting.tasks.send_letters", "schedule": 600.0},
    "draw-waiting-reports": {"task": "reporting.tasks.draw_waiting_reports", "schedule": 60.0},
    "close-due-years": {"task": "courses.tasks.close_due_years", "schedule": 600.0},
    "remind-of-assignments": {"task": "courses.tasks.remind_of_assignments", "schedule": 300.0},
    "sweep-certificates": {"task": "certification.tasks.sweep_certificates", "schedule": 30.0},
    "tell-of-expiry": {"task": "certification.tasks.tell_of_expiry", "schedule": 3600.0},
    "send-messages": {"task": "people.tasks.send_messages", "schedule": 60.0},
    "send-codes": {"task": "people.tasks.send_codes", "schedule": 60.0},
    "resume-bulk-acts": {"task": "people.tasks.resume_bulk_acts", "schedule": 60.0},
    "write-waiting-data": {"task": "people.tasks.write_waiting_data", "schedule": 60.0},
    "erase-due": {"task": "people.tasks.erase_due", "schedule": 3600.0},
    "forget-old-data": {"task": "people.tasks.forget_old_data", "schedule": 86_400.0},
    "resume-rosters": {"task": "people.tasks.resume_rosters", "schedule": 30.0},
    "propose-scim-changes": {"task": "people.tasks.propose_scim_changes", "schedule": 60.0},
    "forget-imported-files": {"task": "people.tasks.forget_imported_files", "schedule": 600.0},
    "daily-checkpoints": {
        "task": "certification.tasks.make_daily_checkpoints",
        "schedule": 3600.0,
    },
    "fold-figures": {"task": "reporting.tasks.fold_figures", "schedule": 10.0},
    "refresh-tallies": {"task": "reporting.tasks.refresh_tallies", "schedule": 600.0},
    "recount-figures": {"task": "reporting.tasks.recount_figures", "schedule": 86_400.0},
    # Twice a minute: what is due is done within one.
    "publish-scheduled": {"task": "cms.tasks.publish_scheduled", "schedule": 30.0},
    "resume-course-copies": {"task": "cms.tasks.resume_course_copies", "schedule": 30.0},
    "resume-question-files": {"task": "cms.tasks.resume_question_files", "schedule": 30.0},
    "reorganise": {"task": "people.tasks.reorganise", "schedule": 3600.0},
    "tell-of-second-step": {"task": "people.tasks.tell_of_second_step", "schedule": 3600.0},
    "end-roles": {"task": "people.tasks.end_roles", "schedule": 3600.0},
    "tell-authors": {"task": "cms.tasks.tell_authors", "schedule": 3600.0},
    "tell-reviewers": {"task": "cms.tasks.tell_reviewers", "schedule": 3600.0},
    "sync-groups": {"task": "cms.tasks.sync_groups", "schedule": 3600.0},
}

OFFERED_LANGUAGES = env.list("OFFERED_LANGUAGES", default=["my", "en"])
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("js", NODE_MODULES / ".bundles"),
    ("fonts", NODE_MODULES / ".fonts"),
    ("fonts", NODE_MODULES / "@fontsource" / "noto-sans-myanmar" / "files"),
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": env.json("STORAGE", default={"BACKEND": "lms.storage.names.WholeNameStorage"}),
    "staticfiles": {"BACKEND": "lms.storage.static.StaticFilesStorage"},
}

WAGTAILADMIN_BASE_URL = SITE_URL
# A reviewer never opens the editor: what is said of a page is said in its review, to all.
WAGTAILADMIN_COMMENTS_ENABLED = False

LOGGING = configure_logging(
    level=env("LOG_LEVEL", default="WARNING"), as_json=env.bool("LOG_JSON", default=False)
)

DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False  # it trusts any X-Forwarded-For

_HOST = urlsplit(SITE_URL).hostname or "localhost"
_MAIL_DOMAIN = "localhost" if _HOST.replace(".", "").isdigit() else _HOST
DEFAULT_FROM_EMAIL = env("FROM_EMAIL", default=f"Pyinnya <no-reply@{_MAIL_DOMAIN}>")
EMAIL_TIMEOUT = 20  # seconds: a mail server that hangs must not hold the worker
# Roles that work only with a second step: "administrator", a kind of role, or "others"; behind a
# colon the days that their people have from when they are told: people.accounts.second_step.
SECOND_STEP_FOR = env.list("SECOND_STEP_FOR", default=[])
# Systems of agencies by which their people sign in, as in docs/operate.md. PKCE, since what comes
# back passes through the browser.
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": env.json("OIDC_APPS", default=[]), "OAUTH_PKCE_ENABLED": True}
}
# Address of a gateway that takes JSON with ``to`` and ``text``; without one no text is sent.
SMS_URL = env("SMS_URL", default="")
# Countries whose mobile numbers get texts: abroad they cost many times as much.
SMS_COUNTRIES = env.list("SMS_COUNTRIES", default=["MM"])
SMS_TOKEN = env("SMS_TOKEN", default="")
# Actions on certificates (correct, replace, revoke, restore, appeal) a second person decides.
DUAL_CONTROL_FOR = env.list("DUAL_CONTROL_FOR", default=[])
# How many people a roster takes: who brings it, and somebody else who approves it; 1 is one alone.
ROSTER_APPROVERS = env.int("ROSTER_APPROVERS", default=2)
# The same of files of the plan: targets, phases and clauses, frameworks and their crosswalks.
PLAN_APPROVERS = env.int("PLAN_APPROVERS", default=2)
# From so many days before the end of a certificate its course can be taken again.
RENEWAL_DAYS = env.int("RENEWAL_DAYS", default=90)
# Minutes after the beginning of a part of a session from which somebody comes late.
LATE_AFTER_MINUTES = env.int("LATE_AFTER_MINUTES", default=10)
# Whether a second supervisor may sign off one level more, on the word of the first one; else the
# level above what is proved otherwise is the highest for everybody.
SECOND_SIGN_OFF = env.bool("SECOND_SIGN_OFF", default=True)
# So many months after a course its people are asked whether they use it at work; 0: nobody is.
FOLLOW_UP_MONTHS = env.int("FOLLOW_UP_MONTHS", default=6)
# A group of fewer people is not shown where a figure is broken down.
SMALLEST_GROUP = env.int("SMALLEST_GROUP", default=10)
# Percent of those posted whom a roster of the last year names: below it no figure is told in
# percent of them. The demonstration has no rosters of its thousands.
LEAST_ROSTER_MATCH = env.int("LEAST_ROSTER_MATCH", default=0 if LMS_DEMO else 50)
# Percent of a unit's learners who took courses in a language, from which it needs all of them so.
NEEDED_LANGUAGE_SHARE = env.int("NEEDED_LANGUAGE_SHARE", default=20)
# The hours between which no reminder of assigned courses is written, in the zone of the office.
QUIET_HOURS = env.list("QUIET_HOURS", cast=int, default=[20, 7])
# The month with which a year of learning hours begins.
LEARNING_YEAR_MONTH = env.int("LEARNING_YEAR_MONTH", default=1)
# The day of a month on which the figures of the month before are locked; 0: only by hand.
LOCK_MONTH_ON = env.int("LOCK_MONTH_ON", default=5)
# Numbers of people below this are not published, nor what would give them away.
SMALLEST_PUBLIC_NUMBER = env.int("SMALLEST_PUBLIC_NUMBER", default=10)
# Under which published figures may be used again.
FIGURES_LICENCE = {
    "name": env("FIGURES_LICENCE", default="CC BY 4.0"),
    "url": env("FIGURES_LICENCE_URL", default="https://creativecommons.org/licenses/by/4.0/"),
}
# The page that states how accessible the site is, below the language; empty: there is none.
ACCESSIBILITY_STATEMENT = env("ACCESSIBILITY_STATEMENT", default="accessibility/")
# So many hours at most of what was learnt beyond a year's number count in the next one.
LEARNING_HOURS_CARRIED = env.int("LEARNING_HOURS_CARRIED", default=0)

# Days after which what is over is deleted: `people.privacy.retention`.
RETENTION_DAYS = {
    "sign-in": 7,  # failed sign-ins, with the addresses they came from
    "codes": 30,  # one-time codes that are over, with the contact they were sent to
    "imports": 30,  # problems of imported files: they name people
    "rosters": 365,  # files of offices and their lines, once applied, closed or undone
    "messages": 730,  # that were read
    "unread-messages": 1825,  # since they were written
    "requests": 730,  # for another name, since the decision
    "claims": 730,  # to be recorded in an office, since the decision
    "own-data": 7,  # zips that people asked for
    "work-use": 730,  # sentences about using a course at work, since the question closed
    "accommodations": 365,  # what somebody needed in tests, since it ended
    "package-data": 730,  # what SCORM and H5P packages keep of a learner, since it was saved
    "report-files": 14,  # reports on paper of large units: they can be drawn again
    "figure-letters": 365,  # whom figures were sent to, since that ended
    "acts": 90,  # on many people at once: who was acted on
    "office": 30,  # who had which form of the editor open
    "form-states": 30,  # what was written there and not sent
    "paper-files": 30,  # printed test sheets, which can be printed again
    "statement-batches": 14,  # zips of statements of an office: they can be asked for again
    "batch-files": 30,  # zips of certificates: they can be as large as all of them again
} | env.json("RETENTION_DAYS", default={})

KEYS_DIR = Path(env("KEYS_DIR", default=str(VAR_DIR / "keys")))
KEYS = {
    "BACKEND": env("KEYS_BACKEND", default="files"),
    "PURPOSES": env.list("PKCS11_PURPOSES", default=["seal", "credential", "log"]),
    "MODULE": env("PKCS11_MODULE", default=""),
    "TOKEN": env("PKCS11_TOKEN", default=""),
    "PIN": env("PKCS11_PIN", default=""),
    "PIN_FILE": env("PKCS11_PIN_FILE", default=""),
}
TIMESTAMPS = {
    "URL": env("TSA_URL", default=""),
    "ROOTS": env("TSA_ROOTS", default=""),
    "LEVEL": env("SEAL_LEVEL", default=""),
}
ISSUER = {
    "did": env("ISSUER_DID", default=""),
    "name": {
        "my": env("ISSUER_NAME_MY", default="ပြည်ထောင်စုရာထူးဝန်အဖွဲ့ (နမူနာ)"),
        "en": env("ISSUER_NAME_EN", default="Union Civil Service Board (demonstration)"),
    },
}

DEMO_ACCOUNTS = (
    *("learner", "learner2", "citizen", "trainer", "reviewer", "translator", "hr", "hr-township"),
    *("secretariat", "registrar", "admin"),
)
DEMO_PASSWORD = "demo"  # noqa: S105
DEMO_KEYS = "certification.keys.find_demo_keys"
REFUSE_DEMO = False

SIGNATORIES = env.json(
    "SIGNATORIES",
    default=[
        {
            "names": {"my": "ဒေါ်အေးအေးမြင့်", "en": "Daw Aye Aye Myint"},
            "positions": {
                "my": "ညွှန်ကြားရေးမှူးချုပ် (နမူနာ)",
                "en": "Director General (sample)",
            },
        },
        {
            "names": {"my": "ဦးကျော်စွာဝင်း", "en": "U Kyaw Swar Win"},
            "positions": {"my": "မှတ်ပုံတင်အရာရှိ (နမူနာ)", "en": "Registrar (sample)"},
        },
    ],
)

READINESS_CHECKS = {
    "keys": "certification.keys.find_key_problems",
    "contexts": "certification.credentials.find_context_problems",
    "figures": "reporting.spells.recount.find_figure_problems",
}
METRICS_TOKEN = env("METRICS_TOKEN", default="")
