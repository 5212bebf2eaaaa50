"""How much two papers share, against papers that are drawn."""

from fractions import Fraction
from itertools import combinations, pairwise

from cms.questions.chances import expect_shared, expect_whole
from courses.items.sections import DrawCandidate, DrawSection, choose_keys

BANK = [DrawCandidate(str(n), tags=["law"] * (n < 5)) for n in range(11)]


def test_the_law_is_that_of_all_pairs_of_papers():
    [shared] = expect_shared([DrawSection(3)], BANK[:6])
    papers = [set(one) for one in combinations(range(6), 3)]
    counts = [len(one & other) for one in papers for other in papers]
    assert shared.chances == tuple(Fraction(counts.count(n), len(counts)) for n in range(4))
    assert shared.expected == Fraction(3, 2)
    assert shared.percent == 50


def test_papers_in_sections_share_what_is_expected_of_them():
    sections = [DrawSection(2, tag="law"), DrawSection(4)]
    whole = expect_whole(sections, BANK)
    papers = [
        {key for keys in choose_keys(sections, BANK, seed=seed) for key in keys}
        for seed in range(400)
    ]
    pairs = list(pairwise(papers))
    found = sum(len(one & other) for one, other in pairs) / len(pairs)
    assert abs(float(whole.expected) - found) < 0.15
    assert whole.chances == ()
    apart = expect_whole([DrawSection(2, tag="law"), DrawSection(2, tag="risk")], BANK)
    assert (apart.expected, sum(apart.chances)) == (Fraction(4, 5), 1)


def test_a_quiz_without_questions_shares_none():
    total = expect_whole([DrawSection(3)], [])
    assert (total.drawn, total.percent, total.chances) == (0, 0, (1,))
