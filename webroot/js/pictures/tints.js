// @ts-check
// By what the strains of a map are coloured: a style class for each, and what each class means.
import { keysOf } from '../result/rows.js'
import { verdictOf } from '../result/verdict.js'
import { scaleOf } from './measures.js'
import { tintOf, yearsOf } from './scale.js'

/**
 * @typedef {'year'|'clade'|'subclade'|'lineage'|'passage'|'verdict'|'kind'|`own:${number}`} Colouring `verdict`: towards the one strain that is chosen, else
 *   towards the nearest reference; `own:`: the place of a column that the reader brought
 * @typedef {{tint: string, name: string, worded?: true}} Entry `name`: as it is, or the key of a word
 * @typedef {{name: string|null, from: string, to: string, log: boolean}} Scale `name`: null of years
 * @typedef {{classes: string[], entries: Entry[], scale?: Scale, values?: (string|null)[]}} Tints `classes`: of each strain; `entries`: the meaning of those there are;
 *   `scale`: of those that go from a least to a most; `values`: of each strain, where nothing else of it says as much
 * @typedef {import('./strains.js').Strain} Strain
 * @typedef {import('./columns.js').Column} Column
 */

export const GROUPS = 8 // values with a colour of their own, those of most strains
const VERDICTS = /** @type {const} */ (['similar', 'undecided', 'variant', 'outside'])

/** What a strain is of. @type {Record<string, (strain: Strain) => string|null>} */
const FACTS = {
  clade: ({ clade }) => clade?.name ?? null,
  subclade: ({ subclade }) => subclade?.name ?? null,
  lineage: ({ lineage }) => lineage && `lineage.${lineage}`,
  passage: ({ passage }) => (passage && passage !== 'unknown' ? `passage.${passage}` : null),
}
const WORDED = new Set(['lineage', 'passage'])

/** What the strains differ by, what the reader brought first. @param {Strain[]} strains @param {Column[]} [own] @returns {Colouring[]} */
export function colouringsOf(strains, own = []) {
  const differ = (/** @type {(strain: Strain) => unknown} */ of) => new Set(strains.map(of)).size > 1
  return [
    ...own.map((_, place) => /** @type {const} */ (`own:${place}`)),
    ...(yearsOf(strains) ? [/** @type {const} */ ('year')] : []),
    .../** @type {Colouring[]} */ (Object.keys(FACTS).filter(fact => differ(FACTS[fact]))),
    'verdict',
    ...(differ(({ reference }) => reference) ? [/** @type {const} */ ('kind')] : []),
  ]
}

/** The column that a colouring is by, if it is one of the reader's. @param {Colouring} by @param {Column[]} own */
export const ownOf = (by, own) => (by.startsWith('own:') ? own[Number(by.slice(4))] : undefined)

/**
 * @param {Colouring} by @param {Strain[]} strains
 * @param {{mode: string, rows: import('../result/rows.js').Row[], chosen: number, own?: Column[]}} context `chosen`: the place of the strain that is chosen, -1 for none
 * @returns {Tints}
 */
export function tintsOf(by, strains, context) {
  if (by === 'verdict') return verdicts(strains, context)
  if (by === 'kind') return kinds(strains)
  if (by in FACTS) return groups(strains.map(FACTS[by]), by, WORDED.has(by))
  const column = ownOf(by, context.own ?? [])
  return column ? brought(strains, column) : years(strains)
}

/** @param {Strain[]} strains @returns {Tints} */
function years(strains) {
  const span = yearsOf(strains)
  const classes = strains.map(({ year }) => tintOf(year, span))
  if (!span) return { classes, entries: [] }
  const [from, to] = [span.from, span.to].map(String)
  return from === to
    ? { classes, entries: [{ tint: tintOf(span.from, span), name: from }, ...unknown(classes)] }
    : { classes, entries: unknown(classes), scale: { name: null, from, to, log: false } }
}

/** @param {string[]} classes @param {string} [name] @returns {Entry[]} */
const unknown = (classes, name = 'map.value.none') =>
  classes.includes('year-none') ? [{ tint: 'year-none', name, worded: true }] : []

/** Figures and days by a scale, other values by groups. @param {Strain[]} strains @param {Column} column @returns {Tints} */
function brought(strains, { name, values: known }) {
  const of = new Map(known)
  const values = strains.map(({ key }) => of.get(key) ?? null)
  const measured = scaleOf(values)
  if (!measured) return groups(values, 'value', false)
  const { from, to, log, steps } = measured
  const classes = steps.map(step => (step === null ? 'year-none' : `year-${step}`))
  return { classes, entries: unknown(classes), scale: { name, from, to, log }, values }
}

/** @param {(string|null)[]} values of each strain @param {string} what @param {boolean} worded whether they are keys of words @returns {Tints} */
function groups(values, what, worded) {
  /** @type {Map<string, number>} */ const counts = new Map()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  const names = [...counts].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).map(([name]) => name)
  const own = names.slice(0, GROUPS)
  const tint = (/** @type {string|null} */ value) =>
    value === null ? 'year-none' : own.includes(value) ? `group-${own.indexOf(value)}` : 'group-other'
  const classes = values.map(tint)
  const clades = what.endsWith('clade')
  return {
    classes,
    values,
    entries: [
      ...own.map((name, place) => ({
        tint: `group-${place}`,
        name,
        ...(worded ? { worded: /** @type {const} */ (true) } : {}),
      })),
      ...(names.length > own.length
        ? [
            {
              tint: 'group-other',
              name: clades ? 'map.clade.other' : 'map.value.other',
              worded: /** @type {const} */ (true),
            },
          ]
        : []),
      ...unknown(classes, clades ? 'map.clade.none' : 'map.value.none'),
    ],
  }
}

/** @param {Strain[]} strains @returns {Tints} */
function kinds(strains) {
  return {
    classes: strains.map(({ reference }) => (reference ? 'group-1' : 'group-0')),
    entries: [
      { tint: 'group-0', name: 'map.kind.own', worded: true },
      { tint: 'group-1', name: 'map.landmark', worded: true },
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
      worded: true,
    })),
  }
}
