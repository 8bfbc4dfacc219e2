"""Which models ship: what each is made of, and what people read about it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Model:
    """A model of the catalogue: a weighted mean of learners, once for each encoding.

    Attributes
    ----------
    weights : Mapping[str, float]
        Weight of each learner in the mean of log odds and of distances; they sum to 1.
    architecture : str
        One sentence for the model card; `zh` has title, info and architecture in Chinese.
    limits : str
        What it should not be trusted with, for the model card.
    """

    name: str
    version: str
    title: str
    info: str
    architecture: str
    limits: str
    zh: Mapping[str, str]
    weights: Mapping[str, float]
    encodings: tuple[str, ...]


NETWORK_LIMITS = (
    "Trained to the label as much as to the distance: where most earlier distances are censored (H1N1) its distances "
    "are less exact than the ensemble's."
)
NETWORK_LIMITS_ZH = "训练兼顾判定与距离: 在早年距离多被截断的 H1N1 上, 其距离不如集成模型准确。"

MODELS = (
    Model(
        "ensemble",
        "1",
        "Ensemble",
        "Randomised trees and a siamese CNN together: the most accurate here",
        "Mean of extremely randomised trees on site and antigenic-group differences (weight 2) and a siamese "
        "convolutional network pooled over subtypes (weight 1).",
        "A distance moves in small steps where trees split; like every model here it extrapolates poorly to "
        "new clades.",
        {
            "title": "集成模型",
            "info": "随机树与孪生卷积网络的组合: 此处最准确的模型",
            "architecture": "基于位点与抗原位点组差异的极端随机树 (权重 2) 与"
            "各亚型共同训练的孪生卷积网络 (权重 1) 的加权平均。",
            "limits": "在树的分裂处, 距离会有小的跳变; 与此处所有模型一样, 对新分支的外推不可靠。",
        },
        {"trees": 2 / 3, "cnn": 1 / 3},
        ("site-aware", "physchem6", "blosum62", "niek910102", "one-hot", "trigram"),
    ),
    Model(
        "cnn",
        "1",
        "CNN",
        "Siamese convolutional network over the aligned HA1 pair",
        "A linear map of each residue and a convolution over 7 sites; the lengths of the differences at each site, "
        "weighted by site and antigenic group, add up to a saturating distance.",
        NETWORK_LIMITS,
        {
            "title": "CNN",
            "info": "基于比对后 HA1 序列对的孪生卷积网络",
            "architecture": "对每个残基作线性映射, 并在 7 个位点上作卷积; "
            "各位点差异的长度按位点与抗原位点组加权, 累加为饱和的距离。",
            "limits": NETWORK_LIMITS_ZH,
        },
        {"cnn": 1.0},
        ("one-hot", "blosum62", "niek910102", "physchem6", "trigram", "site-aware"),
    ),
    Model(
        "lstm",
        "1",
        "LSTM",
        "Siamese bidirectional LSTM along the HA1 chain",
        "As the CNN, with a bidirectional long short-term memory along the chain in place of the convolution.",
        NETWORK_LIMITS,
        {
            "title": "LSTM",
            "info": "沿 HA1 链的孪生双向 LSTM 网络",
            "architecture": "与 CNN 相同, 但以沿肽链的双向长短期记忆网络代替卷积。",
            "limits": NETWORK_LIMITS_ZH,
        },
        {"lstm": 1.0},
        ("physchem6", "blosum62"),
    ),
    Model(
        "attention",
        "1",
        "Attention",
        "Siamese self-attention among the antigenic sites of HA1",
        "As the CNN, with self-attention among the sites of known antigenic groups in place of the convolution.",
        NETWORK_LIMITS,
        {
            "title": "注意力模型",
            "info": "HA1 抗原位点之间的孪生自注意力网络",
            "architecture": "与 CNN 相同, 但以已知抗原位点之间的自注意力代替卷积。",
            "limits": NETWORK_LIMITS_ZH,
        },
        {"attention": 1.0},
        ("site-aware", "one-hot"),
    ),
)


def tasks() -> list[tuple[str, str]]:
    """Give every (learner, encoding) that some model needs, the slow ones first."""
    needed = {(learner, encoding) for each in MODELS for learner in each.weights for encoding in each.encodings}
    order = ("lstm", "attention", "cnn", "trees")
    return sorted(needed, key=lambda task: (order.index(task[0]), task[1]))
