// @ts-check
// What the user has entered for the next prediction. It outlives errors, reloads and signing in again.
import { named } from '../base/site.js'

/**
 * @typedef {{modelId: number|null, title: string, encodingId: string|null, mode: 'pair'|'query'|'all'|'list', layout: 'one'|'two', text: string, a: string, b: string,
 *   against: 'panel'|'own', panel: string, references: string, pairs: string, landmarks: boolean, batch: Batch|null}} Draft
 * @typedef {{id: string, title: string|null, mode: string, records: number, references: number, pairs: number, subtypes: string[], model: {id: number, name: string, version: string}}} Batch
 *   that the sequences are added to, and what predicted it
 */
/* `panel` is the name of a kept one; empty for the built-in one. */

const DRAFT = named('driftline.draft')
const KEY = named('driftline.submission')
const RUN = named('driftline.run')

/** @returns {Draft} */
export const emptyDraft = () => ({
  modelId: null,
  title: '',
  encodingId: null,
  mode: 'pair',
  layout: 'one',
  text: '',
  a: '',
  b: '',
  against: 'panel',
  panel: '',
  references: '',
  pairs: '',
  landmarks: false,
  batch: null,
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

/**
 * The idempotency key of a submission: the same one until the server's answer is known, so that trying again after a
 * broken line cannot submit twice.
 * @param {object} body
 */
export function submissionKey(body) {
  const text = digest(JSON.stringify(body))
  const kept = read(KEY)
  if (kept?.text === text) return kept.key
  const key = randomKey()
  write(KEY, { key, text })
  return key
}

const randomKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')

/**
 * Where somebody signs in who has asked for a run, which starts by itself on the way back. No other address starts one:
 * that of the way back has a key which only this tab knows, once.
 */
export function signInToRun() {
  const key = randomKey()
  return write(RUN, key) ? `/signin?next=${encodeURIComponent(`/new?run=${key}`)}` : '/signin?next=/new'
}

/** Whether this address is the way back from signing in to run; the key goes with the answer. @param {URL} address */
export function isToRun(address) {
  const key = read(RUN)
  sessionStorage.removeItem(RUN)
  return key !== null && address.searchParams.get('run') === key
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

/** @param {string} key @param {object|string} value @returns {boolean} */
function write(key, value) {
  const text = JSON.stringify(value)
  try {
    sessionStorage.setItem(key, text)
    return true
  } catch {
    return false // storage is full or blocked: the page itself still holds the text, and says so
  }
}
