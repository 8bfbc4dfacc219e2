// @ts-check
// What goes beyond the limits of a job, told before it is run, by the very numbers that the server has.
import { entriesOf, filesOf, setAside, sizeOf } from './entered.js'
import { number, t, tn } from '../i18n/language.js'

const MIB = 2 ** 20

/**
 * @param {import('./draft.js').Draft} draft @param {import('./readings.js').Given[]} files @param {import('../base/store.js').Limits} limits @param {number} pairs of a list
 * @returns {string[]} a sentence for each limit that is exceeded
 */
export function exceeding(draft, files, limits, pairs) {
  const sent = filesOf(draft, files).length
  const entries = entriesOf(draft, files)
  const counted = entries.length - setAside(entries, limits.records)
  const bytes = sizeOf(draft, files)
  const long = draft.mode === 'pair' ? entries.find(({ letters }) => letters > limits.recordLetters) : undefined
  return [
    sent > limits.files ? tn('exceeds.files', sent, { most: number(limits.files) }) : '',
    bytes > limits.bodyBytes
      ? t('exceeds.bytes', { n: number(bytes / MIB, 1), most: number(limits.bodyBytes / MIB) })
      : '',
    counted > limits.records ? tn('exceeds.records', counted, { most: number(limits.records) }) : '',
    entries.length > limits.recordsRead ? tn('exceeds.read', entries.length, { most: number(limits.recordsRead) }) : '',
    long ? t('exceeds.letters', { name: long.name, n: number(long.letters), most: number(limits.recordLetters) }) : '',
    draft.mode === 'list' && pairs > limits.pairs ? tn('exceeds.pairs', pairs, { most: number(limits.pairs) }) : '',
  ].filter(Boolean)
}
