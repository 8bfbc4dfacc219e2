// @ts-check
// The strains of a result of many pairs, and the distances between those of a subtype.
import { FAR } from '../i18n/figures.js'
import { parsed } from '../headers/header.js'
import { keysOf, labelsOf, recordKey } from '../result/rows.js'

/**
 * @typedef {{key: number, record: number, reference: boolean, name: string, label: string, year: number|null, clade: Clade|null, subclade: Clade|null,
 *   lineage: string|null, passage: string|null}} Strain
 * @typedef {{name: string, exact: boolean}} Clade
 * @typedef {{down: Strain[], across: Strain[], rows: Int32Array, symmetric: boolean}} Grid
 *   `rows`: of each cell, row by row, which of the result's rows it shows; -1 for none
 */

const NEAREST = 3
const LEAST_LINKS = 3 // with fewer a strain has more than one place in two dimensions

/** @param {any} result @param {string} subtype @returns {Strain[]} */
export function strainsOf(result, subtype) {
  const { mode, records } = result
  const labels = labelsOf(result)
  const own = records.filter((/** @type {any} */ each) => each.subtype === subtype && !each.errors?.length)
  return [false, true].flatMap(wanted => {
    const group = own.filter((/** @type {any} */ each) => Boolean(each.reference) === wanted)
    return group.map((/** @type {any} */ { record, name, clade, subclade, lineage, passage }) => {
      const key = recordKey(mode, record, wanted)
      const label = labels.get(key) ?? name
      const known = {
        clade: clade ?? null,
        subclade: subclade ?? null,
        lineage: lineage ?? null,
        passage: passage ?? null,
      }
      return { key, record, reference: wanted, name, label, year: parsed(name).year, ...known }
    })
  })
}

/**
 * Queries against references, or all against all.
 * @param {string} mode @param {Strain[]} strains @param {import('../result/rows.js').Row[]} rows @returns {Grid}
 */
export function gridOf(mode, strains, rows) {
  const symmetric = mode !== 'query'
  const down = symmetric ? strains : strains.filter(each => !each.reference)
  const across = symmetric ? strains : strains.filter(each => each.reference)
  const lines = new Map(down.map((each, place) => [each.key, place]))
  const columns = new Map(across.map((each, place) => [each.key, place]))
  const cells = new Int32Array(down.length * across.length).fill(-1)
  rows.forEach((row, index) => {
    if (row.distanceLog2 === null) return
    const [a, b] = keysOf(mode, row)
    const [line, column] = [lines.get(a), columns.get(b)]
    if (line === undefined || column === undefined) return
    cells[line * across.length + column] = index
    if (symmetric) cells[column * across.length + line] = index
  })
  return { down, across, rows: cells, symmetric }
}

/**
 * What can be put on a map, far distances as bounds: of the strains that have distances to at least three others, the greatest group that hangs together.
 * @param {string} mode @param {Strain[]} strains @param {import('../result/rows.js').Row[]} rows
 * @returns {{strains: Strain[], distances: import('./cartography.js').Distances}}
 */
export function mappable(mode, strains, rows) {
  const size = strains.length
  const places = new Map(strains.map((each, place) => [each.key, place]))
  const lengths = new Float64Array(size * size).fill(Number.NaN)
  for (const row of rows) {
    const [a, b] = keysOf(mode, row).map(key => places.get(key))
    if (row.distanceLog2 === null || a === undefined || b === undefined || a === b) continue
    lengths[a * size + b] = lengths[b * size + a] = Math.max(0, row.distanceLog2)
  }
  peel(lengths, size)
  const kept = greatestGroup(lengths, size)
  /** @type {{from: number[], to: number[], lengths: number[]}} */ const distances = { from: [], to: [], lengths: [] }
  kept.forEach((one, from) => {
    for (let to = from + 1; to < kept.length; to++) {
      const length = lengths[one * size + kept[to]]
      if (Number.isNaN(length)) continue
      distances.from.push(from)
      distances.to.push(to)
      distances.lengths.push(length)
    }
  })
  return {
    strains: kept.map(each => strains[each]),
    distances: {
      size: kept.length,
      from: Uint32Array.from(distances.from),
      to: Uint32Array.from(distances.to),
      lengths: Float64Array.from(distances.lengths, length => Math.min(length, FAR)),
      atLeast: Uint8Array.from(distances.lengths, length => Number(length > FAR)),
    },
  }
}

/** Takes the distances of whatever has too few away, until nothing has. @param {Float64Array} lengths changed in place @param {number} size */
function peel(lengths, size) {
  const links = new Uint32Array(size)
  lengths.forEach((length, cell) => {
    if (!Number.isNaN(length)) links[Math.floor(cell / size)]++
  })
  const loose = [...links.keys()].filter(each => links[each] < LEAST_LINKS)
  for (let next = 0; next < loose.length; next++) {
    const each = loose[next]
    for (let other = 0; other < size; other++) {
      if (Number.isNaN(lengths[each * size + other])) continue
      lengths[each * size + other] = lengths[other * size + each] = Number.NaN
      if (links[other]-- === LEAST_LINKS) loose.push(other)
    }
  }
}

/** @param {Float64Array} lengths @param {number} size @returns {number[]} places, in order */
function greatestGroup(lengths, size) {
  const seen = new Uint8Array(size)
  /** @type {number[]} */ let greatest = []
  for (let start = 0; start < size; start++) {
    if (seen[start]) continue
    const group = [start]
    seen[start] = 1
    for (let next = 0; next < group.length; next++) {
      for (let other = 0; other < size; other++) {
        if (seen[other] || Number.isNaN(lengths[group[next] * size + other])) continue
        seen[other] = 1
        group.push(other)
      }
    }
    if (group.length > Math.max(1, greatest.length)) greatest = group
  }
  return greatest.sort((x, y) => x - y)
}

/**
 * An order for pictures.
 * @param {'year'|'name'} by @param {Strain[]} strains @returns {number[]} places
 */
export function orderOf(by, strains) {
  const collator = new Intl.Collator(undefined, { numeric: true })
  const places = strains.map((_, place) => place)
  const names = (/** @type {number} */ x, /** @type {number} */ y) =>
    collator.compare(strains[x].label, strains[y].label) || x - y
  if (by === 'name') return places.sort(names)
  return places.sort((x, y) => (strains[x].year ?? 9999) - (strains[y].year ?? 9999) || names(x, y))
}

/**
 * The nearest others of a strain, by prediction.
 * @param {string} mode @param {Strain} strain @param {Strain[]} strains @param {import('../result/rows.js').Row[]} rows
 */
export function nearestOf(mode, strain, strains, rows) {
  const known = new Map(strains.map(each => [each.key, each]))
  return rows
    .flatMap(row => {
      const [a, b] = keysOf(mode, row)
      const other = known.get(a === strain.key ? b : a)
      return row.distanceLog2 === null || a === b || (a !== strain.key && b !== strain.key) || !other
        ? []
        : [{ strain: other, row }]
    })
    .sort((x, y) => Number(x.row.distanceLog2) - Number(y.row.distanceLog2))
    .slice(0, NEAREST)
}
