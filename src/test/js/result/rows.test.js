// @ts-check
import { coverage, objectsOf, ordered } from '../../../../webroot/js/result/rows.js'
import { equal, test } from '../testing.js'

test('packed rows bring their verdict, which older ones lack', () => {
  const result = {
    mode: 'all',
    records: [
      { record: 1, name: 'a' },
      { record: 2, name: 'b' },
    ],
  }
  const packed = [1, 2, 'H3', true, 0.6, 2.2, 1, 3, 4, [], []]
  const verdicts = objectsOf(result, [[...packed, 'undecided'], packed]).map(row => row.verdict)
  equal(verdicts, ['undecided', undefined])
})

test('a sequence is alone unless some reference is called similar, undecided ones aside', () => {
  const row = (/** @type {number} */ recordA, /** @type {string} */ verdict) =>
    /** @type {any} */ ({ recordA, verdict, variant: verdict === 'outside' ? null : verdict === 'variant' })
  const rows = [row(1, 'variant'), row(1, 'similar'), row(2, 'undecided'), row(2, 'variant'), row(3, 'outside')]
  equal(coverage(rows), { compared: 2, alone: 1 })
})

const same = (/** @type {any} */ each) => each

test('names are ordered as people order them, and what has none comes last', () => {
  const rows = ['A/10', null, 'A/9', 'b', 'A/9']
  equal(ordered(rows, same, false), ['A/9', 'A/9', 'A/10', 'b', null])
  equal(ordered(rows, same, true), ['b', 'A/10', 'A/9', 'A/9', null])
})

test('figures are ordered by size, and what has none comes last', () => {
  equal(ordered([2, null, 1], same, true), [2, 1, null])
  equal(ordered([2, null, 10, 1], same, false), [1, 2, 10, null])
})
