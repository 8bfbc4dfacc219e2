"""Renders the chart as Helm does, refuses what it or Kubernetes would, and prints its objects as JSON.

Usage: render_chart.py CHART VALUES, the latter as JSON.
"""

import json
import sys

import helm_python as helm
import kubernetes_validate
import yaml

KUBERNETES = ("1.29", "1.34")

# Of a remark that Helm's linter makes.
INFO = 1


def main() -> None:
    """Print the objects, or end with what is wrong."""
    chart, values = sys.argv[1], json.loads(sys.argv[2])
    found = helm.lint(chart, values, strict=True)
    if found["errors"] or any(each["severity"] > INFO for each in found["messages"]):
        sys.exit(f"lint: {found}")
    objects = {}
    with helm.Chart.load(chart) as loaded:
        for text in loaded.render(values, name="lab", namespace="driftline").values():
            for each in filter(None, yaml.safe_load_all(text)):
                for version in KUBERNETES:
                    kubernetes_validate.validate(each, version, strict=True)
                objects[f"{each['kind']}/{each['metadata']['name']}"] = each
    print(json.dumps(objects))


main()
