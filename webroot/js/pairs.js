// @ts-check
// How many pairs a job will have, and what its list of pairs names. The server has the last word.

import { parsed } from './headers/header.js'

/** @typedef {import('./fasta.js').Entry} Entry */

/** @param {string} line @returns {string[]} */
function cells(line) {
  const separator = line.includes('\t') ? '\t' : !line.includes(',') && line.includes(';') ? ';' : ','
  const found = []
  const pattern = new RegExp(`\\s*(?:"((?:[^"]|"")*)"|([^${separator}]*))\\s*(${separator}|$)`, 'y')
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    found.push((match[1]?.replaceAll('""', '"') ?? match[2]).trim())
    if (match[3] === '') break
  }
  return found
}

/**
 * The pairs of a CSV with the columns strain_a and strain_b, or with the two names alone or after the subtype.
 * @param {string} text @returns {[string, string][]}
 */
export function readPairs(text) {
  const rows = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/).filter(line => line.trim() !== '').map(cells)
  if (rows.length === 0) return []
  const titles = rows[0].map(title => title.toLowerCase())
  const [a, b] = [titles.indexOf('strain_a'), titles.indexOf('strain_b')]
  const titled = a >= 0 && b >= 0
  const first = titled ? a : rows[0].length - 2
  const second = titled ? b : rows[0].length - 1
  return rows.slice(titled ? 1 : 0).map(row => [row[first] ?? '', row[second] ?? ''])
}

/**
 * Names by which no sequence is found: by header, first word, strain or accession, whatever its case, blanks, leading zeros and century.
 * @param {[string, string][]} pairs @param {Entry[]} entries @returns {string[]}
 */
export function unknownNames(pairs, entries) {
  const known = new Set(entries.flatMap(({ name }) => {
    const { strain, shown, ids } = parsed(name)
    return [name, name.split(/\s/, 1)[0], name.split('|', 1)[0], shown, strain ?? '', ...ids, ...ids.map(id => id.replace(/\.[0-9]+$/, ''))].map(alike).filter(key => key)
  }))
  return [...new Set(pairs.flat())].filter(name => !known.has(alike(name)) && !known.has(alike(parsed(name).shown)))
}

/** @param {string} name */
function alike(name) {
  const { strain, year } = parsed(name)
  const dated = strain && year ? name.replace(strain, strain.replace(/\/[0-9]{2}$/, `/${year}`)) : name
  return dated.replace(/(?<=\/)0+(?=[1-9])/g, '').replace(/[^\p{L}\p{N}/]+/gu, '').toLowerCase()
}

/** Names that several sequences have. @param {Entry[]} entries @returns {Set<string>} */
export function repeatedNames(entries) {
  const seen = new Set()
  return new Set(entries.map(({ name }) => name).filter(name => name && (seen.has(name) || !seen.add(name))))
}

/**
 * How many pairs there will be at most: only sequences of one subtype are compared, and subtypes are found by checking.
 * @param {string} mode @param {number} records @param {number} references @param {number} named
 */
export function pairCount(mode, records, references, named) {
  if (mode === 'query') return records * references
  if (mode === 'all') return records > 0 ? ((records + references) * (records + references - 1)) / 2 : 0
  return mode === 'list' ? named : 1
}
