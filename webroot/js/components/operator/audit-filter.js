// @ts-check
// Which lines of the audit log are meant, in the address of the page and of the API.
import { dayBegins } from '../../base/days.js'

/** Days are the reader's, the last one included. @typedef {{event: string, outcome: string, user: string, from: string, until: string}} Filter */

/** @type {Filter} */
export const NO_FILTER = { event: '', outcome: '', user: '', from: '', until: '' }

const NAMES = /** @type {(keyof Filter)[]} */ (Object.keys(NO_FILTER))
const DAY = /^[12]\d{3}-\d{2}-\d{2}$/

/** What is no day, no id and no kind is left out. @param {string} search @returns {Filter} */
export function ofAddress(search) {
  const given = new URLSearchParams(search)
  const fits = (/** @type {string} */ name, /** @type {RegExp} */ form) => {
    const value = given.get(name) ?? ''
    return form.test(value) ? value : ''
  }
  return {
    event: fits('event', /^[a-z-]{1,40}$/),
    outcome: fits('outcome', /^(ok|refused|failed)$/),
    user: fits('user', /^[a-z2-7]{26}$/),
    from: fits('from', DAY),
    until: fits('until', DAY),
  }
}

/** With its question mark, if anything is looked for. @param {Filter} filter */
export function inAddress(filter) {
  const query = String(new URLSearchParams(NAMES.filter(name => filter[name]).map(name => [name, filter[name]])))
  return query && `?${query}`
}

/** For the API. @param {Filter} filter */
export function queryOf({ from, until, ...plain }) {
  const query = new URLSearchParams(Object.entries(plain).filter(([, value]) => value))
  if (from) query.set('since', dayBegins(from).toISOString())
  if (until) query.set('until', dayBegins(until, 1).toISOString())
  return String(query)
}
