// @ts-check
import { mappable } from '../../../../webroot/js/pictures/strains.js'
import { equal, test } from '../testing.js'

test('strains with too few distances stay off the map', () => {
  const strains = /** @type {any[]} */ ([1, 2, 3, 4, 5, 6].map(key => ({ key, label: `s${key}` })))
  const row = (/** @type {number} */ recordA, /** @type {number} */ recordB) =>
    /** @type {any} */ ({ recordA, recordB, distanceLog2: 1 })
  const four = [row(1, 2), row(1, 3), row(1, 4), row(2, 3), row(2, 4), row(3, 4)]
  const kept = mappable('list', strains, [...four, row(5, 1), row(5, 2), row(6, 5)])
  equal(
    kept.strains.map(({ key }) => key),
    [1, 2, 3, 4],
  )
  equal(kept.distances.lengths.length, 6)
})
