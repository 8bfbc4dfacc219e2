// @ts-check
// A first look at what is typed or pasted, so that records are listed meanwhile: the grammar of the server's reader, without its faults.
// Files are read by the server (readings.js); it has the last word of everything.

/**
 * @typedef {'protein'|'nucleotide'|'empty'} Form
 * @typedef {{name: string, letters: number, form: Form, faults?: (import('../connection/api.js').Fault & {own?: import('../i18n/language.js').Key})[], segment?: string, file?: boolean}} Entry
 *   `segment`: another than that of HA; `file`: it stands for a file of which nothing can be used
 */

const BLANK = '[\\t-\\r \\u001A\\p{Z}\\p{Cf}]'
const AT_START = new RegExp(`^${BLANK}+`, 'u')
const AT_END = new RegExp(`${BLANK}+$`, 'u')
const GENBANK_OR_ALIGNMENT = new RegExp(`^${BLANK}*(?:LOCUS\\s|CLUSTAL|MUSCLE \\()`, 'iu')
/** Wide letters, as Chinese keyboards write them. */
const WIDE = /[\uFF01-\uFF5E]/g
const NO_LETTER = new RegExp(`[\\d.~*\\u2010-\\u2015\\u2212\\u2026-]|${BLANK}`, 'gu')
const NUCLEOTIDES = /[ACGTUN]/gi
const NUCLEOTIDE_SHARE = 0.9

/** Long texts are read once, not at each drawing of the page. @type {Map<string, Entry[]>} */
const read = new Map()
const KEPT = 8

/** @param {string} text @returns {Entry[]} */
export function readFasta(text) {
  const known = read.get(text)
  if (known) return known
  const entries = parse(text)
  if (read.size === KEPT) read.delete(/** @type {string} */ (read.keys().next().value))
  read.set(text, entries)
  return entries
}

/** @param {string} text @returns {Entry[]} */
function parse(text) {
  /** @type {{name: string, parts: string[]}[]} */ const found = []
  let headed = false
  for (const raw of text.split(/\r\n|\r|\n/)) {
    const line = raw.replace(AT_START, '')
    const comment = line.startsWith(';') || (!headed && line.startsWith('#'))
    if (isHeader(line)) {
      headed = true
      found.push({ name: printable(line.slice(1)) || `record ${found.length + 1}`, parts: [] })
    } else if (line && !comment) {
      if (found.length === 0) found.push({ name: '', parts: [] }) // of nobody knows whom
      found[found.length - 1].parts.push(line)
    }
  }
  return found.map(({ name, parts }) => ({ name, ...look(parts.join('')) }))
}

/** @param {string} line without blanks in front */
const isHeader = line => line.startsWith('>') || line.startsWith('＞')

/** A name as the server keeps it: without what cannot be seen, or turns text around. @param {string} header */
const printable = header =>
  header
    .replace(/(?!\t)\p{Cc}/gu, ' ')
    .replace(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .replaceAll('\uFFFD', '?')
    .replace(AT_START, '')
    .replace(AT_END, '')

/** How many residues or bases, gaps not counted, and which of the two. @param {string} raw @returns {{letters: number, form: Form}} */
function look(raw) {
  const letters = raw.replace(WIDE, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0)).replace(NO_LETTER, '')
  if (letters.length === 0) return { letters: 0, form: 'empty' }
  const share = (letters.match(NUCLEOTIDES)?.length ?? 0) / letters.length
  return { letters: letters.length, form: share >= NUCLEOTIDE_SHARE ? 'nucleotide' : 'protein' }
}

/** Whether a text is for the server to read, since it is written in another way. @param {string} text */
export const isOtherFormat = text => GENBANK_OR_ALIGNMENT.test(text)

/** Gives a bare sequence the header that FASTA wants. @param {string} text @param {string} name */
export function withHeader(text, name) {
  const bare = text.replace(AT_START, '').replace(AT_END, '')
  return bare === '' || isHeader(bare) || isOtherFormat(bare) ? bare : `>${name}\n${bare}`
}
