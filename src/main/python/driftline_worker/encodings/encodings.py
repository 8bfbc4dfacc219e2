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

>>> encode = ENCODINGS["one-hot"].encode
>>> encode("QK-X", "H3N2").shape
(4, 21)
>>> encode("QK-X", "H3N2").sum(axis=1).tolist()
[1.0, 1.0, 1.0, 0.0]
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from driftline_worker.encodings import residues
from driftline_worker.encodings.residues import GAP, RESIDUES, UNKNOWN, codes
from driftline_worker.encodings.trigrams import TRIGRAM_FEATURES, trigrams
from driftline_worker.reference.site_groups import GROUPS, receptor_distance, site_groups

__all__ = ["ENCODINGS", "GAP", "RESIDUES", "UNKNOWN", "Encoding"]

Matrix = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Rows = Callable[[Bytes, str], Matrix]

RECEPTOR_REACH = 10.0
"""Residues along the chain over which nearness to the receptor-binding site falls to 1/e."""

NEAR_SCALES = (0, 1, 3)
"""Hydropathy, volume and charge: the scales repeated in proportion to nearness."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """A documented way to write residues as numbers.

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
    rows : Callable[[NDArray[np.uint8], str], NDArray[np.float32]]
        From the bytes of aligned HA1, (…, sites), and their subtype to fresh rows, shape (…, sites, features).
    reach : int
        How many sites on either side of its own a row depends on.
    """

    id: str
    name: str
    info: str
    features: int
    citation: str
    zh: Mapping[str, str]
    rows: Rows = field(repr=False, compare=False)
    reach: int = 0

    def encode(self, aligned: str, subtype: str) -> Matrix:
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
        return self.rows(codes(aligned), subtype)

    def encode_all(self, letters: Bytes, subtype: str) -> Matrix:
        """Encode the bytes of several aligned HA1, (records, sites); returns (records, sites, features)."""
        return self.rows(letters, subtype)


def _lookup(table: Matrix) -> Rows:
    return lambda letters, _: np.take(table, letters, axis=0)


def _site_aware(scales: Matrix) -> Rows:
    """Scales of the residue, groups of its site, and scales weighted by nearness to the receptor-binding site."""

    def rows(letters: Bytes, subtype: str) -> Matrix:
        residue = scales[letters]
        *records, sites, _ = residue.shape
        near = np.exp(-receptor_distance(subtype)[:sites, None] / RECEPTOR_REACH)
        groups = site_groups(subtype)[:sites]
        belongs = np.broadcast_to(groups, (*records, *groups.shape))
        whole = np.concatenate([residue, belongs, near * residue[..., NEAR_SCALES]], axis=-1)
        whole[~residue.any(axis=-1)] = 0.0
        return whole.astype(np.float32)

    return rows


def _encoding(
    encoding_id: str,
    name: str,
    info: str,
    citation: str,
    zh: tuple[str, str],
    features: int,
    rows: Rows,
    reach: int = 0,
) -> Encoding:
    chinese = MappingProxyType({"name": zh[0], "info": zh[1]})
    return Encoding(encoding_id, name, info, features, citation, chinese, rows, reach)


_ONE_HOT = residues.one_hot()
_BLOSUM62, _NIEK910102 = (residues.substitution_matrix(f"{name}.csv") for name in ("blosum62", "niek910102"))
_SCALES = residues.scales("physchem6.csv")
_SCALES_CITATION = (
    "Kyte & Doolittle 1982, doi 10.1016/0022-2836(82)90515-0; Zamyatnin 1972; "
    "Grantham 1974, doi 10.1126/science.185.4154.862; Zimmerman et al. 1968"
)

_ALL = (
    _encoding(
        "one-hot",
        "One-hot",
        "Each residue as one of 21 switches: the 20 amino acids and the gap",
        "No table; see Meng et al. 2024, doi 10.1093/bib/bbae033, for its use on HA1",
        ("独热编码", "每个位点用 21 个开关表示: 20 种氨基酸与缺口"),
        _ONE_HOT.shape[1],
        _lookup(_ONE_HOT),
    ),
    _encoding(
        "blosum62",
        "BLOSUM62",
        "Each residue as its row of the BLOSUM62 substitution matrix",
        "Henikoff & Henikoff 1992, doi 10.1073/pnas.89.22.10915",
        ("BLOSUM62 矩阵", "以 BLOSUM62 替换矩阵中该残基所在行表示每个残基"),
        _BLOSUM62.shape[1],
        _lookup(_BLOSUM62),
    ),
    _encoding(
        "niek910102",
        "NIEK910102",
        "Each residue as its row of the structure-derived correlation matrix NIEK910102",
        "Niefind & Schomburg 1991, J Mol Biol 219:481 (AAindex2)",
        ("NIEK910102 矩阵", "以主链构象相关矩阵 NIEK910102 中该残基所在行表示每个残基"),
        _NIEK910102.shape[1],
        _lookup(_NIEK910102),
    ),
    _encoding(
        "physchem6",
        "Physico-chemical scales",
        "Hydropathy, volume, polarity, charge, isoelectric point and mass; gap marked",
        _SCALES_CITATION,
        ("理化性质特征", "疏水性、侧链体积、极性、电荷、等电点与分子量, 经标准化; 缺口另设一维"),
        _SCALES.shape[1],
        _lookup(_SCALES),
    ),
    _encoding(
        "trigram",
        "3-gram embedding",
        "Each residue with its two neighbours as a vector learned here from HA1 sequences",
        "Learned here; after Asgari & Mofrad 2015, doi 10.1371/journal.pone.0141287, by the method of "
        "Levy & Goldberg 2014 (positive pointwise mutual information and singular values)",
        ("氨基酸三元组嵌入 (3-gram)", "每个残基与其左右相邻残基合为一个由 HA1 序列学得的向量"),
        TRIGRAM_FEATURES,
        lambda letters, _: trigrams().encode(letters),
        reach=1,
    ),
    _encoding(
        "site-aware",
        "Site-aware scales",
        "Physico-chemical scales with antigenic sites A-E, receptor-binding site and nearness to it",
        f"{_SCALES_CITATION}; sites: Bush et al. 1999, doi 10.1126/science.286.5446.1921, Skehel & Wiley 2000, "
        "doi 10.1146/annurev.biochem.69.1.531, Koel et al. 2013, doi 10.1126/science.1244730",
        ("位点加权理化特征", "理化性质特征, 并标明 A-E 抗原位点、受体结合位点及与其远近 (H3 编号)"),
        _SCALES.shape[1] + len(GROUPS) + 1 + len(NEAR_SCALES),
        _site_aware(_SCALES),
    ),
)

ENCODINGS: Mapping[str, Encoding] = MappingProxyType({each.id: each for each in _ALL})
"""Every encoding the worker knows, by id."""
