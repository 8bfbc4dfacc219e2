// @ts-check
// What the user has entered for the next prediction. It outlives errors, reloads and signing in again.

/**
 * @typedef {{modelId: number|null, encodingId: string|null, layout: 'one'|'two', text: string, a: string, b: string}} Draft
 */

const DRAFT = 'driftline.draft'
const KEY = 'driftline.submission'

/** @returns {Draft} */
export const emptyDraft = () => ({ modelId: null, encodingId: null, layout: 'one', text: '', a: '', b: '' })

/** @returns {Draft} */
export function loadDraft() {
  return { ...emptyDraft(), ...read(DRAFT) }
}

/** @param {Draft} draft */
export function saveDraft(draft) { write(DRAFT, draft) }

/** Remembers what a job was made from, so that its page can offer the same settings again. @param {string} job @param {Draft} draft */
export function rememberInput(job, draft) { write(`driftline.input.${job}`, draft) }

/** @param {string} job @returns {Partial<Draft>|null} */
export const recallInput = job => read(`driftline.input.${job}`)

/**
 * The idempotency key of a submission: the same one until the server's answer is known, so that trying again after a
 * broken line cannot submit twice.
 * @param {object} body
 */
export function submissionKey(body) {
  const text = JSON.stringify(body)
  const kept = read(KEY)
  if (kept?.text === text) return kept.key
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
  write(KEY, { key, text })
  return key
}

export function forgetSubmissionKey() { sessionStorage.removeItem(KEY) }

/** @param {string} key */
function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

/** @param {string} key @param {object} value */
function write(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value))
  } catch {
    // storage is full or blocked: the page itself still holds the text
  }
}
