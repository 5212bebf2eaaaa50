"""The languages of the site, their names in their own script, and their formats of dates."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NATIVE_NAMES = {
    code: {"bidi": False, "code": code, "name": name, "name_local": local}
    for code, name, local in (
        ("my", "Burmese", "မြန်မာ"),
        ("shn", "Shan", "လိၵ်ႈတႆး"),
        ("kac", "Jinghpaw", "Jinghpaw"),
        ("ksw", "S'gaw Karen", "ကညီကျိာ်"),
        ("mnw", "Mon", "ဘာသာမန်"),
        ("cnh", "Hakha Chin", "Laiholh"),
        ("rki", "Rakhine", "ရခိုင်"),
    )
}

LANGUAGE_CODE = "my"
# Django looks up names of languages in this table only; it has no setting for them.
LANG_INFO.update(NATIVE_NAMES)
LANGUAGES = [
    ("my", _("Burmese")),
    ("en", _("English")),
    ("shn", _("Shan")),
    ("kac", _("Jinghpaw")),
    ("ksw", _("S'gaw Karen")),
    ("mnw", pgettext_lazy("language", "Mon")),
    ("cnh", _("Hakha Chin")),
    ("rki", _("Rakhine")),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# What authors may mark a phrase of a text as. A code that is taken out is taken off published
# texts when they are published again.
PHRASE_LANGUAGES = [
    *LANGUAGES,
    ("pi", _("Pali")),
    ("zh", _("Chinese")),
    ("th", _("Thai")),
    ("hi", _("Hindi")),
]
# Languages that names and titles are asked for and lessons are written in. Where a text is
# missing in the reader's language, the first of these that has it is shown.
CONTENT_LANGUAGES = ("my", "en")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("my", "မြန်မာ"), ("en", "English")]
FORMAT_MODULE_PATH = ["lms.formats"]
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
TIME_ZONE = "Asia/Yangon"
# Days on certificates and in figures are those of the country, wherever an official sits.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
USE_I18N = True
USE_TZ = True
# Off: numbers stand in addresses and values of forms too. `number` writes them for readers.
USE_THOUSAND_SEPARATOR = False
