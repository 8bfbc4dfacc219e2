// @ts-check
// Words, numbers and dates in the chosen language. Every key stands in both dictionaries.
import { en } from './i18n/en.js'
import { zh } from './i18n/zh.js'

/** @typedef {keyof typeof en} Key */

/** @type {Record<string, Record<string, string>>} */
const DICTIONARIES = { en, 'zh-CN': zh }
const chosen = new EventTarget()

export const language = {
  get code() { return document.documentElement.lang },
  /** @param {'en'|'zh-CN'} code */
  set(code) {
    document.documentElement.lang = code
    try {
      localStorage.setItem('driftline.lang', code)
    } catch {
      // not remembered, still switched
    }
    chosen.dispatchEvent(new Event('change'))
  },
  /** @param {() => void} listener */
  watch(listener) { chosen.addEventListener('change', listener) },
  /** @param {() => void} listener */
  unwatch(listener) { chosen.removeEventListener('change', listener) },
}

const words = () => DICTIONARIES[language.code] ?? en

/** @param {string} key */
export const known = key => key in words()

/**
 * @param {Key} key @param {Record<string, unknown>} [params]
 * @returns {string}
 */
export function t(key, params = {}) {
  return fill(words()[key] ?? en[key] ?? key, params)
}

/** Like t, choosing between `key.one` and `key.other`. @param {string} key @param {number} n @param {Record<string, unknown>} [params] */
export function tn(key, n, params = {}) {
  const form = new Intl.PluralRules(language.code).select(n) === 'one' ? 'one' : 'other'
  return t(/** @type {Key} */ (`${key}.${form}`), { n: number(n), ...params })
}

/** @param {string} text @param {Record<string, unknown>} params */
function fill(text, params) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ''))
}

/**
 * What a job's event says, in the reader's language if its key is known and its parameters are complete.
 * @param {{message?: string, messageKey?: string, params?: any}} event @param {string} encoding the encoding's name
 */
export function eventText({ message = '', messageKey, params = {} }, encoding) {
  const verdict = messageKey === 'stage.result' && 'variant' in params
  const lost = messageKey === 'job.failed' && 'attempts' in params
  const text = words()[lost ? 'event.job.lost' : `event.${messageKey}${verdict ? (params.variant ? '.variant' : '.similar') : ''}`]
  if (!text) return message
  const { probability, distanceLog2 } = params
  const shown = {
    ...params,
    covered: coveredSites(params),
    encoding: encoding || params.encoding,
    ...(typeof probability === 'number' ? { probability: number(probability, 2) } : {}),
    ...(typeof distanceLog2 === 'number' ? { distanceLog2: number(distanceLog2, 1) } : {}),
  }
  const complete = [...text.matchAll(/\{(\w+)\}/g)].every(([, name]) => shown[name] !== undefined)
  return complete ? fill(text, shown) : message
}

/** @param {{coverage?: number[], sites?: number}} params */
function coveredSites({ coverage, sites }) {
  if (!Array.isArray(coverage) || !sites) return undefined
  return coverage.map(share => Math.round(share * sites)).join(words()['list.join'])
}

/** A result's warnings, in the reader's language where their keys are known. @param {any} pair @returns {string[]} */
export function warningTexts(pair) {
  return (pair.warnings ?? []).map((/** @type {string} */ text, /** @type {number} */ index) => {
    const { key = text, params = {} } = pair.warningKeys?.[index] ?? {}
    return known(key) ? t(key, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, plain(name, value)]))) : text
  })
}

/** @param {string} name @param {unknown} value */
function plain(name, value) {
  if (Array.isArray(value)) return value.join(name === 'years' ? '–' : words()['list.join'])
  return typeof value === 'number' && !Number.isInteger(value) ? number(value, 2) : value
}

/** A name or text of the catalogue, in the reader's language if it has one. @param {any} thing @param {'name'|'info'} field */
export function local(thing, field) {
  const zhText = field === 'name' ? (thing?.zh?.name ?? thing?.zh?.title) : thing?.zh?.info
  return (language.code === 'zh-CN' && zhText) || (thing?.[field] ?? '')
}

/** @param {number} value @param {number} [digits] exactly so many behind the point */
export function number(value, digits) {
  return new Intl.NumberFormat(language.code, digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
}

/** @param {string} at */
export function dateTime(at) {
  return new Intl.DateTimeFormat(language.code, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
}

/** @param {string} at */
export function clock(at) {
  return new Intl.DateTimeFormat(language.code, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }).format(new Date(at))
}
