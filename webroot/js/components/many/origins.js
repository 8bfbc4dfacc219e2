// @ts-check
// What is known of the strains of a pair, as short as a row of a table has room for: one after the other, once where both are the same.
import { number, t } from '../../i18n/language.js'

const NONE = '–'

/** @param {any[]} records @param {(record: any) => string} of empty where nothing is known @returns {string} */
function told(records, of) {
  const texts = records.map(of)
  if (!texts.some(Boolean)) return ''
  return texts.every(text => text === texts[0]) ? texts[0] : texts.map(text => text || NONE).join(' / ')
}

/** @param {any[]} records */
export const cladesOf = records =>
  told(records, ({ clade, subclade }) => {
    const closest = subclade ?? clade
    return closest ? `${closest.exact ? '' : '≥ '}${closest.name}` : ''
  })

/** @param {any[]} records */
export const passagesOf = records =>
  told(records, ({ passage }) =>
    passage && passage !== 'unknown' ? t(/** @type {any} */ (`table.passage.${passage}`)) : '',
  )

/** @param {any[]} records */
export const escapeOf = records =>
  told(records, ({ ferretEscape }) => (ferretEscape ? number(ferretEscape.score, 2) : ''))

/** The greater escape of both. @param {any[]} records @returns {number|null} */
export function strongestOf(records) {
  const scores = records.flatMap(({ ferretEscape }) => (ferretEscape ? [ferretEscape.score] : []))
  return scores.length > 0 ? Math.max(...scores) : null
}
