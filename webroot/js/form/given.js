// @ts-check
// Where files go that are given, and what is called after them.
import { filesOf, typedOf } from './entered.js'

/**
 * @typedef {import('./draft.js').Draft} Draft
 * @typedef {import('./readings.js').Given} Given
 */

const LONGEST = 190 // a title has 200 letters at most, with how many more files there are

/** A file's name without what it ends in, as long as a title may be. @param {string} file */
export const nameOf = file => file.replace(/(\.[a-z]\w{0,7}){1,2}$/i, '').slice(0, LONGEST)

/** What a prediction is called: after the file that its sequences came from, or the first of several. @param {Draft} draft @param {Given[]} files */
export function titleOf(draft, files) {
  const [first, ...more] = filesOf(draft, files).filter(({ field }) => field === 'sequences')
  if (!first) return draft.title
  return `${nameOf(first.name)}${more.length > 0 ? ` +${more.length}` : ''}`
}

/**
 * The field for files that were dropped beside the fields: of two an empty one takes one file, and a list of pairs tables.
 * @param {Draft} draft @param {{name: string}[]} files @returns {'text'|'a'|'b'|'pairs'}
 */
export function placeOf({ mode, layout, a, b }, files) {
  if (mode === 'list' && files.every(({ name }) => /\.(csv|tsv)$/i.test(name))) return 'pairs'
  if (mode !== 'pair' || layout === 'one' || files.length > 1) return 'text'
  return a.trim() === '' ? 'a' : b.trim() === '' ? 'b' : 'text'
}

/** What stands in two fields as one text. @param {Draft} draft @returns {Partial<Draft>} */
export const oneText = draft => ({
  layout: 'one',
  text: [typedOf(draft)]
    .flat()
    .filter(text => text.trim() !== '')
    .join('\n'),
})
