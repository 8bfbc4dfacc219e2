// @ts-check
// Rows of a result of many pairs: named and ordered in the browser, 100 000 of them within a blink.

import { strainNames } from './names.js'
import { verdictOf } from './verdict.js'

/** @typedef {import('./verdict.js').Verdict} Verdict */

/**
 * @typedef {{a: string, b: string, labelA: string, labelB: string, recordA: number, recordB: number, subtype: string|null, verdict?: Verdict|null, variant: boolean|null, probability: number|null,
 *   distanceLog2: number|null, low: number|null, high: number|null, differences: number|null, warnings: string[], warningKeys?: any[], records: any[]}} Row `warnings`: of the pair alone, `records` has those of both strains; `a` and `b`: the FASTA headers; `labelA` and `labelB`: what the strains are called beside each other
 */

/**
 * The rows of a result: those it brings, or `packed` ones that lack the names.
 * @param {any} result @param {any[][]} [packed] as `GET /jobs/{id}/rows` gives them @returns {Row[]}
 */
export function objectsOf(result, packed) {
  const { mode, records = [] } = result
  const labels = labelsOf(result)
  const byKey = new Map(records.map((/** @type {any} */ each) => [recordKey(mode, each.record, each.reference), each]))
  const labelled = (/** @type {any} */ row) => {
    const [a, b] = [recordKey(mode, row.recordA, false), recordKey(mode, row.recordB, true)]
    const [recordA, recordB] = [byKey.get(a), byKey.get(b)]
    return {
      ...row,
      a: row.a ?? recordA?.name ?? '',
      b: row.b ?? recordB?.name ?? '',
      records: [recordA, recordB].filter(Boolean),
      labelA: labels.get(a) ?? row.a,
      labelB: labels.get(b) ?? row.b,
    }
  }
  if (!packed)
    return result.pairs.map((/** @type {any} */ pair) =>
      apart(labelled({ ...pair, low: pair.interval?.[0] ?? null, high: pair.interval?.[1] ?? null })),
    )
  return packed.map(
    ([
      recordA,
      recordB,
      subtype,
      variant,
      probability,
      distanceLog2,
      low,
      high,
      differences,
      warnings,
      warningKeys,
      verdict,
    ]) =>
      labelled({
        verdict,
        recordA,
        recordB,
        subtype,
        variant,
        probability,
        distanceLog2,
        low,
        high,
        differences,
        warnings,
        warningKeys,
      }),
  )
}

/** The first rows bring the warnings of their records too. @param {Row} row @returns {Row} */
function apart(row) {
  const theirs = new Set(row.records.flatMap(record => record.warnings ?? []))
  return { ...row, warnings: row.warnings.filter(text => !theirs.has(text)) }
}

/**
 * What each record of a result is called, by its key; queries and their references stand on two sides and are told apart on their own.
 * @param {any} result @returns {Map<number, string>}
 */
export function labelsOf({ mode, records = [] }) {
  const sides =
    mode === 'query'
      ? [false, true].map(wanted => records.filter((/** @type {any} */ each) => Boolean(each.reference) === wanted))
      : [records]
  return new Map(
    sides.flatMap(side => {
      const labels = strainNames(side.map((/** @type {any} */ { name }) => name))
      return side.map((/** @type {any} */ { record, reference }, /** @type {number} */ index) => [
        recordKey(mode, record, reference),
        labels[index],
      ])
    }),
  )
}

/** One number for each record: queries and their references are counted apart. @param {string} mode @param {number} record @param {boolean} reference */
export const recordKey = (mode, record, reference) => (mode === 'query' && reference ? -record : record)

/** The keys of both strains of a row. @param {string} mode @param {{recordA: number, recordB: number}} row @returns {[number, number]} */
export const keysOf = (mode, { recordA, recordB }) => [recordKey(mode, recordA, false), recordKey(mode, recordB, true)]

/**
 * Of sequences against references: how many could be compared, and how many of these have no reference that they are similar to.
 * @param {Row[]} rows @returns {{compared: number, alone: number}}
 */
export function coverage(rows) {
  const known = rows.filter(row => verdictOf(row) !== 'outside')
  const similar = known.filter(row => verdictOf(row) === 'similar')
  const compared = new Set(known.map(({ recordA }) => recordA)).size
  return { compared, alone: compared - new Set(similar.map(({ recordA }) => recordA)).size }
}

/**
 * In the order of a key; what has none comes last either way. Names become ranks first, so that each two are compared once.
 * @template R @param {R[]} rows @param {(row: R) => string|number|null} keyOf @param {boolean} down @returns {R[]}
 */
export function ordered(rows, keyOf, down) {
  const keys = rows.map(keyOf)
  const rank = ranks(keys)
  const last = down ? -Infinity : Infinity
  const figures = Float64Array.from(keys, key =>
    key === null ? last : typeof key === 'string' ? Number(rank.get(key)) : key,
  )
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
