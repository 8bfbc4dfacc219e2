// @ts-check
import { verdictOf } from '../../../../webroot/js/result/verdict.js'
import { equal, test } from '../testing.js'

test('the verdict of the service counts, whatever the figures are', () => {
  equal(verdictOf({ verdict: 'undecided', variant: true }), 'undecided')
  equal(verdictOf({ verdict: 'outside', variant: null }), 'outside')
})

test('older results are called by what they say', () => {
  const undecided = [{ key: 'warning.overlap' }, { key: 'warning.undecided' }]
  equal(verdictOf({ variant: true }), 'variant')
  equal(verdictOf({ variant: false, warningKeys: [] }), 'similar')
  equal(verdictOf({ variant: true, warningKeys: undecided }), 'undecided')
  equal(verdictOf({ variant: null }), 'outside')
})
