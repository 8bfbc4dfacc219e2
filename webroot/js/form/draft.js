// @ts-check
// What the user has entered for the next prediction. It outlives errors, reloads and signing in again.

/**
 * @typedef {{modelId: number|null, encodingId: string|null, mode: 'pair'|'query'|'all'|'list', layout: 'one'|'two', text: string, a: string, b: string,
 *   against: 'panel'|'own', references: string, pairs: string, landmarks: boolean}} Draft
 */

const DRAFT = 'driftline.draft'
const KEY = 'driftline.submission'
const INPUT = 'driftline.input.'

/** @returns {Draft} */
export const emptyDraft = () => ({
  modelId: null,
  encodingId: null,
  mode: 'pair',
  layout: 'one',
  text: '',
  a: '',
  b: '',
  against: 'panel',
  references: '',
  pairs: '',
  landmarks: false,
})

/** @returns {Draft} */
export function loadDraft() {
  return { ...emptyDraft(), ...read(DRAFT) }
}

/** @param {Draft} draft @returns {boolean} whether a reload will find it */
export const saveDraft = draft => write(DRAFT, draft)

/** Whether somebody would miss what was entered. @param {Draft} draft @param {any[]} examples, which are no loss */
export function isOwn({ layout, text, a, b, references, pairs }, examples) {
  const sequences = layout === 'two' ? a.trim() + b.trim() : text.trim()
  return (
    Boolean(references.trim() || pairs.trim()) ||
    (sequences !== '' && !examples.some(example => example.sequences.trim() === sequences))
  )
}

/** Remembers what a job was made from, so that its page can offer the same settings again. @param {string} job @param {Draft} draft */
export function rememberInput(job, draft) {
  write(INPUT + job, draft)
}

/** @param {string} job @returns {Partial<Draft>|null} */
export const recallInput = job => read(INPUT + job)

/** @param {string} job */
export function forgetInput(job) {
  sessionStorage.removeItem(INPUT + job)
}

/**
 * The idempotency key of a submission: the same one until the server's answer is known, so that trying again after a
 * broken line cannot submit twice.
 * @param {object} body
 */
export function submissionKey(body) {
  const text = digest(JSON.stringify(body))
  const kept = read(KEY)
  if (kept?.text === text) return kept.key
  const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join(
    '',
  )
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

export function forgetSubmissionKey() {
  sessionStorage.removeItem(KEY)
}

/** @param {string} key */
function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

/** @param {string} key @param {object} value @returns {boolean} */
function write(key, value) {
  const text = JSON.stringify(value)
  try {
    sessionStorage.setItem(key, text)
    return true
  } catch {
    return makeRoom(key) && retried(key, text)
  }
}

/** What earlier jobs were made from gives way to what is being entered. @param {string} key @returns {boolean} whether anything did */
function makeRoom(key) {
  const old = Object.keys(sessionStorage).filter(each => each.startsWith(INPUT) && each !== key)
  for (const each of old) sessionStorage.removeItem(each)
  return old.length > 0
}

/** @param {string} key @param {string} text */
function retried(key, text) {
  try {
    sessionStorage.setItem(key, text)
    return true
  } catch {
    return false // storage is full or blocked: the page itself still holds the text, and says so
  }
}
