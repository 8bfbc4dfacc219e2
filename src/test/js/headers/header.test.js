// @ts-check
import { parsed } from '../../../../webroot/js/headers/header.js'
import { equal, golden, test } from '../testing.js'

const FIELDS = ['strain', 'year', 'subtype', 'lineage', 'passage', 'date']

/** @param {any} given */
function expected(given) {
  const sure = !given.unsure
  return {
    shown: given.shown ?? (sure ? given.strain : given.header),
    ids: given.ids ?? [],
    rest: given.rest ?? [],
    sure,
    ...Object.fromEntries(FIELDS.map(name => [name, given[name] ?? null])),
  }
}

test('real headers are understood as the gateway and the worker understand them', async () => {
  const cases = await golden('headers.json')
  for (const each of cases) equal(parsed(each.header), expected(each))
})
