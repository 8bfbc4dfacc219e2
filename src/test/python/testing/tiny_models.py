"""A model repository with one network whose figures can be worked out by hand.

Distance is half the number of differing sites in one-hot encoding, log2 titre units;
probability is the logistic of distance minus 2.
"""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import yaml
from onnx import TensorProto, helper, numpy_helper

from driftline_worker.reference.references import references

PER_SITE = 0.5


def write_tiny_model(
    root: Path, name: str = "tiny", version: str = "1", features: int = 21, encoding: str = "one-hot", **changes: Any
) -> Path:
    """Write a version for every subtype of `references`; `changes` replace entries of its manifest."""
    folder = root / name / version
    folder.mkdir(parents=True)
    networks = []
    for subtype, reference in references().items():
        content = network(reference.columns, features)
        file = f"{subtype.lower().replace('/', '-')}-{encoding}.onnx"
        (folder / file).write_bytes(content)
        networks.append(
            {
                "encoding": encoding,
                "subtypes": [subtype],
                "file": file,
                "sha256": hashlib.sha256(content).hexdigest(),
                "sites": reference.columns,
                "features": features,
            }
        )
    manifest = {
        "name": name,
        "version": version,
        "title": name.upper(),
        "info": "Counts differing sites",
        "zh": {"title": name.upper(), "info": "差异位点计数"},
        "subtypes": sorted(references()),
        "encodings": [encoding],
        "threshold": {"distanceLog2": 2.0, "probability": 0.5},
        "networks": networks,
        "interval": {
            "method": "split-conformal",
            "level": 0.9,
            "halfWidthLog2": {f"{subtype}/{encoding}": 1.5 for subtype in references()},
        },
        "training": {"data": "none", "years": [1968, 2012], "seed": 1, "pairs": {}},
        "quality": [],
        "citation": f"Driftline {name} {version}",
        **changes,
    }
    (folder / "model.yaml").write_text(yaml.safe_dump(manifest, allow_unicode=True), "utf-8")
    return folder


def network(sites: int, features: int) -> bytes:
    """Return an ONNX file that reads ``a`` and ``b``, (pairs, sites, features) float32."""
    shape: list[str | int | None] = ["pairs", sites, features]
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("a", "b")]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pairs"]) for name in ("probability", "distance")
    ]
    constants = [
        numpy_helper.from_array(np.array(PER_SITE / 2, np.float32), "scale"),
        numpy_helper.from_array(np.array(2.0, np.float32), "threshold"),
        numpy_helper.from_array(np.array([1, 2], np.int64), "axes"),
    ]
    nodes = [
        helper.make_node("Sub", ["a", "b"], ["difference"]),
        helper.make_node("Abs", ["difference"], ["absolute"]),
        helper.make_node("ReduceSum", ["absolute", "axes"], ["sum"], keepdims=0),
        helper.make_node("Mul", ["sum", "scale"], ["distance"]),
        helper.make_node("Sub", ["distance", "threshold"], ["logit"]),
        helper.make_node("Sigmoid", ["logit"], ["probability"]),
    ]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString()
    return content
