"""What the worker says, in English: the one place where its sentences stand.

Whoever has something to say makes a `Message` of a key and parameters, and both travel; the sentence is made last.
The page has the same keys in Chinese (``webroot/js/i18n/zh/worker.js``), and its tests hold the two together.
A parameter may be a list, or a message itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

LISTED = 10
"""Elements of a list that a sentence names; of more it says how many."""

SENTENCES = {
    # why a record cannot be used
    "fault.letter-protein": "letter {letter} at column {column} is not an amino acid code",
    "fault.letter-nucleotide": "letter {letter} at column {column} is not an IUPAC nucleotide code",
    "fault.too-short": "{letters} letters are too short for HA1; at least {residues} residues or {nucleotides} "
    "nucleotides are needed",
    "fault.too-long": "{letters} letters are too many for one HA; at most {most} are read",
    "fault.subtype-stated": "Subtype {subtype} is not known; {known} are",
    "fault.between-subtypes": "the sequence is about equally similar to {subtype} and {other}; an HA that belongs to "
    "one of them is expected",
    "fault.nearer-to-another": "the sequence is more similar to {other} than to {subtype}",
    "fault.unknown-protein": "{unknown} of {of} HA1 sites are unknown (missing or X); at most {most}% may be",
    "fault.unknown-nucleotide": "{unknown} of {of} HA1 sites are unknown (nucleotides missing, or codons that N or "
    "mixed bases leave undecided); at most {most}% may be",
    "fault.nothing-known": "no residue is known; an HA1 is expected",
    "fault.coverage": "only {sites} of {of} {subtype} HA1 sites are covered; at least {least}% are needed",
    "fault.stop-protein": "stop (*) inside HA1; an open reading frame is expected",
    "fault.stop-nucleotide": "stop codon {codon} inside HA1; an open reading frame is expected",
    "fault.bases-extra": "the reading frame shifts near column {column} ({bases:base|bases} extra); a single open "
    "reading frame is expected",
    "fault.bases-missing": "the reading frame shifts near column {column} ({bases:base|bases} missing); a single "
    "open reading frame is expected",
    "fault.unlike": "the sequence does not resemble HA1 of influenza A (H1 to H18) or B",
    "fault.distant": "not an HA of H1 to H18 or of influenza B: its HA1 is only {identity}% identical to the nearest, "
    "{subtype}; at least {least}% is expected",
    "fault.distant-from": "not an HA of {subtype}: its HA1 is only {identity}% identical; at least {least}% is "
    "expected",
    "fault.other-subtype": "this sequence is {mine}; the other is {other}",
    # the same in short, and what to do
    "brief.stop": "stop codon inside HA1 at column {column}",
    "brief.frameshift": "reading frame shifts near column {column}",
    "brief.wrong-gene": "not an HA of influenza A or B",
    "hint.stop": "Is the reading frame right? Remove the record or paste the protein.",
    "hint.frameshift": "Correct the bases there or paste the protein.",
    "hint.wrong-gene": "Is it another gene, or influenza C or D? Paste an HA of influenza A or B.",
    "brief.record": "Record {record} ({name}): {fault}",
    "brief.subtypes-differ": "Record {a} is {subtypeA}, record {b} is {subtypeB}",
    # why a job cannot go on
    "detail.record": "Record {record} ({name}): {fault}.",
    "detail.record-hint": "Record {record} ({name}): {fault}. {hint}.",
    "detail.record-others": "Record {record} ({name}): {fault}. {others:other record|other records} cannot be used "
    "either.",
    "detail.record-hint-others": "Record {record} ({name}): {fault}. {hint}. {others:other record|other records} "
    "cannot be used either.",
    "detail.record-count": "A pair is two records; {records} were given.",
    "detail.subtypes-differ": "Record {a} is {subtypeA}, record {b} is {subtypeB}. Antigenic distance is measured "
    "within a subtype; choose two strains of the same one.",
    "detail.too-many-pairs": "{records} records make {pairs} pairs; a job has at most {most}.",
    "detail.no-pair": "No two of the {records} records make a pair of one subtype; usable records: {usable}.",
    "detail.no-pair-fault": "No two of the {records} records make a pair of one subtype; usable records: {usable}. "
    "Record {record} ({name}): {fault}.",
    "detail.model-missing": "Model {model} is not in this worker's repository. Choose a model from the catalogue.",
    "detail.encoding-of-model": "{model} does not support this encoding; it supports {encodings}.",
    "detail.encoding-of-subtype": "{model} was not trained for {subtype} with {encoding}; for {subtype} it supports "
    "{encodings}.",
    "detail.encoding-unknown": "This encoding is not known; the worker supports {encodings}.",
    "detail.subtype": "{model} was not trained for {subtype}; it supports {subtypes}.",
    "detail.internal": "The worker failed unexpectedly. Submit the job again; if it fails again, give its id to the "
    "operator.",
    "detail.result-too-large": "The result is larger than 64 MiB. Split the submission into smaller ones.",
    # what the reader of a result should know
    "warning.coverage": "{name}: only {sites} of {of} HA1 sites are known",
    "warning.unknown": "{name}: {residues:HA1 residue is|HA1 residues are} unknown and left out",
    "warning.point": "{name}: the point at column {column} may be a gap or a residue that was not read, and is left "
    "out; write - for a gap and X for an unknown residue",
    "warning.deletion": "{name}: deletion at site {sites}",
    "warning.insertion": "{name}: residues inserted after site {after} are not seen by the model",
    "warning.header-differs": "{name}: its header says {said}, but its sequence is {subtype}",
    "warning.other-subtype": "{name}: {said} according to its header; the model was trained on {trained} and sees "
    "only HA",
    "warning.egg-residue": "{name}: {residue} is known from growth in eggs and may change what sera recognise "
    "({source})",
    "warning.egg-glycan": "{name}: no glycosylation motif at {site}, which growth in eggs costs; sera may "
    "recognise it otherwise ({source})",
    "warning.no-model": "{subtype}: no model here has learned from its titres, so there is no distance and no verdict; "
    "what differs is shown",
    "warning.not-seen-since": "{name}: {subtype}, a lineage not seen in people since {since}",
    "warning.unfamiliar": "{name}: outside the training data, with {residues} residues never seen at their site in "
    "training ({sites}; up to {limit} are usual); expect larger errors",
    "warning.outside-training": "{name}: {year} lies outside the training years {years:to}; expect larger errors",
    "warning.identical": "The HA1 sequences are identical wherever both are known: not a variant, distance 0",
    "warning.overlap": "Only {sites} of {of} HA1 sites are known in both sequences",
    "warning.no-overlap": "No HA1 site is known in both sequences",
    "warning.models-disagree.variant": "Other models disagree: {models} would call this pair an antigenic variant",
    "warning.models-disagree.similar": "Other models disagree: {models} would not call this pair an antigenic variant",
    "warning.near-threshold": "Probability {probability:.2f} and distance {distanceLog2:.1f} log2 fall on different "
    "sides of the threshold",
    "warning.undecided": "Undecided, test it: of pairs of later years nine in ten calls were right only up to "
    "probability {low:.2f} or from {high:.2f}",
    "warning.unusable": "{name}: {fault}",
    "warning.subtypes-differ": "{a} is {subtypeA}, {b} is {subtypeB}; antigenic distance is measured within a subtype",
    # what a job has come to
    "stage.checking": "Checking {records:sequence|sequences}",
    "stage.encoding": "Checked {records:sequence|sequences}: {subtype}, {known:and} of {sites} HA1 sites",
    "stage.encoding.many": "Checked {records:sequence|sequences}: {usable} can be used ({subtypes}), which make "
    "{pairs:pair|pairs}",
    "stage.predicting": "Encoded as {encodingName}: 2 matrices of {sites} sites × {features} features",  # noqa: RUF001
    "stage.predicting.compared": "No model here has learned {subtype}; comparing the sequences alone",
    "stage.predicting.many": "Encoded {records:sequence|sequences} as {encodingName}",
    "stage.result.variant": "Antigenic variant: probability {probability:.2f}, distance {distanceLog2:.1f} log2",
    "stage.result.similar": "No antigenic variant: probability {probability:.2f}, distance {distanceLog2:.1f} log2",
    "stage.result.undecided": "Undecided, test it: probability {probability:.2f}, distance {distanceLog2:.1f} log2",
    "stage.result.compared": "Compared: {differences:difference|differences} in HA1; no distance for {subtype}",
    "stage.result.many": "Predicted {pairs:pair|pairs}: {calledVariant:antigenic variant|antigenic variants}",
    "stage.result.many.skipped": "Predicted {pairs:pair|pairs}: {calledVariant:antigenic variant|antigenic variants}, "
    "{skipped:pair|pairs} left out",
    "stage.result.many.undecided": "Predicted {pairs:pair|pairs}: {calledVariant:antigenic variant|antigenic "
    "variants}, {undecided} undecided",
    "stage.result.many.undecided.skipped": "Predicted {pairs:pair|pairs}: {calledVariant:antigenic variant|antigenic "
    "variants}, {undecided} undecided, {skipped:pair|pairs} left out",
    # what the batch command says of its strains, beside the warnings
    "batch.missing": "{strain}: not in the sequence files",
    "batch.missing-near": "{strain}: not in the sequence files; did you mean {near}?",
    "batch.several": "{strain}: {sequences} different sequences; the one nearest to {subtype} is used",
}

TITLES = {
    "check/too-short": "Sequence too short",
    "check/too-long": "Sequence too long",
    "check/letters": "Letter outside the alphabet",
    "check/stop-codon": "Stop codon inside the sequence",
    "check/frameshift": "Reading frame shifts",
    "check/wrong-gene": "Not an HA of a known subtype",
    "check/subtype-unclear": "Subtype unclear",
    "check/subtype-mismatch": "Two different subtypes",
    "check/too-many-unknown": "Too many unknown residues",
    "check/record-count": "Wrong number of records",
    "check/no-pair": "No pair to predict",
    "check/empty": "No sequence",
    "check/header": "Header not usable",
    "check/no-header": "A FASTA header is missing",
    "check/format": "File type not supported",
    "check/encoding": "Text encoding unclear",
    "check/packing": "Cannot be unpacked",
    "check/name": "No record of that name",
    "check/segment": "Another segment",
    "check/too-many-pairs": "Too many pairs",
    "model/not-available": "Model not available",
    "model/encoding": "Encoding not supported by the model",
    "model/subtype": "Subtype not supported by the model",
    "worker/internal": "Unexpected worker error",
    "worker/result-too-large": "Result too large",
}
"""Of each type of problem, ``urn:problem:`` left out."""


class _English(Formatter):
    """Python's own replacement fields, with plurals (``{bases:base|bases}``), lists and messages in messages."""

    def format_field(self, value: Any, spec: str) -> str:
        """Render one parameter."""
        if isinstance(value, Message):
            return value.text.rstrip(".")
        if isinstance(value, list | tuple):
            return _listed(value, spec)
        if "|" in spec:
            one, many = spec.split("|")
            return f"{value:,} {one if value == 1 else many}"
        return format(value, spec)


