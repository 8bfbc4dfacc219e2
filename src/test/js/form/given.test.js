// @ts-check
import { emptyDraft } from '../../../../webroot/js/form/draft.js'
import { nameOf, oneText, placeOf, titleOf } from '../../../../webroot/js/form/given.js'
import { equal, test } from '../testing.js'

/** @param {Partial<import('../../../../webroot/js/form/draft.js').Draft>} part */
const draft = part => ({ ...emptyDraft(), ...part })
/** @param {string[]} names @returns {any[]} */
const files = (...names) => names.map(name => ({ name, field: 'sequences' }))

test('a title is the file’s name without what it ends in', () => {
  equal(nameOf('season 2025.fasta'), 'season 2025')
  equal(nameOf('gisaid.fa.gz'), 'gisaid')
  equal(nameOf('流感 v1.2'), '流感 v1.2')
  equal(nameOf('a'.repeat(300)).length, 190)
  equal(titleOf(draft({ title: 'typed' }), []), 'typed')
  equal(titleOf(draft({ mode: 'all' }), files('week.fasta')), 'week')
  equal(titleOf(draft({ mode: 'all' }), files('week 1.fa', 'week 2.fa', 'week 3.fa')), 'week 1 +2')
})

test('dropped files go where there is room for them', () => {
  equal(placeOf(draft({}), files('a.fa')), 'text')
  equal(placeOf(draft({ layout: 'two' }), files('a.fa')), 'a')
  equal(placeOf(draft({ layout: 'two', a: '>a' }), files('b.fa')), 'b')
  equal(placeOf(draft({ layout: 'two', a: '>a', b: '>b' }), files('c.fa')), 'text')
  equal(placeOf(draft({ layout: 'two' }), files('a.fa', 'b.fa')), 'text')
  equal(placeOf(draft({ mode: 'list' }), files('pairs.csv')), 'pairs')
  equal(placeOf(draft({ mode: 'list' }), files('strains.fasta')), 'text')
  equal(placeOf(draft({ mode: 'all', layout: 'two' }), files('a.fa')), 'text')
})

test('two fields become one text', () => {
  equal(oneText(draft({ layout: 'two', a: '>a\nMKT', b: 'MKV' })), { layout: 'one', text: '>a\nMKT\n>Sequence B\nMKV' })
  equal(oneText(draft({ text: '>a\nMKT' })), { layout: 'one', text: '>a\nMKT' })
})
