// @ts-check
import { encloses, zoomedAt, zoomedTo } from '../../../../webroot/js/pictures/map-view.js'
import { equal, test } from '../testing.js'

const ALL = { x: 0, y: 0, zoom: 1 }

test('a box fills the picture, whichever of its corners came first', () => {
  equal(zoomedTo(ALL, { x: 75, y: 50 }, { x: 100, y: 75 }, 12.5, 100, 100), { x: 3, y: 1, zoom: 4 })
  equal(zoomedTo(ALL, { x: 80, y: 75 }, { x: 70, y: 50 }, 12.5, 100, 100), { x: 2, y: 1, zoom: 4 })
})

test('a box as small as a point goes as near as there is', () => {
  equal(zoomedTo(ALL, { x: 50, y: 50 }, { x: 50, y: 50 }, 10, 100, 100), { x: 0, y: 0, zoom: 40 })
})

test('what lies under the pointer stays under it', () => {
  equal(zoomedAt(ALL, 2, { x: 100, y: 50 }, 10, 100, 100), { x: 2.5, y: 0, zoom: 2 })
})

test('a lasso holds what it goes around, also where it is bent', () => {
  const bent = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
    { x: 5, y: 2 },
    { x: 0, y: 10 },
  ]
  const held = [
    [1, 4],
    [9, 4],
    [5, 1],
    [5, 6],
    [-1, 4],
    [11, 4],
  ].map(([x, y]) => encloses(bent, { x, y }))
  equal(held, [true, true, true, false, false, false])
})

test('a press is no lasso', () => {
  equal(encloses([{ x: 1, y: 1 }], { x: 1, y: 1 }), false)
})
