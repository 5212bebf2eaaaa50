"""How dates and numbers are written in Burmese; the digits filter turns the digits."""

DATE_FORMAT = "Y ခုနှစ်၊ F j ရက်"
DATETIME_FORMAT = "Y ခုနှစ်၊ F j ရက် H:i နာရီ"
TIME_FORMAT = "H:i"
MONTH_DAY_FORMAT = "F j ရက်"
YEAR_MONTH_FORMAT = "Y ခုနှစ်၊ F"
SHORT_DATE_FORMAT = "d-m-Y"
SHORT_DATETIME_FORMAT = "d-m-Y H:i"
FIRST_DAY_OF_WEEK = 0
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
