"""Shares of a distance sum to it, whatever the network, and are those of Shapley's axioms."""

from collections.abc import Callable, Sequence
from itertools import permutations

import pytest

from driftline_worker.encodings.residues import codes
from driftline_worker.predicting.contributions import BUDGET, EXACT, TOLERANCE, Contributions, Walks

Distances = Callable[[Sequence[str]], Sequence[float]]


def weights(text: str) -> dict[int, float]:
    return {at: 0.1 * (at + 1) for at, letter in enumerate(text) if letter == "B"}


def saturating(hybrids: Sequence[str]) -> list[float]:
    """A distance that is not additive: the more differ, the less each adds; two sites add only together."""
    found = []
    for hybrid in hybrids:
        own = weights(hybrid)
        both = 1.0 if {0, 2} <= own.keys() else 0.0
        total = sum(own.values()) + both
        found.append(0.25 + total / (1 + 0.1 * total))
    return found


def hybrids(a: str, b: str, sites: Sequence[int]) -> list[str]:
    walks = Walks.between(a, b, len(sites))
    return [bytes(each).decode() for each in walks.hybrids(codes(a), codes(b), sites)]


def contributions(a: str, b: str, sites: Sequence[int], distances: Distances) -> Contributions:
    return Walks.between(a, b, len(sites)).contributions(distances(hybrids(a, b, sites)))


def shares_of(count: int) -> tuple[list[float], float, int]:
    a, b = "A" * count, "B" * count
    (distance,) = saturating([b])
    found = contributions(a, b, list(range(1, count + 1)), saturating)
    assert found.base == pytest.approx(0.25)
    return list(found.shares), distance - found.base, found.evaluations


@pytest.mark.parametrize("count", [1, 2, EXACT, EXACT + 1, 20, 65, 80])
def test_the_shares_sum_to_what_the_network_predicts(count: int) -> None:
    shares, whole, _ = shares_of(count)

    assert sum(shares) == pytest.approx(whole, abs=1e-9)


@pytest.mark.parametrize("count", [1, 3, EXACT])
def test_few_sites_have_their_exact_shapley_values(count: int) -> None:
    shares, _, evaluations = shares_of(count)
    orders = list(permutations(range(count)))
    for site in range(count):
        moves = []
        for order in orders:
            before = set(order[: order.index(site)])
            without = "".join("B" if at in before else "A" for at in range(count))
            with_it = without[:site] + "B" + without[site + 1 :]
            moves.append(saturating([with_it])[0] - saturating([without])[0])
        assert shares[site] == pytest.approx(sum(moves) / len(moves))
    assert evaluations == 2**count - 1


def test_of_two_sites_that_act_together_each_has_a_share() -> None:
    shares, _, _ = shares_of(20)

    assert all(shares[0] > shares[other] for other in (1, 3))


def test_the_same_pair_has_the_same_shares_and_few_predictions() -> None:
    once, again = shares_of(40), shares_of(40)

    assert once == again
    assert once[2] == 1 + 2 * 39, "one order and its reverse are walked in any case"
    assert shares_of(12)[2] <= BUDGET


def test_a_site_that_changes_nothing_has_no_share() -> None:
    def blind_to_the_second(hybrids: Sequence[str]) -> list[float]:
        return [float(hybrid[0] == "B") * 2 + float(hybrid.count("B", 2)) for hybrid in hybrids]

    for count in (3, 12):
        b = "B" * count
        found = contributions("A" * count, b, list(range(1, count + 1)), blind_to_the_second)
        assert found.shares[:2] == pytest.approx([2.0, 0.0])


def test_rounded_shares_still_sum() -> None:
    for count in (3, 17, 80):
        a, b = "A" * count, "B" * count
        (distance,) = saturating([b])
        found = contributions(a, b, list(range(1, count + 1)), saturating)
        rounded = found.rounded()
        assert abs(sum(rounded) - (round(distance, 3) - round(found.base, 4))) <= TOLERANCE
        assert all(abs(own - other) <= 1e-4 for own, other in zip(rounded, found.shares, strict=True))


def test_no_difference_needs_no_prediction() -> None:
    found = contributions("AC", "AC", [], lambda _: [0.0])

    assert (list(found.shares), found.base, found.evaluations) == ([], 0.0, 0)


def test_unknown_letters_stay_as_they_are() -> None:
    assert sorted(hybrids("AXAA", "BBXB", [1, 4])) == ["ABXA", "ABXB", "BBXA", "BBXB"]


@pytest.mark.parametrize("count", [1, EXACT, EXACT + 1, 40])
def test_of_hybrids_the_first_is_the_one_record_and_the_last_the_other(count: int) -> None:
    a, b = "A" * count, "B" * count

    found = hybrids(a, b, list(range(1, count + 1)))

    assert (found[0], found[-1]) == (a, b)
