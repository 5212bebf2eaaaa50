"""How dates and numbers are written in Burmese; the digits filter turns the digits."""

from lms.formats.shared import *  # noqa: F403

DATE_FORMAT = "Y ခုနှစ်၊ F j ရက်"
DATETIME_FORMAT = "Y ခုနှစ်၊ F j ရက် H:i နာရီ"
MONTH_DAY_FORMAT = "F j ရက်"
YEAR_MONTH_FORMAT = "Y ခုနှစ်၊ F"
