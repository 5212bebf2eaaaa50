"""Wagtail: the name of the site, what its back office offers, and where its jobs run."""

SITE_NAMES = {"my": "ပညာ", "en": "Pyinnya"}
WAGTAIL_SITE_NAME = SITE_NAMES["en"]
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search_backend"}}
# Approval is the agency's setting of who publishes; Wagtail's needs groups of reviewers and has no
# button where translations are edited.
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# Django's slugs lose the vowels of Burmese: such a page has its key in its address.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTOSAVE_INTERVAL = 5000  # milliseconds
# Of one view, pictures and recordings included: people pay by the megabyte, and lines break.
LESSON_MAX_MEGABYTES = 25
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.office.media.pictures.PictureForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000  # of all its frames: 100 MB while it is decoded
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.office.media.usage.DocumentForm"
WAGTAILDOCS_EXTENSIONS = (
    "csv docx m4a mp3 mp4 odt ogg opus pdf pptx txt vtt webm xlsx zip".split()  # noqa: SIM905
)

# Wagtail's own small jobs (search index, reference index, deleting files) run in the request
# that causes them: they are enqueued before commit and no sweep finds a lost one (decision 0007).
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WAGTAILLOCALIZE_JOBS = {"BACKEND": "wagtail_localize.tasks.ImmediateBackend"}
