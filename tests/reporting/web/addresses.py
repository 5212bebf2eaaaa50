"""Addresses of the reports, and what tests read from their answers."""

import csv
import html
import io
import re

from openpyxl import load_workbook

from tests.reporting.conftest import DAY

PAGE, PEOPLE = "/en/insights/", "/en/insights/people/"
PEOPLE_CSV, PEOPLE_XLSX = "/en/insights/people.csv", "/en/insights/people.xlsx"
CSV, XLSX = "/en/insights/export.csv", "/en/insights/export.xlsx"
ALL = [PAGE, PEOPLE, CSV, XLSX, PEOPLE_CSV]
# What a browser sends; programs, as these tests by themselves, ask for no page.
BROWSER = {"Accept": "text/html,*/*;q=0.8"}
ON = {"day": DAY.isoformat()}


def text_of(response):
    content = b"".join(response) if response.streaming else response.content
    return content.decode()


def csv_rows(response):
    """Return the lines of the table; what it is about follows an empty line."""
    text = text_of(response)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:].partition("\r\n\r\n")[0])))


def about_lines(response):
    """Return what the file says of itself."""
    lines = text_of(response).partition("\r\n\r\n")[2]
    return dict(csv.reader(io.StringIO(lines)))


def sheets_of(response):
    """Return the tables of a workbook by name, as lists of lines."""
    content = b"".join(response) if response.streaming else response.content
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def numbers_of(part):
    """Return the first number in each link of a part of a page, by its address."""
    links = re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', part, re.DOTALL)
    told = {html.unescape(link): re.search(r"[0-9]+", words) for link, words in links}
    return {link: int(found.group()) for link, found in told.items() if found}


def count_behind(client, link):
    """Return how many people the page at the address lists, those without a name among them."""
    context = client.get(link).context
    return (context.get("names") or context["people"]).total
