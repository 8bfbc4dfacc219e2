// @ts-check
import { figureIn, scaleOf } from '../../../../webroot/js/pictures/measures.js'
import { between, equal, test } from '../testing.js'

test('numbers, titres and days are figures', () => {
  equal(['-1.5', '−2', '1,5', '<10', '>= 1280', '1:40', '2e3'].map(figureIn), [-1.5, -2, 1.5, 10, 1280, 40, 2000])
  between(figureIn('2012-07-01') ?? 0, 2012.48, 2012.51)
  equal(['Asia', '2012-13-45', '', '3C.2a'].map(figureIn), [null, null, null, null])
})

test('figures go from the least to the most, as they are written; what is wide is logarithmic', () => {
  equal(scaleOf(['5', null, '1', '3']), { from: '1', to: '5', log: false, steps: [6, null, 0, 3] })
  equal(scaleOf(['<10', '1280', '80']), { from: '<10', to: '1280', log: true, steps: [0, 6, 2] })
})

test('one value that is no figure makes groups of all, and so do figures that are all the same', () => {
  equal(scaleOf(['1', 'high']), null)
  equal(scaleOf(['2', '2', null]), null)
})
