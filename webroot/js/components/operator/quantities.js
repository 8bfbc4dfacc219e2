// @ts-check
// Amounts as operators read them.
import { number, t } from '../../i18n/language.js'

const MEBI = 2 ** 20

/** @param {number} bytes */
export const mebibytes = bytes => t('unit.mib', { n: number(Math.round(bytes / MEBI)) })

/** How long ago that was, in the largest fitting unit. @param {string} at @param {string} now */
export function since(at, now) {
  const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(at)) / 1000))
  if (seconds < 120) return t('unit.s', { n: number(seconds) })
  if (seconds < 7200) return t('unit.min', { n: number(Math.round(seconds / 60)) })
  return t('unit.h', { n: number(Math.round(seconds / 3600)) })
}

/** @param {number} millis */
export const milliseconds = millis => t('unit.ms', { n: millis < 10 ? number(millis, 1) : number(Math.round(millis)) })
