// @ts-check
import { placedLabels } from '../../../../webroot/js/pictures/labels.js'
import { equal, test } from '../testing.js'

const BOX = { width: 300, height: 300 }
const label = (/** @type {number} */ index) => ({ index, text: 'A/Lyon/818/1993', gap: 8, must: false })

test('names stand beside their points, and not over each other', () => {
  const placed = placedLabels(
    [
      { x: 50, y: 50 },
      { x: 54, y: 52 },
    ],
    [label(0), label(1)],
    BOX,
  )
  equal(
    placed.map(({ anchor }) => anchor),
    ['start', 'middle'],
  )
})

test('names keep clear of what lies over the map', () => {
  const points = [{ x: 150, y: 100 }]
  const tools = [{ left: 256, right: 300, top: 0, bottom: 228 }]
  equal(placedLabels(points, [label(0)], BOX)[0].anchor, 'start')
  equal(placedLabels(points, [label(0)], BOX, tools)[0].anchor, 'end')
})
