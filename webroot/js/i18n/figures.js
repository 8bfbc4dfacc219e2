// @ts-check
// Figures, dates and lengths of time as the chosen language writes them.
import { language, number, region } from './language.js'

/** A probability; one that is nearly certain is not rounded to a certainty. @param {number} value */
export function chance(value) {
  if (value > 0.99 && value < 1) return `> ${number(0.99, 2)}`
  return value > 0 && value < 0.01 ? `< ${number(0.01, 2)}` : number(value, 2)
}

/** Beyond so many log2 a serum no longer inhibits at all: how far apart two strains are is no measure any more. */
export const FAR = 4.5

/** A distance; one beyond the range of the assay is far. @param {number} log2 titre units */
export function apart(log2) {
  return log2 > FAR ? `> ${number(FAR, 1)}` : number(log2, 1)
}

/** A change with its sign, the minus a minus. @param {number} value @param {number} digits behind the point */
export const signed = (value, digits) => `${value < 0 ? '' : '+'}${number(value, digits)}`

/** @param {number} log2 titre units, as a fold difference */
export function fold(log2) {
  const times = 2 ** log2
  return number(Math.round(times * (times < 10 ? 10 : 1)) / (times < 10 ? 10 : 1))
}

/** @param {string} at */
export function dateTime(at) {
  return new Intl.DateTimeFormat(region(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))
}

/** To the second. @param {string} at */
export function moment(at) {
  return new Intl.DateTimeFormat(region(), { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at))
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

const DAY = 86_400

/** A length of time in words, as coarse as it is long. @param {number} seconds */
export function duration(seconds) {
  const [value, unit] =
    seconds < 1
      ? [Math.max(1, Math.round(seconds * 1000)), 'millisecond']
      : seconds < 100
        ? [seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds), 'second']
        : seconds < 5400
          ? [Math.round(seconds / 60), 'minute']
          : seconds < 2 * DAY
            ? [Math.round(seconds / 360) / 10, 'hour']
            : [Math.round(seconds / DAY), 'day']
  const chinese = language.code === 'zh-CN'
  const format = new Intl.NumberFormat(region(), {
    style: 'unit',
    unit: String(unit),
    unitDisplay: chinese ? 'long' : 'short',
  })
  if (!chinese) return format.format(Number(value))
  // With a blank before the unit, as before every other word that counts.
  const parts = format.formatToParts(Number(value)).filter(({ type }) => type !== 'literal')
  return parts.map(({ type, value: text }) => (type === 'unit' ? ` ${text}` : text)).join('')
}

/** Minutes and seconds gone by, as on a stop-watch. @param {number} seconds */
export function elapsed(seconds) {
  const whole = Math.max(0, Math.floor(seconds))
  const pad = (/** @type {number} */ n) => String(n).padStart(2, '0')
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  return `${hours > 0 ? `${hours}:${pad(minutes)}` : minutes}:${pad(whole % 60)}`
}
