"""Bodies that cross the border to the gateway; the golden files of ``src/test/contract`` show each."""

import base64
import binascii
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr
from pydantic.alias_generators import to_camel

from driftline_worker.sequences.letters import MAX_LETTERS

MAX_RECORDS = 16_000
"""Records of one job, references and those set aside included; how many are compared, the gateway sees to."""
MAX_PAIRS = 100_000
PAIRS_PER_ITEM = 1000
MAX_CHECKED = 100
"""Records in one check; more would hold an HTTP thread for seconds."""
Mode = Literal["pair", "query", "all", "list"]
"""One pair; queries against references; every two records of a subtype; the pairs named."""
JobName = Annotated[StrictStr, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
RedisKey = Annotated[StrictStr, Field(min_length=1, max_length=512)]
AmqpName = Annotated[StrictStr, Field(min_length=1, max_length=255)]
PlainName = Annotated[StrictStr, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]


def unbase64url(text: str) -> bytes:
    """Decode base64url without padding.

    >>> unbase64url("aGE")
    b'ha'
    """
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as fault:
        raise ValueError("not base64url") from fault


def _is_key(text: str) -> str:
    if len(unbase64url(text)) != 32:
        raise ValueError("32 bytes are expected")
    return text


class Body(BaseModel):
    """A JSON body; names in camelCase, unknown fields ignored so that either side may add some first."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True, extra="ignore")


class ModelChoice(Body):
    """The model version a job was submitted with; `id` is the catalogue's and only passed through."""

    id: StrictInt | StrictStr
    name: PlainName
    version: PlainName


class Dispatch(Body):
    """``dispatch.json``: where a job's sequences stand, where its result and its messages go."""

    job: JobName
    attempt: Annotated[StrictInt, Field(ge=1, le=2**31)]
    model: ModelChoice
    encoding: PlainName
    mode: Mode
    sequences_key: RedisKey
    result_key: RedisKey
    result_ttl_seconds: Annotated[StrictInt, Field(ge=1, le=86_400)]
    exchange: AmqpName
    routing_key: AmqpName
    key: Annotated[StrictStr, Field(repr=False), AfterValidator(_is_key)]


class ReadFault(Body):
    """Why reading found that a record cannot be used; `line` is that of its file, `key` and `params` word `detail`."""

    kind: Annotated[StrictStr, Field(pattern=r"^[a-z-]{1,40}$")]
    line: Annotated[StrictInt, Field(ge=1)] | None = None
    column: Annotated[StrictInt, Field(ge=1)] | None = None
    detail: Annotated[StrictStr, Field(max_length=2000)]
    key: Annotated[StrictStr, Field(pattern=r"^([a-z]+\.[a-z0-9-]{1,60})?$")] = ""
    params: dict[str, Any] = {}


class ReadRemark(Body):
    """What reading noticed of a record that can be used."""

    key: Annotated[StrictStr, Field(pattern=r"^[a-z]+\.[a-z0-9-]{1,60}$")]
    params: dict[str, Any]
    message: Annotated[StrictStr, Field(max_length=4000)]


class Record(Body):
    """One record as the user gave it; `record` counts from 1, in mode ``query`` references apart from the others.

    `subtype` is what whoever submitted it states that it is; None leaves that to its letters. `faults` and `remarks`
    are what the gateway found while it read the record.
    """

    record: Annotated[StrictInt, Field(ge=1)]
    reference: StrictBool = False
    name: Annotated[StrictStr, Field(max_length=1000)]
    letters: Annotated[StrictStr, Field(max_length=4 * MAX_LETTERS, repr=False)]
    subtype: Annotated[StrictStr, Field(max_length=40)] | None = None
    faults: Annotated[list[ReadFault], Field(max_length=20)] = []
    remarks: Annotated[list[ReadRemark], Field(max_length=100)] = []


RecordNumber = Annotated[StrictInt, Field(ge=1, le=MAX_RECORDS)]


class NamedPairs(Body):
    """Pairs that were asked for, by record numbers; an item of the staged list in mode ``list``."""

    pairs: Annotated[list[tuple[RecordNumber, RecordNumber]], Field(max_length=PAIRS_PER_ITEM)]


class CheckRequest(Body):
    """``check-request.json``."""

    mode: Mode
    records: Annotated[list[Record], Field(max_length=MAX_CHECKED)]


def faults_of(errors: list[Any]) -> list[dict[str, Any]]:
    """Turn pydantic's errors into ``errors[]`` with JSON pointers; the values themselves stay out."""
    return [
        {"pointer": "/" + "/".join(str(part) for part in error["loc"]), "detail": error["msg"]} for error in errors[:20]
    ]
