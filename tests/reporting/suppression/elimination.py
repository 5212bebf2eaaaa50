"""What numbers that are told let anybody compute, by elimination."""

from fractions import Fraction


def eliminate(rows, width):
    """The rows in their reduced form, without those that say nothing."""
    rows, done = [list(map(Fraction, row)) for row in rows], []
    for column in range(width):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        for other in (rows, done):
            for n, row in enumerate(other):
                other[n] = [a - row[column] * b for a, b in zip(row, pivot, strict=True)]
        done.append(pivot)
    return done


def can_compute(reduced, wanted):
    """Whether the reduced rows add up to what is wanted."""
    left = list(map(Fraction, wanted))
    for row in reduced:
        at = next(n for n, value in enumerate(row) if value)
        left = [a - left[at] * b for a, b in zip(left, row, strict=True)]
    return not any(left)
