// @ts-check
// A first look at pasted sequences, so that records are listed while typing. The server has the last word.

/** @typedef {{name: string, letters: number, form: 'protein'|'nucleotide'|'empty', line: number}} Entry */

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
  /** @type {{name: string, line: number, parts: string[]}[]} */
  const found = []
  text.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const line = raw.trim()
    if (line.startsWith('>')) found.push({ name: line.slice(1).trim(), line: index + 1, parts: [] })
    else if (line && found.length > 0) found[found.length - 1].parts.push(line)
    else if (line) found.push({ name: '', line: index + 1, parts: [line] })
  })
  return found.map(({ name, line, parts }) => ({ name, line, ...look(parts.join('')) }))
}

/** @param {string} raw */
function look(raw) {
  const letters = raw.replace(/[\s\d*-]/g, '')
  if (letters.length === 0) return { letters: 0, form: /** @type {const} */ ('empty') }
  const share = (letters.match(NUCLEOTIDES)?.length ?? 0) / letters.length
  return { letters: letters.length, form: share >= NUCLEOTIDE_SHARE ? /** @type {const} */ ('nucleotide') : /** @type {const} */ ('protein') }
}

/** Gives a bare sequence the header that FASTA wants. @param {string} text @param {string} name */
export function withHeader(text, name) {
  const trimmed = text.trim()
  return trimmed === '' || trimmed.startsWith('>') ? trimmed : `>${name}\n${trimmed}`
}
