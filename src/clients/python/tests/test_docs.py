"""What the documents tell people to run runs."""

import json
import re
from pathlib import Path

import pytest

from driftline_client import Client, Result

DOCS = Path(__file__).resolve().parents[4] / "docs"


def test_the_notebook_runs_from_top_to_bottom(driftline: Client) -> None:
    notebook = json.loads((DOCS / "notebook.ipynb").read_text("utf-8"))
    names: dict[str, object] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)

    assert isinstance(names["result"], Result)
    assert names["counts"].to_numpy().sum() == len(names["result"].rows) > 0  # type: ignore[attr-defined]
    assert names["shares"]


def test_the_page_of_clients_runs(
    driftline: Client, examples: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("season.fasta.gz").write_text(examples["h3n2-variant"], "utf-8")
    names: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / "clients.md").read_text("utf-8"), re.DOTALL)
    for block in blocks:
        exec(block, names)

    assert len(blocks) == 1
    assert isinstance(names["result"], Result)
