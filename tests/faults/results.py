"""The table that a run prints, and what in it would be a failure."""

from collections.abc import Iterable
from dataclasses import dataclass

RECOVERY = 60  # seconds that everything may take to work again
HEADINGS = (
    *("fault", "acknowledged", "missing", "doubled", "answered after", "sealed after"),
    *("longest wait", "seen by people"),
)


@dataclass(frozen=True)
class Result:
    """What was left of one fault; times count from its end, or from the last act after it."""

    name: str
    acknowledged: int
    missing: int
    doubled: int
    answered_after: float
    sealed_after: float
    longest: float
    seen: str
    problems: list[str]
    limit: float = float("inf")  # seconds that a request may take

    @property
    def failures(self) -> list[str]:
        judged = {
            f"{self.missing} acknowledged acts are missing": self.missing,
            f"{self.doubled} rows are doubled": self.doubled,
            "nothing was acknowledged": not self.acknowledged,
            f"answered only after {self.answered_after:.0f} s": self.answered_after > RECOVERY,
            f"sealed only after {self.sealed_after:.0f} s": self.sealed_after > RECOVERY,
            f"a request took {self.longest:.1f} s": self.longest > self.limit,
        }
        return [words for words, is_so in judged.items() if is_so] + self.problems

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.name,
            *(str(self.acknowledged), str(self.missing), str(self.doubled)),
            *(f"{t:.1f} s" for t in (self.answered_after, self.sealed_after, self.longest)),
            self.seen or "nothing",
        )


def print_results(results: Iterable[Result]) -> int:
    """Print each line as soon as it is known; return how many of them failed."""
    failed = 0
    print(_line(HEADINGS), flush=True)
    for result in results:
        print(_line(result.cells), flush=True)
        for words in result.failures:
            print(f"    FAILED: {words}", flush=True)
        failed += bool(result.failures)
    return failed


def _line(cells: Iterable[str]) -> str:
    name, *rest = cells
    return f"{name:36}" + "".join(f"{cell:>15}" for cell in rest[:-1]) + f"   {rest[-1]}"
