// @ts-check
// What was measured of a model, by subtype, encoding and how it was tested.
import { known, local, t } from '../i18n/language.js'
import { store } from '../base/store.js'

/** @typedef {import('../base/store.js').Quality} Quality */
/** @typedef {import('../base/store.js').Model} Model */

/** In place of a subtype: the mean over subtypes. */
export const MEAN = 'macro'

/** How a model is judged first: on strains later than all that it was trained with. */
export const STRICTEST = 'time'

/** How else, where nothing later was measured: on forecasts of earlier years, which chose settings too. */
export const EARLIER = 'rolling'

/** The encoding of whoever chooses none: the first, which serves the most subtypes. @param {Model} model */
export const defaultEncoding = model => model.encodings[0]?.id ?? ''

/** @param {Model} model @param {string} encoding @param {string} split @returns {Quality[]} by subtype, the mean last */
export const measured = (model, encoding, split) =>
  (model.quality ?? [])
    .filter(quality => quality.encoding === encoding && quality.split === split)
    .sort((x, y) => Number(x.subtype === MEAN) - Number(y.subtype === MEAN) || x.subtype.localeCompare(y.subtype))

/** @param {Model} model @param {string} encoding @param {string} [split] */
export const mean = (model, encoding, split = STRICTEST) =>
  measured(model, encoding, split).find(({ subtype }) => subtype === MEAN)

/** @param {{split: string, from?: number}} quality */
export function splitName({ split, from }) {
  if (split === STRICTEST && from) return t('quality.from', { year: from })
  return known(`split.${split}`) ? t(/** @type {any} */ (`split.${split}`)) : split
}

/** @param {Model} model @param {string} encoding */
export const encodingName = (model, encoding) =>
  local(
    store.known('encodings', model.encodings.find(({ id }) => id === encoding) ?? { id: encoding, name: encoding }),
    'name',
  )
