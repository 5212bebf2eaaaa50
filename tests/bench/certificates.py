"""The numbers of the certificate beside their aims, and what others need for the same page."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from certification.facts.issuer import site_url
from certification.issuing.issue import issue_certificate
from certification.models import Certificate
from certification.rendering.page import render_pdf
from certification.sealing.seal import seal_certificate
from certification.web.holder.sharing import create_share_link
from tests.bench.material import browser, graduates, neighbours, server
from tests.bench.measuring import Aim, Work, medians, queries_of
from tests.bench.naive import page, print_naively
from tests.bench.rivals import draw_by_hand, print_in_chromium
from tests.bench.urls import BARE

RUNS = 30
IN_A_ROW = 10
PACE = "/core·s"
LONG = int(os.environ.get("BULK") or 2000)


def aims() -> Iterator[Aim]:
    """Each as soon as it is measured."""
    waiting = graduates(3 * RUNS + 20)
    done = [issue_certificate(next(waiting)) for _ in range(RUNS + 5)]
    sealed = seal_certificate(done[0])
    unsealed = iter(done[1:])
    yield from pipeline(
        sealed,
        lambda: seal_certificate(next(unsealed)),
        lambda: seal_certificate(issue_certificate(next(waiting))),
    )
    yield from serving(sealed)
    yield Aim("finished file", sealed.pdf.size / 1000, 75, "kB")
    yield from growth(500, 10)
    yield from growth(LONG, 10)


def pipeline(sealed: Certificate, seal: Work, issue_and_seal: Work) -> Iterator[Aim]:
    facts, credential = sealed.facts, sealed.credential
    plain, fast, sealing, whole, by_hand = medians(
        lambda: print_naively(facts),
        lambda: render_pdf(facts, credential),
        seal,
        issue_and_seal,
        lambda: draw_by_hand(facts),
        runs=RUNS,
    )
    chromium, _file = print_in_chromium([page(facts)] * RUNS)
    yield Aim("fast render / naive WeasyPrint", fast / plain, 0.35, "", f"{fast:.1f} ms")
    yield Aim("whole pipeline / naive WeasyPrint", sealing / plain, 0.75, "", f"{sealing:.1f} ms")
    yield Aim("the same, and the issue before it", whole / plain, None, "", f"{whole:.1f} ms")
    for name, ms in {
        "ours: issued, rendered, signed, sealed, logged": whole,
        "naive WeasyPrint, the page only": plain,
        "fpdf2 with HarfBuzz, the page only": by_hand,
        "headless Chromium, warm, the page only": chromium,
    }.items():
        yield Aim(name, 1000 / ms, None, PACE, f"{ms:.1f} ms")


def serving(sealed: Certificate) -> Iterator[Aim]:
    client, askers, answer = browser(), neighbours(), server()
    link, verify = create_share_link(sealed).removeprefix(site_url()), f"/verify/{sealed.code}/"

    def serve() -> bytes:
        return answer(link)

    def look() -> object:
        return client.get(verify, REMOTE_ADDR=next(askers))

    assert serve() == sealed.pdf.read()
    assert look().status_code == 200
    empty, served, rendered, looked = medians(
        lambda: repeat(lambda: answer(BARE)),
        lambda: repeat(serve),
        lambda: render_pdf(sealed.facts, sealed.credential),
        look,
        runs=RUNS,
    )
    served, empty = served / IN_A_ROW, empty / IN_A_ROW
    note = f"{served:.2f} ms, an empty page {empty:.2f} ms"
    yield Aim("stored file served / rendered", served / rendered, 0.02, "", note)
    yield Aim("verify page", looked, 15, "ms")
    yield Aim("verify page", queries_of(look), 4, "queries")


def repeat(work: Work) -> None:
    """One alone would mostly wait for memory that the rendering before it has pushed out."""
    for _ in range(IN_A_ROW):
        work()


def growth(number: int, most: float) -> Iterator[Aim]:
    """Memory that a batch of so many adds to a warm worker process, and its pace."""
    command = [sys.executable, "-m", "tests.bench.worker", str(number)]
    report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    *told, filed = [json.loads(line) for line in report.splitlines()]
    curve = " ".join(f"{point['mib']:.0f}" for point in told)
    before = told[0]["mib"]
    grown = max(point["mib"] for point in told) - before
    yield Aim(f"memory over a batch of {number:,}", grown, most, "MiB", f"({curve})")
    yield Aim("its zip and register, on top", filed["mib"] - before, None, "MiB")
    yield Aim(f"pace of the {number:,}", told[-1]["done"] / told[-1]["cpu"], None, PACE)