@dataclass(frozen=True, slots=True)
class Message:
    """Something said.

    Attributes
    ----------
    key : str
        Names the sentence in every language; empty where somebody else has said it in English alone.
    params : Mapping[str, Any]
        What the sentence needs: text, numbers, lists of these, messages.
    variety : str
        Which of several sentences of that key it is in English; readers tell by the parameters.
    given : str
        The English sentence, where somebody else has made it.
    """

    key: str
    params: Mapping[str, Any]
    variety: str = ""
    given: str = ""

    @property
    def text(self) -> str:
        """The English sentence.

        >>> message("fault.bases-extra", column=9, bases=1).text
        'the reading frame shifts near column 9 (1 base extra); a single open reading frame is expected'
        """
        return self.given or _English().vformat(SENTENCES[self.key + self.variety], (), self.params)

    def to_json(self) -> dict[str, Any]:
        """Return the element of ``warningKeys[]``: what others need to say it in their language."""
        return {"key": self.key, "params": {name: _plain(value) for name, value in self.params.items()}}


def message(key: str, /, **params: Any) -> Message:
    """Return a message of a key and its parameters."""
    return Message(key, params)


def _plain(value: Any) -> Any:
    if not isinstance(value, Message):
        return value
    return value.to_json() if value.key else value.given


def _listed(values: list[Any] | tuple[Any, ...], spec: str) -> str:
    if spec:
        return f" {spec} ".join(str(value) for value in values)
    shown = ", ".join(str(value) for value in values[:LISTED])
    return shown + (f" and {len(values) - LISTED} more" if len(values) > LISTED else "")
