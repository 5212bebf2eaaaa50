"""Addresses of the reports, and what tests read from their answers."""

import csv
import io

from tests.reporting.conftest import DAY

PAGE, PEOPLE = "/en/insights/", "/en/insights/people/"
CSV, XLSX = "/en/insights/export.csv", "/en/insights/export.xlsx"
ALL = [PAGE, PEOPLE, CSV, XLSX]
ON = {"day": DAY.isoformat()}


def text_of(response):
    content = b"".join(response) if response.streaming else response.content
    return content.decode()


def csv_rows(response):
    text = text_of(response)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))
