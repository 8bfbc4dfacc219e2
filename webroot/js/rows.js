// @ts-check
// Rows of a result of many pairs: named, ordered and filtered in the browser, 100 000 of them within a blink.

/**
 * @typedef {{a: string, b: string, recordA: number, recordB: number, subtype: string|null, variant: boolean|null, probability: number|null,
 *   distanceLog2: number|null, low: number|null, high: number|null, differences: number|null, warnings: string[]}} Row
 * @typedef {{text: string, verdict: ''|'variant'|'similar'|'none', subtype: string}} Filter
 * @typedef {'a'|'b'|'subtype'|'probability'|'distanceLog2'|'differences'} Column
 */

/**
 * The rows of a result: those it brings, or `packed` ones that lack the names.
 * @param {any} result @param {any[][]} [packed] as `GET /jobs/{id}/rows` gives them @returns {Row[]}
 */
export function objectsOf(result, packed) {
  if (!packed) return result.pairs.map((/** @type {any} */ pair) => ({ ...pair, low: pair.interval?.[0] ?? null, high: pair.interval?.[1] ?? null }))
  const names = new Map(result.records.map((/** @type {any} */ record) => [key(record.record, record.reference), record.name]))
  const query = result.mode === 'query'
  return packed.map(([recordA, recordB, subtype, variant, probability, distanceLog2, low, high, differences, warnings]) => ({
    a: names.get(key(recordA, false)) ?? '', b: names.get(key(recordB, query)) ?? '',
    recordA, recordB, subtype, variant, probability, distanceLog2, low, high, differences, warnings,
  }))
}

/** @param {number} record @param {boolean} reference */
const key = (record, reference) => (reference ? -record : record)

/** @param {Row[]} rows @param {Filter} filter @returns {Row[]} */
export function filtered(rows, { text, verdict, subtype }) {
  const wanted = text.trim().toLowerCase()
  if (!wanted && !verdict && !subtype) return rows
  return rows.filter(row => (!wanted || row.a.toLowerCase().includes(wanted) || row.b.toLowerCase().includes(wanted))
    && (!verdict || verdict === verdictOf(row)) && (!subtype || row.subtype === subtype))
}

/** @param {Row} row */
export const verdictOf = ({ variant }) => (variant === null ? 'none' : variant ? 'variant' : 'similar')

/** In the order of a column; what has no figure comes last either way. @param {Row[]} rows @param {Column|''} column @param {boolean} down @returns {Row[]} */
export function sorted(rows, column, down) {
  if (!column) return rows
  const sign = down ? -1 : 1
  const names = new Intl.Collator(undefined, { numeric: true })
  return rows.toSorted((x, y) => {
    const [left, right] = [x[column], y[column]]
    if (left === right) return 0
    if (left === null || right === null) return left === null ? 1 : -1
    return sign * (typeof left === 'number' ? left - Number(right) : names.compare(left, String(right)))
  })
}

/** @param {Row[]} rows @returns {string[]} */
export const subtypesOf = rows => [...new Set(rows.map(row => row.subtype))].filter(subtype => subtype !== null).sort()
