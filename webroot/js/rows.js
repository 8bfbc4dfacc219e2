// @ts-check
// Rows of a result of many pairs: named, ordered and filtered in the browser, 100 000 of them within a blink.

/**
 * @typedef {{a: string, b: string, recordA: number, recordB: number, subtype: string|null, variant: boolean|null, probability: number|null,
 *   distanceLog2: number|null, low: number|null, high: number|null, differences: number|null, warnings: string[]}} Row
 * @typedef {{text: string, verdict: ''|'variant'|'similar'|'none', subtype: string}} Filter
 */

/**
 * The rows of a result: those it brings, or `packed` ones that lack the names.
 * @param {any} result @param {any[][]} [packed] as `GET /jobs/{id}/rows` gives them @returns {Row[]}
 */
export function objectsOf(result, packed) {
  if (!packed) return result.pairs.map((/** @type {any} */ pair) => ({ ...pair, low: pair.interval?.[0] ?? null, high: pair.interval?.[1] ?? null }))
  const names = new Map(result.records.map((/** @type {any} */ each) => [recordKey(result.mode, each.record, each.reference), each.name]))
  return packed.map(([recordA, recordB, subtype, variant, probability, distanceLog2, low, high, differences, warnings]) => ({
    a: names.get(recordKey(result.mode, recordA, false)) ?? '', b: names.get(recordKey(result.mode, recordB, true)) ?? '',
    recordA, recordB, subtype, variant, probability, distanceLog2, low, high, differences, warnings,
  }))
}

/** One number for each record: queries and their references are counted apart. @param {string} mode @param {number} record @param {boolean} reference */
export const recordKey = (mode, record, reference) => (mode === 'query' && reference ? -record : record)

/** @param {Row[]} rows @param {Filter} filter @returns {Row[]} */
export function filtered(rows, { text, verdict, subtype }) {
  const wanted = text.trim().toLowerCase()
  if (!wanted && !verdict && !subtype) return rows
  const has = remembered((/** @type {string} */ name) => name.toLowerCase().includes(wanted))
  return rows.filter(row => (!wanted || has(row.a) || has(row.b)) && (!verdict || verdict === verdictOf(row)) && (!subtype || row.subtype === subtype))
}

/** Asks once for each name: there are some hundreds of them in 100 000 rows. @template T @param {(name: string) => T} ask */
function remembered(ask) {
  /** @type {Map<string, T>} */ const known = new Map()
  return (/** @type {string} */ name) => {
    if (!known.has(name)) known.set(name, ask(name))
    return /** @type {T} */ (known.get(name))
  }
}

/** @param {Row} row */
export const verdictOf = ({ variant }) => (variant === null ? 'none' : variant ? 'variant' : 'similar')

/**
 * In the order of a key; what has none comes last either way. Names become ranks first, so that each two are compared once.
 * @template R @param {R[]} rows @param {(row: R) => string|number|null} keyOf @param {boolean} down @returns {R[]}
 */
export function ordered(rows, keyOf, down) {
  const keys = rows.map(keyOf)
  const rank = ranks(keys)
  const last = down ? -Infinity : Infinity
  const figures = Float64Array.from(keys, key => (key === null ? last : typeof key === 'string' ? Number(rank.get(key)) : key))
  const sign = down ? -1 : 1
  const places = new Uint32Array(rows.length).map((_, index) => index)
  places.sort((i, j) => (figures[i] === figures[j] ? i - j : sign * (figures[i] - figures[j])))
  return Array.from(places, place => rows[place])
}

/** @param {(string|number|null)[]} keys @returns {Map<string, number>} */
function ranks(keys) {
  const names = /** @type {string[]} */ ([...new Set(keys)].filter(key => typeof key === 'string'))
  const collator = new Intl.Collator(undefined, { numeric: true })
  return new Map(names.sort(collator.compare).map((name, index) => [name, index]))
}

/** @param {Row[]} rows @returns {string[]} */
export const subtypesOf = rows => [...new Set(rows.map(row => row.subtype))].filter(subtype => subtype !== null).sort()
