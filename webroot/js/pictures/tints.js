// @ts-check
// By what the strains of a map are coloured: a style class for each, and what each class means.
import { keysOf } from '../result/rows.js'
import { verdictOf } from '../result/verdict.js'
import { tintOf, yearsOf } from './scale.js'

/**
 * @typedef {'year'|'clade'|'verdict'|'kind'} Colouring `verdict`: towards the one strain that is chosen, else towards the nearest reference
 * @typedef {{classes: string[], entries: {tint: string, name: string}[]}} Tints `classes`: of each strain; `entries`: the meaning of those there are, for years none
 * @typedef {import('./strains.js').Strain} Strain
 */

export const GROUPS = 8 // clades with a colour of their own, those of most strains
const VERDICTS = /** @type {const} */ (['similar', 'undecided', 'variant', 'outside'])

/** What the strains differ by. @param {Strain[]} strains @returns {Colouring[]} */
export function colouringsOf(strains) {
  const differ = (/** @type {(strain: Strain) => unknown} */ of) => new Set(strains.map(of)).size > 1
  return [
    ...(yearsOf(strains) ? [/** @type {const} */ ('year')] : []),
    ...(differ(({ clade }) => clade?.name) ? [/** @type {const} */ ('clade')] : []),
    'verdict',
    ...(differ(({ reference }) => reference) ? [/** @type {const} */ ('kind')] : []),
  ]
}

/**
 * @param {Colouring} by @param {Strain[]} strains
 * @param {{mode: string, rows: import('../result/rows.js').Row[], chosen: number}} context `chosen`: the place of the strain that is chosen, -1 for none
 * @returns {Tints} names of clades as they are, of verdicts and kinds the keys of words
 */
export function tintsOf(by, strains, context) {
  if (by === 'clade') return clades(strains)
  if (by === 'verdict') return verdicts(strains, context)
  if (by === 'kind') return kinds(strains)
  const years = yearsOf(strains)
  return { classes: strains.map(({ year }) => tintOf(year, years)), entries: [] }
}

/** @param {Strain[]} strains @returns {Tints} */
function clades(strains) {
  /** @type {Map<string, number>} */ const counts = new Map()
  for (const { clade } of strains) if (clade) counts.set(clade.name, (counts.get(clade.name) ?? 0) + 1)
  const names = [...counts].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).map(([name]) => name)
  const own = names.slice(0, GROUPS)
  const tint = (/** @type {Strain['clade']} */ clade) =>
    clade === null ? 'year-none' : own.includes(clade.name) ? `group-${own.indexOf(clade.name)}` : 'group-other'
  return {
    classes: strains.map(({ clade }) => tint(clade)),
    entries: [
      ...own.map((name, place) => ({ tint: `group-${place}`, name })),
      ...(names.length > own.length ? [{ tint: 'group-other', name: 'map.clade.other' }] : []),
      ...(strains.some(({ clade }) => clade === null) ? [{ tint: 'year-none', name: 'map.clade.none' }] : []),
    ],
  }
}

/** @param {Strain[]} strains @returns {Tints} */
function kinds(strains) {
  return {
    classes: strains.map(({ reference }) => (reference ? 'group-1' : 'group-0')),
    entries: [
      { tint: 'group-0', name: 'map.kind.own' },
      { tint: 'group-1', name: 'map.landmark' },
    ],
  }
}

/** @param {Strain[]} strains @param {{mode: string, rows: import('../result/rows.js').Row[], chosen: number}} context @returns {Tints} */
function verdicts(strains, { mode, rows, chosen }) {
  const center = chosen < 0 ? null : strains[chosen].key
  const references = new Set(strains.flatMap(({ key, reference }) => (reference ? [key] : [])))
  const anchor = (/** @type {number} */ key) => (center === null ? references.has(key) : key === center)
  /** The row to the nearest anchor, by the key of the strain. @type {Map<number, import('../result/rows.js').Row>} */ const nearest =
    new Map()
  for (const row of rows) {
    if (row.distanceLog2 === null) continue
    const [a, b] = keysOf(mode, row)
    for (const [key, other] of [
      [a, b],
      [b, a],
    ])
      if (key !== other && anchor(other) && row.distanceLog2 < (nearest.get(key)?.distanceLog2 ?? Infinity))
        nearest.set(key, row)
  }
  const of = strains.map(({ key }) => {
    const row = nearest.get(key)
    return key === center || (center === null && references.has(key)) ? 'anchor' : row ? verdictOf(row) : 'outside'
  })
  const there = new Set(of)
  return {
    classes: of.map(each => `verdict-${each}`),
    entries: VERDICTS.filter(each => there.has(each)).map(each => ({
      tint: `verdict-${each}`,
      name: each === 'outside' ? 'map.verdict.none' : `verdict.${each}.short`,
    })),
  }
}
