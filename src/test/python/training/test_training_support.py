"""The limit of `support.yaml`, and what it tells apart."""

from pathlib import Path

from driftline_training.support import support, write
from driftline_worker.models.support import read_support
from driftline_worker.reference.references import references

HA1 = references()["H3N2"].ha1


def changed(*sites: int) -> str:
    return "".join("W" if site in sites else letter for site, letter in enumerate(HA1))


def test_residues_are_those_of_any_strain_and_unknown_ones_do_not_count() -> None:
    known = support([HA1, changed(3), "X" * 10 + HA1[10:]])
    assert known.residues[3] == "".join(sorted({HA1[3], "W"}))
    assert known.residues[4] == HA1[4]


def test_the_limit_is_what_familiar_strains_have_of_their_own() -> None:
    # each of twenty strains has one residue that no other has, and one strain has thirty
    strains = [changed(site) for site in range(19)] + [changed(*range(40, 70))]
    known = support(strains)
    assert known.limit in {1, 2, 3}
    assert len(known.unseen(changed(200))) <= known.limit
    assert len(known.unseen(changed(*range(200, 210)))) > known.limit


def test_the_worker_reads_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "support.yaml"
    sha256 = write(path, {"H3N2": support([HA1, changed(3)])})
    assert read_support(path, sha256).subtypes["H3N2"].residues[3] == "".join(sorted({HA1[3], "W"}))
