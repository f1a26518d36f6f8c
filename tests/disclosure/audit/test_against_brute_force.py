"""The audit against every set of answers that a small trust could give.

``benchmarks/audit.py`` runs more of the same.
"""

import os

from benchmarks.brute_force import by_audit, by_brute_force, cases, designs

SEED = 20100924
CASES = 20 if os.environ.get("CI") else 4  # of each design


def test_the_audit_finds_what_looking_at_every_set_of_answers_finds():
    kinds = set()
    made = designs(SEED)
    for number in range(10):
        of_design = cases(next(made), SEED + number)
        for _ in range(CASES):
            case = next(of_design)
            expected = by_brute_force(case)
            assert by_audit(case) == expected
            kinds |= {len(expected) == 0, len(expected) == len(case.design.answers)}
            kinds |= {("to", insiders) for insiders in expected.values()}
    # Some trusts hide all answers, some none; some are certain to anybody, some to insiders.
    assert kinds == {True, False, ("to", 0), ("to", 1), ("to", 2)}
