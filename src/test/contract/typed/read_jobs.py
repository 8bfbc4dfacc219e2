"""Reads jobs with the client that was generated from the contract: of each a line, its state and what it compared.

What the client makes of an answer has to say the same as the answer.
"""

import json
import os
import sys

from driftline.api.jobs import list_job_events, list_jobs, list_rows, read_job, read_result
from driftline.client import AuthenticatedClient
from driftline.models import Job, Pair, Problem, Row


def told(answer):
    """What was told, typed."""
    assert not isinstance(answer.parsed, Problem), answer.content
    assert plain(answer.parsed.to_dict()) == plain(json.loads(answer.content))
    return answer.parsed


def plain(value):
    """Without texts, for a time is written in more than one way."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return "text" if isinstance(value, str) else value


def read(client: AuthenticatedClient, identifier: str) -> str:
    job = told(read_job.sync_detailed(identifier, client=client))
    assert isinstance(job, Job)
    assert told(list_job_events.sync_detailed(identifier, client=client)).items
    if job.problem:
        assert isinstance(job.problem, Problem)
        return f"{job.state} {job.problem.status} {len(job.problem.errors)}"
    kind = Pair if job.mode == "pair" else Row
    assert all(isinstance(pair, kind) for pair in job.result.pairs)
    assert len(told(read_result.sync_detailed(identifier, client=client)).pairs) == job.summary.pairs
    if kind is Row:
        assert len(told(list_rows.sync_detailed(identifier, client=client)).rows) == job.summary.pairs
    return f"{job.state} {job.mode} {kind.__name__}"


def main(jobs: list[str]) -> None:
    client = AuthenticatedClient(os.environ["DRIFTLINE_API"], os.environ["DRIFTLINE_TOKEN"])
    assert len(told(list_jobs.sync_detailed(client=client)).items) == len(jobs)
    for job in jobs:
        print(read(client, job))


if __name__ == "__main__":
    main(sys.argv[1:])
