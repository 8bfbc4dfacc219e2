// @ts-check
import { emptyDraft } from '../../../../webroot/js/form/draft.js'
import { bodyOf, missing, pairsOf, typedOf } from '../../../../webroot/js/form/entered.js'
import { meant } from '../../../../webroot/js/form/panels.js'
import { equal, ok, test } from '../testing.js'

const THREE = '>a\nMKT\n>b\nMKS\n>c\nMKR'

test('two fields are two sequences with names of their own', () => {
  const draft = { ...emptyDraft(), layout: /** @type {const} */ ('two'), a: 'MKT', b: '>b\nMKS' }
  equal(typedOf(draft), ['>Sequence A\nMKT', '>b\nMKS'])
})

test('pairs are counted by mode', () => {
  /** @param {any} part */
  const count = part => pairsOf({ ...emptyDraft(), text: THREE, ...part }, [], 4, 100)
  equal(count({ mode: 'all' }), 3)
  equal(count({ mode: 'all', landmarks: true }), 21)
  equal(count({ mode: 'query' }), 12)
  equal(count({ mode: 'query', against: 'own', references: '>r\nMKT' }), 3)
})

test('a panel is meant by its name', () => {
  const query = { ...emptyDraft(), mode: /** @type {const} */ ('query'), text: THREE, panel: 'Season 2026' }
  equal(bodyOf(query, []), { mode: 'query', sequences: THREE, references: 'panel:Season 2026' })
  equal(bodyOf({ ...query, against: 'own', references: '>r\nMKT' }, []), {
    mode: 'query',
    sequences: THREE,
    references: '>r\nMKT',
  })
  const all = { ...query, mode: /** @type {const} */ ('all') }
  equal(bodyOf(all, []), { mode: 'all', sequences: THREE })
  equal(bodyOf({ ...all, landmarks: true }, []), { mode: 'all', sequences: THREE, references: 'panel:Season 2026' })
})

test('landmarks may be of ones own', () => {
  const all = {
    ...emptyDraft(),
    mode: /** @type {const} */ ('all'),
    text: THREE,
    against: /** @type {const} */ ('own'),
  }
  const own = { ...all, landmarks: true, references: '>r\nMKT\n>s\nMKS' }
  equal(bodyOf(own, []), { mode: 'all', sequences: THREE, references: '>r\nMKT\n>s\nMKS' })
  equal(pairsOf(own, [], 4, 100), 10)
  equal(bodyOf({ ...own, landmarks: false }, []), { mode: 'all', sequences: THREE })
})

test('of two panels of one name ones own is meant', () => {
  const panel = (/** @type {string} */ name, shared = false) => ({ id: name + shared, name, shared, strains: 1 })
  equal(
    meant([panel('a', true), panel('a'), panel('b', true), panel('c')]).map(({ id }) => id),
    ['afalse', 'btrue', 'cfalse'],
  )
})

test('a pair needs two sequences, and many at least one', () => {
  ok(missing({ ...emptyDraft(), text: THREE }, [], 1) !== '')
  equal(missing({ ...emptyDraft(), text: '>a\nMKT\n>b\nMKS' }, [], 1), '')
  ok(missing({ ...emptyDraft(), mode: 'all' }, [], 0) !== '')
})

test('without files JSON is sent, with files a form that names them', () => {
  const draft = { ...emptyDraft(), mode: /** @type {const} */ ('query'), text: THREE }
  equal(bodyOf(draft, [], { modelId: 7 }), { modelId: 7, mode: 'query', sequences: THREE, references: 'panel' })
  const file = /** @type {any} */ ({ id: '1', field: 'sequences', name: 'one.fasta', blob: new Blob(['>d\nMKT']) })
  const form = /** @type {FormData} */ (bodyOf(draft, [file], { modelId: 7 }))
  equal(/** @type {File} */ (form.getAll('sequences')[1]).name, 'one.fasta')
})
