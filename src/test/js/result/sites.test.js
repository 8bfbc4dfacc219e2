// @ts-check
import { haOf, partOfB, siteColour, siteMap } from '../../../../webroot/js/result/sites.js'
import { equal, ok, test } from '../testing.js'

test('both lineages of B have the loops of B/Brisbane/60/2008', () => {
  const [victoria, yamagata] = [siteMap('B/Victoria'), siteMap('B/Yamagata')]
  equal(victoria, yamagata)
  equal(victoria?.length, 347)
  equal(
    victoria?.sites.map(({ name }) => name),
    ['120 loop', '150 loop', '160 loop', '190 helix'],
  )
  equal(partOfB('160 loop')?.slice(1), ['160', 'loop'])
  ok(siteColour('190 helix') > 0)
})

test('an HA without a map has the sites of H3 on the columns beside them', () => {
  const alignment = { numbering: 'H7', a: 'X'.repeat(315), positions: { H3: [[1, 11, 200]] } }
  const map = siteMap('H7', alignment)
  equal([map?.numbering, map?.length], ['H7', 315])
  equal(map?.sites.find(({ name }) => name === 'E')?.ranges.slice(0, 3), [
    [47, 47],
    [49, 49],
    [52, 53],
  ])
  equal(map?.receptor[0], [88, 88])
  equal(siteMap('H7'), undefined)
})

test('what a sequence tells of a subtype', () => {
  equal(['H3N2', 'H5', 'B/Victoria', null].map(haOf), ['H3', 'H5', 'B/Victoria', ''])
})
