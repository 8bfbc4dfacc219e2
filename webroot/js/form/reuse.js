// @ts-check
// The form filled as a job was submitted, from what the service has kept of it: in any tab, on any day, however the job ended.
import { store } from '../base/store.js'
import { api } from '../connection/api.js'
import { emptyDraft, saveDraft } from './draft.js'
import { readFasta } from './fasta.js'
import { keepFiles } from './kept-files.js'
import { EDITABLE, given } from './readings.js'

/** @typedef {import('./readings.js').Field} Field */

/** Leaves it where the form finds it. @param {any} job as lists tell of it; fails as the server refuses it */
export async function reuse(job) {
  const [input, panel] = await Promise.all([api.get(`/jobs/${job.id}/input`), store.read('/panel')])
  const { mode, sequences, pairs } = input
  const references = input.references ?? ''
  const ofPanel = sameNames(references, panel.items)
  const landmarks = mode === 'all' && ofPanel
  const compared = mode === 'query' && !ofPanel ? references : ''
  // What all were compared with each other besides the panel can be given as sequences alone.
  const all = mode === 'all' && !ofPanel ? sequences + references : sequences
  const texts = /** @type {[Field, string][]} */ ([
    ['sequences', all],
    ['references', compared],
    ['pairs', pairs ?? ''],
  ])
  const long = texts.filter(([, text]) => text.length > EDITABLE)
  const name = job.title || job.id
  const kept = await keepFiles(long.map(([field, text]) => given(field, fileOf(field, text, name))))
  const typed = Object.fromEntries(texts.map(([field, text]) => [field, kept && text.length > EDITABLE ? '' : text]))
  saveDraft({
    ...emptyDraft(),
    mode,
    modelId: job.model.id,
    encodingId: job.encoding.id,
    title: job.title ?? '',
    text: typed.sequences,
    against: compared ? 'own' : 'panel',
    references: typed.references,
    pairs: typed.pairs,
    landmarks,
  })
}

/** @param {Field} field @param {string} text @param {string} name */
const fileOf = (field, text, name) => new File([text], `${name}.${field === 'pairs' ? 'csv' : 'fasta'}`)

/** @param {string} fasta @param {{name: string}[]} strains */
function sameNames(fasta, strains) {
  const names = readFasta(fasta).map(({ name }) => name)
  return names.length > 0 && names.length === strains.length && strains.every(({ name }) => names.includes(name))
}
