// @ts-check
// How many pairs a job will have, and names that several sequences share. What a list of pairs says, the server's check tells.

/** Names that several sequences have. @param {import('./fasta.js').Entry[]} entries @returns {Set<string>} */
export function repeatedNames(entries) {
  const seen = new Set()
  return new Set(entries.map(({ name }) => name).filter(name => name && (seen.has(name) || !seen.add(name))))
}

/**
 * How many pairs there will be at most: only sequences of one subtype are compared, and subtypes are found by checking.
 * @param {string} mode @param {number} records @param {number} references
 */
export function pairCount(mode, records, references) {
  if (mode === 'query') return records * references
  if (mode === 'all') return records > 0 ? ((records + references) * (records + references - 1)) / 2 : 0
  return 1
}
