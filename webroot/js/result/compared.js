// @ts-check
// Two results of many pairs held against each other.

/**
 * @typedef {import('./rows.js').Row} Row
 * @typedef {{a: Row, b: Row, alike: boolean}} Match the same pair in both results; `alike`: of one verdict
 */

/** What tells that two jobs were given the same, as far as lists of jobs say. @param {any} job */
export const inputOf = ({ mode, strains, records, references, pairs }) =>
  JSON.stringify([mode, strains, records, references, pairs])

const DRAWN = 3_000

/**
 * The pairs that both results have figures for: by record numbers where both list the same records, else by names that mean one pair.
 * @param {{result: any, rows: Row[]}} a @param {{result: any, rows: Row[]}} b @returns {{matches: Match[], byName: boolean}}
 */
export function matched(a, b) {
  const listing = (/** @type {any} */ { mode, records }) =>
    JSON.stringify([mode, records.map((/** @type {any} */ { record, reference, name }) => [record, reference, name])])
  const byName = listing(a.result) !== listing(b.result)
  const key = byName
    ? (/** @type {Row} */ row) => `${row.a}\n${row.b}`
    : (/** @type {Row} */ row) => `${row.recordA} ${row.recordB}`
  const others = unique(b.rows, key)
  const matches = [...unique(a.rows, key)].flatMap(([each, row]) => {
    const other = others.get(each)
    return row && other && row.variant !== null && other.variant !== null
      ? [{ a: row, b: other, alike: row.variant === other.variant }]
      : []
  })
  return { matches, byName }
}

/** @param {Row[]} rows @param {(row: Row) => string} key @returns {Map<string, Row|null>} null where several rows have one key */
function unique(rows, key) {
  /** @type {Map<string, Row|null>} */ const known = new Map()
  for (const row of rows) known.set(key(row), known.has(key(row)) ? null : row)
  return known
}

/** @param {Match[]} matches */
export function agreement(matches) {
  const count = (/** @type {boolean} */ a, /** @type {boolean} */ b) =>
    matches.filter(each => each.a.variant === a && each.b.variant === b).length
  const xs = matches.map(each => Number(each.a.distanceLog2))
  const ys = matches.map(each => Number(each.b.distanceLog2))
  return {
    both: count(true, true),
    neither: count(false, false),
    onlyA: count(true, false),
    onlyB: count(false, true),
    apart: mean(xs.map((x, index) => Math.abs(x - ys[index]))),
    r: correlation(xs, ys),
  }
}

/** Pearson's; null where one of the two does not vary. @param {number[]} xs @param {number[]} ys */
function correlation(xs, ys) {
  const [x0, y0] = [mean(xs), mean(ys)]
  let [xx, yy, xy] = [0, 0, 0]
  xs.forEach((x, index) => {
    xx += (x - x0) ** 2
    yy += (ys[index] - y0) ** 2
    xy += (x - x0) * (ys[index] - y0)
  })
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null
}

/** @param {number[]} figures */
const mean = figures => (figures.length > 0 ? figures.reduce((sum, each) => sum + each, 0) / figures.length : 0)

/** So many as can be drawn: disagreements first, others evenly. @param {Match[]} matches @returns {Match[]} */
export function sample(matches) {
  if (matches.length <= DRAWN) return matches
  const apart = every(
    matches.filter(({ alike }) => !alike),
    DRAWN / 2,
  )
  return [
    ...every(
      matches.filter(({ alike }) => alike),
      DRAWN - apart.length,
    ),
    ...apart,
  ]
}

/** @template T @param {T[]} list @param {number} most @returns {T[]} */
const every = (list, most) =>
  list.length <= most
    ? list
    : Array.from({ length: most }, (_, index) => list[Math.floor((index * list.length) / most)])

/**
 * The differing sites of a pair with what each of two models makes of them, the weightiest first.
 * @param {any[]} a @param {any[]} b
 */
export function contributions(a, b) {
  const named = (/** @type {any} */ { from, position, to }) => `${from}${position}${to}`
  const others = new Map(b.map(each => [named(each), each]))
  const own = new Set(a.map(named))
  const all = [
    ...a.map(each => ({ item: each, a: each.contribution ?? null, b: others.get(named(each))?.contribution ?? null })),
    ...b.filter(each => !own.has(named(each))).map(each => ({ item: each, a: null, b: each.contribution ?? null })),
  ]
  return all.sort(
    (x, y) => Math.max(Math.abs(y.a ?? 0), Math.abs(y.b ?? 0)) - Math.max(Math.abs(x.a ?? 0), Math.abs(x.b ?? 0)),
  )
}
