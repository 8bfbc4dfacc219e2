"""Predicts at a Driftline server; what each of the rule's outputs is, its name says."""

from pathlib import Path
from typing import Any

from driftline_client import Client

OPTIONS = ("mode", "model", "encoding")


def run(snakemake: Any) -> None:
    """Submit the rule's input, wait, and save each of its outputs."""
    wanted = {name: snakemake.params.get(name) for name in OPTIONS if snakemake.params.get(name) is not None}
    if snakemake.input.get("references"):
        wanted["references"] = Path(snakemake.input.references)
    elif snakemake.params.get("references"):
        wanted["references"] = snakemake.params.references
    if snakemake.input.get("pairs"):
        wanted["pairs"] = Path(snakemake.input.pairs)
    given = snakemake.input.sequences
    sequences = [Path(each) for each in ([given] if isinstance(given, str) else given)]
    log = snakemake.log[0] if snakemake.log else "/dev/stderr"
    with Client(snakemake.params.get("server")) as driftline, Path(log).open("a", encoding="utf-8") as told:
        job = driftline.submit(sequences, **wanted)["id"]
        driftline.wait(job, on_update=lambda update: print(job, update.stage, update.message, file=told, flush=True))
        for output in snakemake.output:
            driftline.download(job, output)


run(snakemake)  # type: ignore[name-defined]  # noqa: F821
