// @ts-check
// A worker's verdict on what is being entered, asked for by itself some time after the last change, or at once.
import { api } from '../connection/api.js'

const PAUSE_MS = 900
/** Longer texts are checked only when asked to: each change would send them again. */
const BY_ITSELF_LETTERS = 200_000

/** Says `change` whenever one of its fields has changed. */
export class SequenceCheck extends EventTarget {
  constructor() {
    super()
    /** @type {any} */ this.verdict = null
    /** A refusal of what was entered, or of a check that was asked for. @type {any} */ this.error = null
    /** Whether a check by itself could not be made. */ this.missed = false
    this.busy = false
    this.turn = 0
    /** @type {ReturnType<typeof setTimeout>|undefined} */ this.timer = undefined
  }

  /** What was entered has changed: nothing that was said of it holds. */
  forget() {
    clearTimeout(this.timer)
    this.turn++
    this.verdict = this.error = null
    this.busy = this.missed = false
    this.dispatchEvent(new Event('change'))
  }

  /** @param {() => {body: any, size: number}|null} input what to check by then, if anything */
  soon(input) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      const entered = input()
      if (entered && entered.size <= BY_ITSELF_LETTERS) this.ask(entered.body, true)
    }, PAUSE_MS)
  }

  /** @param {any} body @param {boolean} [byItself] @returns {Promise<any>} the error that is no verdict on the sequences, if any */
  async ask(body, byItself = false) {
    this.forget()
    const turn = this.turn
    this.busy = true
    this.dispatchEvent(new Event('change'))
    /** @type {any} */ let verdict = null
    /** @type {any} */ let error = null
    try {
      verdict = await api.post('/checks', body)
    } catch (refusal) {
      error = refusal
    }
    if (turn !== this.turn) return null // something else stands there by now
    this.busy = false
    const refused = error?.status === 422
    this.missed = byItself && error !== null && !refused
    this.verdict = verdict
    this.error = this.missed ? null : error
    this.dispatchEvent(new Event('change'))
    return refused ? null : error
  }

  stop() {
    clearTimeout(this.timer)
  }
}

/** @param {any} problem whose faults in records are told where the records are listed */
export function withoutRecords(problem) {
  const { type, title, status, detail, key, params, retryAfter, language, errors = [] } = problem
  const faulty = errors.map((/** @type {any} */ fault) => fault.record).filter(Boolean)
  const repeats = /^reading\.record(-|$)/.test(key ?? '') // the first fault once more
  return {
    type,
    title,
    status,
    detail: repeats ? undefined : detail,
    key,
    params,
    retryAfter,
    language,
    faulty,
    errors: errors.filter((/** @type {any} */ fault) => !fault.record),
  }
}
