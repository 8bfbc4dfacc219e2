// @ts-check
// What the user has entered for the next prediction. It outlives errors, reloads and signing in again.

/**
 * @typedef {{modelId: number|null, encodingId: string|null, mode: 'pair'|'query'|'all'|'list', layout: 'one'|'two', text: string, a: string, b: string,
 *   against: 'panel'|'own', references: string, pairs: string, landmarks: boolean}} Draft
 */

const DRAFT = 'driftline.draft'
const KEY = 'driftline.submission'

/** @returns {Draft} */
export const emptyDraft = () => ({ modelId: null, encodingId: null, mode: 'pair', layout: 'one', text: '', a: '', b: '',
  against: 'panel', references: '', pairs: '', landmarks: false })

/** Files too long for a text field, by field; they outlive a change of page, not a reload. @type {{sequences: {name: string, text: string}[]}} */
export const attached = { sequences: [] }

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
  const text = digest(JSON.stringify(body))
  const kept = read(KEY)
  if (kept?.text === text) return kept.key
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
  write(KEY, { key, text })
  return key
}

/** Tells bodies apart that are too long to be kept, where the page has no right to the browser's own digests. @param {string} text */
function digest(text) {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  return `${text.length}:${(high >>> 0).toString(16)}${(low >>> 0).toString(16)}`
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
