// @ts-check
// The chosen language and its words. Every key stands in both dictionaries.
import { en } from './en.js'
import { zh } from './zh.js'

/**
 * @typedef {keyof typeof en | keyof typeof import('./en/api.js').api | keyof typeof import('./en/compare.js').compare
 *   | keyof typeof import('./en/operator.js').operator} Key
 */

/** @type {Record<string, Record<string, string>>} */
const DICTIONARIES = { en, 'zh-CN': zh }
const chosen = new EventTarget()

export const language = {
  get code() {
    return document.documentElement.lang
  },
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
  watch(listener) {
    chosen.addEventListener('change', listener)
  },
  /** @param {() => void} listener */
  unwatch(listener) {
    chosen.removeEventListener('change', listener)
  },
}

/** The region's way of writing dates and numbers, where the browser names one of the chosen language. */
export const region = () =>
  navigator.languages.find(tag => tag.slice(0, 2) === language.code.slice(0, 2)) ?? language.code

/** @returns {Record<string, string>} all words of the language */
export const words = () => DICTIONARIES[language.code] ?? en

/** Words that only one page needs. @param {Record<string, string>} english @param {Record<string, string>} chinese */
export function addWords(english, chinese) {
  Object.assign(DICTIONARIES.en, english)
  Object.assign(DICTIONARIES['zh-CN'], chinese)
}

/** @param {string} key */
export const known = key => key in words()

/**
 * @param {Key} key @param {Record<string, unknown>} [params]
 * @returns {string}
 */
export function t(key, params = {}) {
  return fill(words()[key] ?? DICTIONARIES.en[key] ?? key, params)
}

/** Like t, choosing between `key.one` and `key.other`. @param {string} key @param {number} n @param {Record<string, unknown>} [params] */
export function tn(key, n, params = {}) {
  const form = new Intl.PluralRules(language.code).select(n) === 'one' ? 'one' : 'other'
  return t(/** @type {Key} */ (`${key}.${form}`), { n: number(n), ...params })
}

/** What stands between two sentences: a Chinese full stop brings its own room. */
export const gap = () => (language.code === 'zh-CN' ? '' : ' ')

/** Puts parameters in their places. @param {string} text @param {Record<string, unknown>} params */
export function fill(text, params) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ''))
}

/** A name or text of the catalogue, in the reader's language if it has one. @param {any} thing @param {'name'|'info'} field */
export function local(thing, field) {
  const zhText = field === 'name' ? (thing?.zh?.name ?? thing?.zh?.title) : thing?.zh?.info
  return (language.code === 'zh-CN' && zhText) || (thing?.[field] ?? '')
}

/** @param {number} value @param {number} [digits] exactly so many behind the point */
export function number(value, digits) {
  return new Intl.NumberFormat(
    region(),
    digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits },
  ).format(value)
}
