// @ts-check
// What a refusal of a submission is about, and so where it is told and what helps.

const SEQUENCES = /^urn:problem:(fasta\/|request\/too-large|job\/(pair-name|too-many-pairs))/
const OF_GUESTS = /^urn:problem:(quota\/|account\/needed|request\/too-large)/

/** @typedef {{type?: string, status?: number}|null} Refusal */

/** Whether it is told beside the sequences. @param {Refusal} refusal */
export const isOfSequences = refusal => SEQUENCES.test(refusal?.type ?? '')

/** A refusal, unless it is told beside the sequences. @param {any} refusal */
export const elsewhere = refusal => (isOfSequences(refusal) ? null : refusal)

/** Whether somebody with an account might be let through. @param {Refusal} refusal */
export const isForAccounts = refusal => OF_GUESTS.test(refusal?.type ?? '')

/** Whether the server has decided, so that asking once more is another submission. @param {{status: number}} refusal */
export const isAnswer = ({ status }) => status >= 400 && status < 500
