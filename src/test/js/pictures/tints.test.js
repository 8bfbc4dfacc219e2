// @ts-check
import { colouringsOf, tintsOf } from '../../../../webroot/js/pictures/tints.js'
import { equal, test } from '../testing.js'

const strain = (/** @type {number} */ key, more = {}) =>
  /** @type {any} */ ({
    key,
    record: key,
    reference: false,
    name: `s${key}`,
    label: `s${key}`,
    year: null,
    clade: null,
    subclade: null,
    lineage: null,
    passage: null,
    ...more,
  })
const row = (
  /** @type {number} */ recordA,
  /** @type {number} */ recordB,
  /** @type {number} */ distanceLog2,
  /** @type {string} */ verdict,
) => /** @type {any} */ ({ recordA, recordB, distanceLog2, verdict })
const context = { mode: 'all', rows: [], chosen: -1 }

test('strains are coloured by what they differ by', () => {
  equal(colouringsOf([strain(1), strain(2)]), ['verdict'])
  equal(colouringsOf([strain(1, { year: 2005 }), strain(2, { clade: { name: '3C', exact: true }, reference: true })]), [
    'year',
    'clade',
    'verdict',
    'kind',
  ])
})

test('clades of most strains have colours of their own, the others one together', () => {
  const strains = [...'aabbbcdefghij'].map((clade, index) => strain(index + 1, { clade: { name: clade, exact: true } }))
  const { classes, entries } = tintsOf('clade', [...strains, strain(99)], context)
  equal(classes.slice(0, 4), ['group-1', 'group-1', 'group-0', 'group-0'])
  equal(classes.slice(-2), ['group-other', 'year-none'])
  equal(entries.length, 10)
})

test('without a chosen strain a class is that towards the nearest reference', () => {
  const strains = [strain(1), strain(2), strain(3, { reference: true }), strain(4, { reference: true }), strain(5)]
  const rows = [row(1, 3, 3, 'variant'), row(1, 4, 1, 'similar'), row(2, 3, 2, 'undecided'), row(1, 2, 0, 'similar')]
  const { classes, entries } = tintsOf('verdict', strains, { ...context, rows })
  equal(
    classes,
    ['similar', 'undecided', 'anchor', 'anchor', 'outside'].map(each => `verdict-${each}`),
  )
  equal(
    entries.map(({ tint }) => tint),
    ['verdict-similar', 'verdict-undecided', 'verdict-outside'],
  )
})

test('with a chosen strain a class is that towards it', () => {
  const strains = [strain(1), strain(2), strain(3)]
  const rows = [row(1, 2, 0, 'similar'), row(2, 3, 3, 'variant')]
  equal(tintsOf('verdict', strains, { ...context, rows, chosen: 1 }).classes, [
    'verdict-similar',
    'verdict-anchor',
    'verdict-variant',
  ])
})

test('what the reader brought is a scale where it is figures, else groups', () => {
  const strains = [strain(1), strain(2), strain(3)]
  const column = (/** @type {string[]} */ ...values) => ({
    name: 'mine',
    values: values.map((value, index) => /** @type {[number, string]} */ ([index + 1, value])),
  })
  const own = [column('10', '20'), column('Asia', 'Asia', 'Africa')]
  equal(colouringsOf(strains, own).slice(0, 2), ['own:0', 'own:1'])
  const figures = tintsOf('own:0', strains, { ...context, own })
  equal(figures.classes, ['year-0', 'year-6', 'year-none'])
  equal(figures.scale, { name: 'mine', from: '10', to: '20', log: false })
  equal(figures.entries, [{ tint: 'year-none', name: 'map.value.none', worded: true }])
  const places = tintsOf('own:1', strains, { ...context, own })
  equal(places.classes, ['group-0', 'group-0', 'group-1'])
  equal(places.entries, [
    { tint: 'group-0', name: 'Asia' },
    { tint: 'group-1', name: 'Africa' },
  ])
  equal(places.values, ['Asia', 'Asia', 'Africa'])
})

test('passages are words, and one that is not told is none', () => {
  const strains = [strain(1, { passage: 'egg' }), strain(2, { passage: 'unknown' }), strain(3, { passage: 'cell' })]
  equal(colouringsOf(strains).includes('passage'), true)
  equal(
    tintsOf('passage', strains, context).entries.map(({ name }) => name),
    ['passage.cell', 'passage.egg', 'map.value.none'],
  )
})
