// @ts-check
import { filtered, ordered } from '../../../webroot/js/result/rows.js'
import { equal, test } from './testing.js'

const pair = (/** @type {boolean} */ variant, /** @type {string[]} */ ...keys) =>
  /** @type {any} */ ({ variant, warningKeys: keys.map(key => ({ key })) })

test('what is undecided is found by itself, and by what its figures say', () => {
  const rows = [pair(true), pair(true, 'warning.overlap', 'warning.undecided'), pair(false)]
  const among = (/** @type {any} */ verdict) => filtered(rows, { text: '', verdict, subtype: '' })
  equal(among('undecided'), [rows[1]])
  equal(among('variant'), [rows[0], rows[1]])
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
