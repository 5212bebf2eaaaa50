"""How much two papers share, against papers that are drawn."""

from fractions import Fraction
from itertools import combinations, pairwise

from cms.questions.chances import combine_shared, expect_shared
from courses.items.sections import Candidate, DrawSection, choose_keys

BANK = [Candidate(str(n), tags=["law"] * (n < 5)) for n in range(11)]


def test_the_law_is_that_of_all_pairs_of_papers():
    [shared] = expect_shared([DrawSection(3)], BANK[:6])
    papers = [set(one) for one in combinations(range(6), 3)]
    counts = [len(one & other) for one in papers for other in papers]
    assert shared.chances == tuple(Fraction(counts.count(n), len(counts)) for n in range(4))
    assert shared.expected == Fraction(3, 2)
    assert shared.percent == 50


def test_papers_in_sections_share_what_is_expected_of_them():
    sections = [DrawSection(2, tag="law"), DrawSection(4)]
    total = combine_shared(expect_shared(sections, BANK))
    assert sum(total.chances) == 1
    papers = [
        {key for keys in choose_keys(sections, BANK, seed=seed) for key in keys}
        for seed in range(400)
    ]
    pairs = list(pairwise(papers))
    found = sum(len(one & other) for one, other in pairs) / len(pairs)
    # What a section leaves another asks, so both share a little more than each by itself.
    assert float(total.expected) <= found + 0.1 < float(total.expected) + 0.8


def test_a_quiz_without_questions_shares_none():
    total = combine_shared(expect_shared([DrawSection(3)], []))
    assert (total.drawn, total.percent, total.chances) == (0, 0, (1,))
