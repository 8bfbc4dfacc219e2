// @ts-check
import { alikeTogether } from '../../../../webroot/js/pictures/clustering.js'
import { ok, test } from '../testing.js'

test('what is alike stands together', () => {
  const at = [1, 9, 2, 8, 1.5, 9.5]
  const apart = Float64Array.from(at.flatMap(x => at.map(y => Math.abs(x - y))))
  const order = alikeTogether(apart, at.length)
  const near = [...order].map(place => Math.round(at[place] / 10)).join('')
  ok(near === '000111' || near === '111000', near)
})
