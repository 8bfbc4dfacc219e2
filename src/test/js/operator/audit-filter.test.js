// @ts-check
import { inAddress, NO_FILTER, ofAddress, queryOf } from '../../../../webroot/js/components/operator/audit-filter.js'
import { equal, test } from '../testing.js'

const ALL = {
  event: 'sign-in',
  outcome: 'refused',
  user: 'abcdefghijklmnopqrstuvwxyz',
  from: '2026-11-29',
  until: '2026-11-30',
}

test('an address holds what is looked for', () => {
  equal(ofAddress(inAddress(ALL)), ALL)
  equal(inAddress(NO_FILTER), '')
  equal(ofAddress(''), NO_FILTER)
})

test('what no filter could be is left out of an address', () => {
  equal(ofAddress('?event=Sign%20in&outcome=maybe&user=ada&from=yesterday&until=2026-1-1&limit=3'), NO_FILTER)
})

test('the API is asked for whole days of the reader', () => {
  const query = new URLSearchParams(queryOf(ALL))
  equal(query.get('since'), new Date(2026, 10, 29).toISOString())
  equal(query.get('until'), new Date(2026, 11, 1).toISOString())
  equal(query.get('event'), 'sign-in')
  equal(query.get('user'), ALL.user)
  equal(queryOf({ ...NO_FILTER, outcome: 'ok' }), 'outcome=ok')
})
