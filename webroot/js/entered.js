// @ts-check
// What has been entered for a new prediction, as it is submitted, and what it still lacks.
import { readFasta, withHeader } from './fasta.js'
import { number, t, tn } from './i18n.js'
import { pairCount, readPairs } from './pairs.js'

/**
 * @typedef {import('./draft.js').Draft} Draft
 * @typedef {{name: string, text: string}} File
 */

/** All in one text, or in several. @param {Draft} draft @param {File[]} files too long for a text field */
export function sequencesOf({ mode, layout, text, a, b }, files) {
  if (mode === 'pair' && layout === 'two') return [withHeader(a, 'Sequence A'), withHeader(b, 'Sequence B')]
  const texts = [text, ...files.map(file => file.text)].filter(each => each.trim() !== '')
  return texts.length > 1 ? texts : (texts[0] ?? '')
}

/** @param {Draft} draft @param {File[]} files */
export const entriesOf = (draft, files) => [sequencesOf(draft, files)].flat().flatMap(readFasta)

/** How many pairs that makes, at most. @param {Draft} draft @param {File[]} files @param {number} panel its strains */
export function pairsOf(draft, files, panel) {
  const { mode, against, references, pairs, landmarks } = draft
  const compared = mode === 'all' ? (landmarks ? panel : 0) : mode !== 'query' ? 0 : against === 'panel' ? panel : readFasta(references).length
  return pairCount(mode, entriesOf(draft, files).length, compared, mode === 'list' ? readPairs(pairs).length : 0)
}

/** What is submitted, but for model and encoding. @param {Draft} draft @param {File[]} files */
export function inputOf(draft, files) {
  const { mode, against, references, pairs, landmarks } = draft
  return { mode, sequences: sequencesOf(draft, files), ...(mode === 'query' ? { references: against === 'panel' ? 'panel' : references } : {}),
    ...(mode === 'all' && landmarks ? { references: 'panel' } : {}),
    ...(mode === 'list' ? { pairs } : {}) }
}

/** Why this cannot be run yet, if so. @param {Draft} draft @param {number} records @param {number} pairs @param {number} most pairs of a job */
export function missing({ mode }, records, pairs, most) {
  if (mode === 'pair') return records === 0 ? t('new.hint.none') : records === 2 ? '' : t('new.hint.two', { n: number(records) })
  if (records === 0) return t('new.hint.some')
  if (pairs === 0) return t(/** @type {any} */ (`new.hint.${mode}`))
  return mode === 'list' && pairs > most ? tn('new.hint.pairs', pairs, { most: number(most) }) : ''
}
