"""Residue encodings: an aligned HA1 protein becomes a matrix of numbers.

An *encoding* gives every residue a row of numbers ("features"); a sequence of
n aligned columns ("sites", mature HA1 numbering of its subtype) becomes a matrix
of shape (sites, features), float32. Models name the encodings they were trained
with, and every model sees the same rows that stand here.

Three kinds of letter are told apart, and every encoding treats them alike:

- one of the 20 amino acids, upper or lower case: its own row;
- ``-``, a deletion against the reference: a row of its own, never all zeros, so
  that a deletion (residue 130 of seasonal H1) counts as a difference;
- ``X`` and everything else (B, Z, J, U, O, ``*``): unknown, all zeros. Networks
  leave a site out of the comparison when either row is all zeros, so what was not
  read is no evidence of an antigenic difference.

The gap row of a substitution matrix is its lowest score in every column, as the
NCBI's BLOSUM62 scores a residue against ``*``; the scales have a column for it.

>>> encode = ENCODINGS["one-hot"].encode
>>> encode("QK-X", "H3N2").shape
(4, 21)
>>> encode("QK-X", "H3N2").sum(axis=1).tolist()
[1.0, 1.0, 1.0, 0.0]
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

RESIDUES = "ARNDCQEGHILKMFPSTWYV"
"""The 20 amino acids in the order of the published matrices."""

GAP = "-"
UNKNOWN = "X"
TABLES = Path(__file__).with_name("tables")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A documented table of residue rows.

    Attributes
    ----------
    id : str
        Stable name in requests, model registrations and staging keys.
    name, info : str
        Title and one English sentence, at most 100 characters.
    features : int
        Numbers per site.
    citation : str
        Where the numbers come from, with a DOI.
    zh : Mapping[str, str]
        ``name`` and ``info`` in Chinese.
    table : NDArray[np.float32]
        Rows by byte value, shape (256, features).
    """

    id: str
    name: str
    info: str
    features: int
    citation: str
    zh: Mapping[str, str]
    table: NDArray[np.float32] = field(repr=False, compare=False)

    def encode(self, aligned: str, subtype: str) -> NDArray[np.float32]:
        """Encode an aligned mature HA1.

        Parameters
        ----------
        aligned : str
            Residues on the subtype's columns, ``-`` for a gap, ``X`` for unknown.
        subtype : str
            Whose columns they are, for encodings that know of sites.

        Returns
        -------
        NDArray[np.float32]
            Shape (sites, features), freshly allocated.
        """
        codes = np.frombuffer(aligned.encode("latin-1", "replace"), dtype=np.uint8)
        return self.table[codes]


def _by_byte(rows: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """Spread the rows over a read-only table of 256 bytes; others stay zero."""
    features = len(next(iter(rows.values())))
    table = np.zeros((256, features), dtype=np.float32)
    for letter, row in rows.items():
        table[ord(letter)] = table[ord(letter.lower())] = row
    table.setflags(write=False)
    return table


def _read(filename: str) -> NDArray[np.float32]:
    """Read a table of 20 residue rows, shape (20, columns), in `RESIDUES` order."""
    text = (TABLES / filename).read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = {row[0]: [float(value) for value in row[1:]] for row in csv.reader(lines[1:])}
    return np.array([rows[residue] for residue in RESIDUES], dtype=np.float32)


def _with_gap(values: NDArray[np.float32], gap: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    return dict(zip(RESIDUES + GAP, [*values, gap], strict=True))


def _one_hot() -> NDArray[np.float32]:
    identity = np.eye(len(RESIDUES) + 1, dtype=np.float32)
    return _by_byte(_with_gap(identity[:-1], identity[-1]))


def _substitution_matrix(filename: str) -> NDArray[np.float32]:
    scores = _read(filename)
    return _by_byte(_with_gap(scores, np.full(scores.shape[1], scores.min(), dtype=np.float32)))


def _scales(filename: str) -> NDArray[np.float32]:
    """Standardise each scale over the 20 residues and add a column that marks a gap."""
    values = _read(filename)
    standard = (values - values.mean(axis=0)) / values.std(axis=0)
    rows = np.hstack([standard, np.zeros((len(RESIDUES), 1), dtype=np.float32)])
    gap = np.zeros(rows.shape[1], dtype=np.float32)
    gap[-1] = 1.0
    return _by_byte(_with_gap(rows.astype(np.float32), gap))


def _encoding(
    encoding_id: str,
    name: str,
    info: str,
    citation: str,
    zh: tuple[str, str],
    table: NDArray[np.float32],
) -> Encoding:
    chinese = MappingProxyType({"name": zh[0], "info": zh[1]})
    return Encoding(encoding_id, name, info, table.shape[1], citation, chinese, table)


_ALL = (
    _encoding(
        "one-hot",
        "One-hot",
        "Each residue as one of 21 switches: the 20 amino acids and the gap",
        "No table; see Meng et al. 2024, doi 10.1093/bib/bbae033, for its use on HA1",
        ("独热编码", "每个位点用 21 个开关表示: 20 种氨基酸与缺口"),
        _one_hot(),
    ),
    _encoding(
        "blosum62",
        "BLOSUM62",
        "Each residue as its row of the BLOSUM62 substitution matrix",
        "Henikoff & Henikoff 1992, doi 10.1073/pnas.89.22.10915",
        ("BLOSUM62 矩阵", "以 BLOSUM62 替换矩阵中该残基所在行表示每个残基"),
        _substitution_matrix("blosum62.csv"),
    ),
    _encoding(
        "niek910102",
        "NIEK910102",
        "Each residue as its row of the structure-derived correlation matrix NIEK910102",
        "Niefind & Schomburg 1991, J Mol Biol 219:481 (AAindex2)",
        ("NIEK910102 矩阵", "以主链构象相关矩阵 NIEK910102 中该残基所在行表示每个残基"),
        _substitution_matrix("niek910102.csv"),
    ),
    _encoding(
        "physchem6",
        "Physico-chemical scales",
        "Hydropathy, volume, polarity, charge, isoelectric point and mass; gap marked",
        "Kyte & Doolittle 1982, doi 10.1016/0022-2836(82)90515-0; Zamyatnin 1972; "
        "Grantham 1974, doi 10.1126/science.185.4154.862; Zimmerman et al. 1968",
        ("理化性质标度", "疏水性、侧链体积、极性、电荷、等电点与分子量, 经标准化; 缺口另设一维"),
        _scales("physchem6.csv"),
    ),
)

ENCODINGS: Mapping[str, Encoding] = MappingProxyType({each.id: each for each in _ALL})
"""Every encoding the worker knows, by id."""
