// @ts-check
import { noted, pairsAsked, paceOf } from '../../../../webroot/js/result/pace.js'
import { equal, test } from '../testing.js'

const ticks = [
  { at: 1_000, progress: 10 },
  { at: 2_000, progress: 15 },
  { at: 5_000, progress: 30 },
]

test('pairs a second and the time left follow from the ticks', () => {
  equal(paceOf(ticks, 2_000), { perSecond: 100, seconds: 14 })
})

test('no pace is told before it can be known', () => {
  equal(paceOf([], 2_000), null)
  equal(paceOf(ticks.slice(0, 2), 2_000), null)
  equal(paceOf(ticks, undefined), null)
  equal(
    paceOf(
      ticks.map(({ at }) => ({ at, progress: 10 })),
      2_000,
    ),
    null,
  )
})

test('what is long past says nothing of the pace', () => {
  const after = noted(ticks, { at: 22_500, progress: 40 })
  equal(
    after.map(({ at }) => at),
    [5_000, 22_500],
  )
  equal(
    noted(after, { at: 90_000, progress: 60 }).map(({ at }) => at),
    [22_500, 90_000],
  )
})

test('the number of pairs is the last attempt’s', () => {
  const told = (/** @type {number} */ pairs) =>
    /** @type {any} */ ({ messageKey: 'stage.predicting.many', params: { pairs } })
  equal(pairsAsked([told(7), /** @type {any} */ ({ messageKey: 'job.requeued' }), told(6)]), 6)
  equal(pairsAsked([/** @type {any} */ ({ messageKey: 'stage.encoding.many', params: { pairs: 9 } })]), undefined)
})
