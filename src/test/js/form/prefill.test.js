// @ts-check
import { emptyDraft } from '../../../../webroot/js/form/draft.js'
import { addressOf, asked } from '../../../../webroot/js/form/prefill.js'
import { equal, test } from '../testing.js'

const known = /** @type {any} */ ({
  models: [{ id: 7, repository: 'cnn', encodings: [{ id: 'one-hot' }] }],
  examples: [{ id: 'pair', sequences: '>a\nMKT' }],
})

test('the address of a form fills another like it', () => {
  const draft = { ...emptyDraft(), mode: /** @type {const} */ ('list'), encodingId: 'one-hot', pairs: 'a,b' }
  const address = addressOf(draft, known.models[0], ['>a\nMKT&', '>b\nMKS'])
  equal(asked(new URL(address), known), {
    modelId: 7,
    encodingId: 'one-hot',
    typed: { layout: 'one', text: '>a\nMKT&\n>b\nMKS', pairs: 'a,b', mode: 'list' },
    unknown: [],
  })
})

test('what is asked for in vain is told', () => {
  const { modelId, typed, unknown } = asked(new URL('http://x/new?model=none&mode=much&example=pair'), known)
  equal(modelId, undefined)
  equal(unknown, ['model=none', 'mode=much'])
  equal(typed?.text, '>a\nMKT')
})
