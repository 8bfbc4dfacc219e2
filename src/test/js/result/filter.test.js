// @ts-check
import {
  EVERYTHING,
  fromAddress,
  inAddress,
  knownOf,
  sieved,
  yearsKnown,
} from '../../../../webroot/js/result/filter.js'
import { equal, test } from '../testing.js'

const NAMES = ['A/Paris/1/2005', 'A/Lyon/2/2010', 'A/Metz/3/2015', 'A/Nice/4']
const all = {
  mode: 'all',
  records: NAMES.map((name, index) => ({ record: index + 1, name, subtype: 'H3N2', reference: index === 2 })),
}
const row = (/** @type {number} */ recordA, /** @type {number} */ recordB, verdict = 'similar') =>
  /** @type {any} */ ({ recordA, recordB, verdict, subtype: 'H3N2' })
const rows = [row(1, 2), row(1, 3, 'variant'), row(1, 4), row(2, 3), row(2, 4), row(3, 4, 'undecided')]

const pairs = (/** @type {any} */ filter, /** @type {any} */ result = all, from = rows) =>
  sieved(result.mode, knownOf(result), from, { ...EVERYTHING, ...filter }).rows.map(
    ({ recordA, recordB }) => `${recordA}-${recordB}`,
  )
const strains = (/** @type {any} */ filter) => [
  ...sieved('all', knownOf(all), rows, { ...EVERYTHING, ...filter }).matched,
]

test('a filter that asks nothing gives the very rows', () => {
  const { whole, rows: shown, matched } = sieved('all', knownOf(all), rows, EVERYTHING)
  equal([whole, shown === rows, matched.size], [true, true, 4])
})

test('text is looked for in either name, and the strains that have it are meant', () => {
  equal(pairs({ text: ' lyon ' }), ['1-2', '2-3', '2-4'])
  equal(strains({ text: 'LYON' }), [2])
})

test('years are those of the sequences, whatever their references have', () => {
  equal(pairs({ from: 2004, to: 2006 }), ['1-3'])
  equal(pairs({ to: 2010 }), ['1-2', '1-3', '2-3'])
  equal(strains({ from: 2006 }), [2, 3])
})

test('of one picked strain all pairs are shown, of several those among them', () => {
  equal(pairs({ picked: [2] }), ['1-2', '2-3', '2-4'])
  equal(pairs({ picked: [1, 2, 4] }), ['1-2', '1-4', '2-4'])
  equal(strains({ picked: [1, 4] }), [1, 4])
})

test('a verdict lets through the strains that have a pair of it', () => {
  equal(pairs({ verdict: 'undecided' }), ['3-4'])
  equal(strains({ verdict: 'undecided' }), [3, 4])
})

test('sequences and references are picked apart, though both count from one', () => {
  const result = {
    mode: 'query',
    records: [1, 2].flatMap(record => [
      { record, name: `A/Query/${record}/2020`, subtype: 'H3N2' },
      { record, name: `A/Reference/${record}/2019`, subtype: 'H3N2', reference: true },
    ]),
  }
  const crossed = [row(1, 1), row(1, 2), row(2, 1), row(2, 2)]
  equal(pairs({ picked: [1] }, result, crossed), ['1-1', '1-2'])
  equal(pairs({ picked: [1, -2] }, result, crossed), ['1-2'])
  equal(pairs({ from: 2020 }, result, crossed).length, 4)
  equal(pairs({ to: 2019 }, result, crossed), [])
})

test('a filter comes back out of its address as it went in', () => {
  const filter = {
    text: 'a&b',
    verdict: /** @type {const} */ ('variant'),
    subtype: 'H3N2',
    from: 2005,
    to: 2010,
    picked: [1, 2, 3],
  }
  const search = inAddress(filter, '?other=1')
  equal(search, '?other=1&q=a%26b&verdict=variant&subtype=H3N2&from=2005&to=2010&picked=1-3')
  equal(fromAddress(search, knownOf(all)), filter)
  equal(inAddress(EVERYTHING, search), '?other=1')
})

test('an address that makes no sense asks for nothing', () => {
  equal(fromAddress('?verdict=bad&subtype=H9&from=20&to=x&picked=9-99.r1.-.1e9', knownOf(all)), EVERYTHING)
})

test('references of their own stand apart in an address', () => {
  const search = inAddress({ ...EVERYTHING, picked: [-2, 1, -1] }, '')
  equal(search, '?picked=1.r1-2')
})

test('years are offered where there are two', () => {
  equal(yearsKnown(knownOf(all)), { first: 2005, last: 2015 })
  equal(yearsKnown(knownOf({ mode: 'all', records: all.records.slice(0, 1) })), null)
})

test('rows are found by what they are called, older ones by whether they are variants', () => {
  const older = [
    { ...row(1, 2), verdict: null, variant: true },
    { ...row(1, 3), verdict: null, variant: null },
  ]
  equal(pairs({ verdict: 'variant' }, all, older), ['1-2'])
  equal(pairs({ verdict: 'outside' }, all, older), ['1-3'])
})
