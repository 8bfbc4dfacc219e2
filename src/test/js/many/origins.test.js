// @ts-check
import { cladesOf, escapeOf, passagesOf, strongestOf } from '../../../../webroot/js/components/many/origins.js'
import { equal, test } from '../testing.js'

const record = (/** @type {any} */ known = {}) => ({ clade: null, subclade: null, passage: null, ...known })

test('what is the same of both stands once, and what is known of one beside a dash', () => {
  const egg = record({ passage: 'egg', clade: { name: '3C.2a', exact: false }, subclade: { name: 'J.2', exact: true } })
  equal(passagesOf([egg, egg]), 'egg')
  equal(passagesOf([egg, record({ passage: 'unknown' })]), 'egg / –')
  equal(passagesOf([record(), record()]), '')
  equal(cladesOf([egg, record({ clade: { name: '3C.3', exact: false } })]), 'J.2 / ≥ 3C.3')
})

test('of escape the greater one counts in the order', () => {
  const escaping = (/** @type {number} */ score) => record({ ferretEscape: { score, substitutions: 3, measured: 3 } })
  equal(escapeOf([escaping(0.4), escaping(1.256)]), '0.40 / 1.26')
  equal(escapeOf([record(), escaping(0)]), '– / 0.00')
  equal(strongestOf([record(), escaping(0.4)]), 0.4)
  equal(strongestOf([record(), record()]), null)
})
