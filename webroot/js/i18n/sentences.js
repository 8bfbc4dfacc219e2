// @ts-check
// What the service says of jobs, problems, sequences and results, in the chosen language.
import { chance } from './figures.js'
import { fill, known, language, number, service, t, words } from './language.js'
import { verdictOf } from '../result/verdict.js'

/** @typedef {import('./language.js').Key} Key */

/**
 * What a job's event says, in the reader's language if its key is known and its parameters are complete.
 * @param {{message?: string, messageKey?: string, params?: any, problem?: any}} event @param {string} encoding the encoding's name
 */
export function eventText({ message = '', messageKey, params = {}, problem }, encoding) {
  const pair = messageKey === 'stage.result' && 'variant' in params
  const called = messageKey === 'stage.result.many' && params.undecided > 0
  const lost = messageKey === 'job.failed' && 'attempts' in params
  const text =
    words()[
      lost ? 'event.job.lost' : `event.${messageKey}${pair ? `.${verdictOf(params)}` : ''}${called ? '.undecided' : ''}`
    ]
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
 * What worker or gateway say of sequences, in the reader's language where it is known there; else as it is, with `lang` to mark it as English.
 * @param {string} text @param {string} [language] of the text @param {{key?: string, params?: any}} [message] what it was made of
 * @returns {{text: string, lang: string|undefined}}
 */
export function workerText(text, language = 'en', message = {}) {
  const own = language === 'en' ? translated(message) : null
  return own === null
    ? { text, lang: language === document.documentElement.lang ? undefined : language }
    : { text: own, lang: undefined }
}

/**
 * What is wrong with a record or a file: `own` is what the page itself found.
 * @param {{own?: Key, detail?: string, key?: string, params?: any}} fault
 */
export const faultText = fault =>
  fault.own ? { text: t(fault.own), lang: undefined } : workerText(fault.detail ?? '', 'en', fault)

/** Null where the key is not known or a parameter is missing. @param {{key?: string, params?: any}} message @returns {string|null} */
function translated({ key = '', params = {} }) {
  const text = service()[key]
  if (!text || [...text.matchAll(/\{(\w+)\}/g)].some(([, name]) => params[name] === undefined)) return null
  return fill(text, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, plain(name, value)])))
}

/** @param {{coverage?: number[], sites?: number}} params */
function coveredSites({ coverage, sites }) {
  if (!Array.isArray(coverage) || !sites) return undefined
  return new Intl.ListFormat(language.code).format(coverage.map(share => number(Math.round(share * sites))))
}

/** What a job of many pairs compares. @param {any} job */
export const jobTitle = ({ mode, records, references, pairs }) =>
  t(/** @type {Key} */ (`job.many.${mode}`), { n: number(records), m: number(references), p: number(pairs) })

/** A result's warnings, in the reader's language where their keys are known. @param {any} pair @returns {string[]} */
export const warningTexts = ({ warnings = [], warningKeys = [] }) =>
  warnings.map(
    (/** @type {string} */ text, /** @type {number} */ index) => workerText(text, 'en', warningKeys[index]).text,
  )

/** @param {string} name @param {any} value a message inside another has a key as well */
function plain(name, value) {
  if (value?.key) return translated(value) ?? ''
  if (Array.isArray(value)) return value.join(name === 'years' ? '–' : words()['list.join'])
  if (name === 'probability') return chance(Number(value))
  return typeof value === 'number' && !Number.isInteger(value) ? number(value, 2) : value
}
