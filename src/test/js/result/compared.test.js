// @ts-check
import { agreement, matched } from '../../../../webroot/js/result/compared.js'
import { equal, ok, test } from '../testing.js'

/** @param {number} recordA @param {number} recordB @param {number} distanceLog2 @param {string[]} [names] */
const row = (recordA, recordB, distanceLog2, names = ['x', 'y', 'z']) =>
  /** @type {any} */ ({
    recordA,
    recordB,
    a: names[recordA - 1],
    b: names[recordB - 1],
    distanceLog2,
    variant: distanceLog2 >= 2,
  })
/** @param {any[]} rows @param {string[]} names */
const side = (rows, names) => ({
  rows,
  result: { mode: 'all', records: names.map((name, index) => ({ record: index + 1, name })) },
})
const one = side([row(1, 2, 1), row(1, 3, 3), row(2, 3, 5)], ['x', 'y', 'z'])
const two = side([row(1, 2, 3), row(1, 3, 4), row(2, 3, 5)], ['x', 'y', 'z'])

test('pairs of the same records are matched by number', () => {
  const same = matched(one, two)
  equal(same.byName, false)
  equal(same.matches.length, 3)
})

test('verdicts are counted, and distances differ by their mean', () => {
  // Rows (1, 3), (3, 4) and (5, 5): distances differ by (2 + 1 + 0) / 3, and lie on one line.
  const { onlyA, onlyB, both, neither, apart, r } = agreement(matched(one, two).matches)
  equal({ onlyA, onlyB, both, neither, apart }, { onlyA: 0, onlyB: 1, both: 2, neither: 0, apart: 1 })
  ok(Number(r) > 0.99, String(r))
})

test('pairs of other records are matched by names that mean one', () => {
  const turned = side([row(1, 2, 7, ['y', 'z', 'x'])], ['y', 'z', 'x'])
  const other = matched(one, turned)
  equal(other.byName, true)
  equal(
    other.matches.map(({ a }) => a.distanceLog2),
    [5],
  )
})
