// @ts-check
// Words, numbers and dates in the chosen language. Every key stands in both dictionaries.
import { en } from './i18n/en.js'
import { zh } from './i18n/zh.js'
import { zhWorker } from './i18n/zh-worker.js'

/** @typedef {keyof typeof en} Key */

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
const region = () => navigator.languages.find(tag => tag.slice(0, 2) === language.code.slice(0, 2)) ?? language.code

const words = () => DICTIONARIES[language.code] ?? en

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
 * @param {{message?: string, messageKey?: string, params?: any, problem?: any}} event @param {string} encoding the encoding's name
 */
export function eventText({ message = '', messageKey, params = {}, problem }, encoding) {
  const verdict = messageKey === 'stage.result' && 'variant' in params
  const lost = messageKey === 'job.failed' && 'attempts' in params
  const text =
    words()[lost ? 'event.job.lost' : `event.${messageKey}${verdict ? (params.variant ? '.variant' : '.similar') : ''}`]
  if (!text) return message
  const { probability, distanceLog2 } = params
  const shown = {
    ...params,
    message,
    title: problem ? problemTitle(problem) : undefined,
    covered: coveredSites(params),
    encoding: encoding || params.encoding,
    ...(Array.isArray(params.subtypes) ? { subtypes: params.subtypes.join(words()['list.join']) } : {}),
    ...(typeof probability === 'number' ? { probability: chance(probability) } : {}),
    ...(typeof distanceLog2 === 'number' ? { distanceLog2: number(distanceLog2, 1) } : {}),
  }
  const complete = [...text.matchAll(/\{(\w+)\}/g)].every(([, name]) => shown[name] !== undefined)
  return complete ? fill(text, shown) : message
}

/**
 * The page's words for problems of workers and of the line; those of the gateway come in the reader's language.
 * @param {{type?: string, title?: string, status?: number, language?: string}} problem
 */
export function problemTitle(problem) {
  const key = /** @type {any} */ (`problem.${(problem.type ?? '').replace(/^urn:problem:/, '')}`)
  if (known(key)) return t(key)
  if (problem.title && (problem.language ?? 'en') === language.code) return problem.title
  const byStatus = /** @type {any} */ (`problem.http.${problem.status}`)
  if (known(byStatus)) return t(byStatus)
  return problem.title || t('problem.unknown')
}

/** What to do about a problem, where the reader does not read the server's English. @param {{type?: string}} problem */
export const advice = problem => words()[`advice.${(problem.type ?? '').replace(/^urn:problem:/, '')}`]

/**
 * What a worker says of sequences, in the reader's language where it is known there; else as it is, with `lang` to mark it as English.
 * @param {string} text @param {string} [language] of the text @returns {{text: string, lang: string|undefined}}
 */
export function workerText(text, language = 'en') {
  const own = chosenChinese() && language === 'en' ? zhWorker(text) : null
  return own === null
    ? { text, lang: language === document.documentElement.lang ? undefined : language }
    : { text: own, lang: undefined }
}

const chosenChinese = () => document.documentElement.lang === 'zh-CN'

/** @param {{coverage?: number[], sites?: number}} params */
function coveredSites({ coverage, sites }) {
  if (!Array.isArray(coverage) || !sites) return undefined
  return new Intl.ListFormat(language.code).format(coverage.map(share => number(Math.round(share * sites))))
}

/** What a job of many pairs compares. @param {any} job */
export const jobTitle = ({ mode, records, references, pairs }) =>
  t(/** @type {Key} */ (`job.many.${mode}`), { n: number(records), m: number(references), p: number(pairs) })

/** A result's warnings, in the reader's language where their keys are known. @param {any} pair @returns {string[]} */
export function warningTexts(pair) {
  return (pair.warnings ?? []).map((/** @type {string} */ text, /** @type {number} */ index) => {
    const { key = text, params = {} } = pair.warningKeys?.[index] ?? {}
    return known(key)
      ? t(key, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, plain(name, value)])))
      : text
  })
}

/** @param {string} name @param {unknown} value */
function plain(name, value) {
  if (Array.isArray(value)) return value.join(name === 'years' ? '–' : words()['list.join'])
  if (name === 'probability') return chance(Number(value))
  return typeof value === 'number' && !Number.isInteger(value) ? number(value, 2) : value
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

/** A probability; one that is nearly certain is not rounded to a certainty. @param {number} value */
export function chance(value) {
  if (value > 0.99 && value < 1) return `> ${number(0.99, 2)}`
  return value > 0 && value < 0.01 ? `< ${number(0.01, 2)}` : number(value, 2)
}

/** @param {number} log2 titre units, as a fold difference */
export function fold(log2) {
  const times = 2 ** log2
  return number(Math.round(times * (times < 10 ? 10 : 1)) / (times < 10 ? 10 : 1))
}

/** @param {string} at */
export function dateTime(at) {
  return new Intl.DateTimeFormat(region(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
}

/** @param {string} date a day, of no time zone */
export function day(date) {
  return new Intl.DateTimeFormat(region(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(date))
}

/** @param {string} at */
export function clock(at) {
  return new Intl.DateTimeFormat(region(), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  }).format(new Date(at))
}

/** A length of time in words, as coarse as it is long. @param {number} seconds */
export function duration(seconds) {
  const [value, unit] =
    seconds < 1
      ? [Math.max(1, Math.round(seconds * 1000)), 'millisecond']
      : seconds < 100
        ? [seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds), 'second']
        : seconds < 5400
          ? [Math.round(seconds / 60), 'minute']
          : [Math.round(seconds / 360) / 10, 'hour']
  return new Intl.NumberFormat(region(), {
    style: 'unit',
    unit: String(unit),
    unitDisplay: language.code === 'zh-CN' ? 'long' : 'short',
  }).format(Number(value))
}

/** Minutes and seconds gone by, as on a stop-watch. @param {number} seconds */
export function elapsed(seconds) {
  const whole = Math.max(0, Math.floor(seconds))
  const pad = (/** @type {number} */ n) => String(n).padStart(2, '0')
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  return `${hours > 0 ? `${hours}:${pad(minutes)}` : minutes}:${pad(whole % 60)}`
}
