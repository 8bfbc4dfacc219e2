// @ts-check
// The form filled from what the service has kept of a job, in any tab, on any day: as it was submitted, however it ended, or with an empty
// place for sequences that are added to a batch.
import { store } from '../base/store.js'
import { api } from '../connection/api.js'
import { subtypesOf } from '../result/rows.js'
import { emptyDraft, saveDraft } from './draft.js'
import { readFasta } from './fasta.js'
import { keepFiles } from './kept-files.js'
import { EDITABLE, given } from './readings.js'

/** @typedef {import('./readings.js').Field} Field */

/** Leaves it where the form finds it. @param {any} job as lists tell of it; fails as the server refuses it */
export async function reuse(job) {
  const { sequences, pairs, ...input } = await api.get(`/jobs/${job.id}/input`)
  const against = await comparedWith(input.mode, input.references ?? '')
  await leave(job, { ...against, mode: input.mode, title: job.title ?? '', text: sequences, pairs: pairs ?? '' })
}

/**
 * Mode, model and references of a batch for new sequences, which are added to it. What all are compared with each other come along as
 * landmarks, so that the new ones find their places among them.
 * @param {any} job as lists tell of it; fails as the server refuses it
 */
export async function extend(job) {
  const [input, { result }] = await Promise.all([api.get(`/jobs/${job.id}/input`), api.get(`/jobs/${job.id}`)])
  const { mode } = input
  const before = `${mode === 'all' ? input.sequences : ''}${input.references ?? ''}`
  const { id, title, records, references, pairs } = { ...job, ...job.batch }
  const subtypes = subtypesOf(
    (result?.records ?? []).filter((/** @type {any} */ record) => !record.errors?.length && !record.reference),
  )
  await leave(job, {
    ...(await comparedWith(mode, before)),
    mode,
    batch: { id, title, mode, records, references, pairs, subtypes, model: job.model },
  })
}

/** @param {string} mode @param {string} references FASTA @returns {Promise<Partial<import('./draft.js').Draft>>} */
async function comparedWith(mode, references) {
  const ofPanel = sameNames(references, (await store.read('/panel')).items)
  return {
    against: ofPanel || references === '' ? 'panel' : 'own',
    references: ofPanel ? '' : references,
    landmarks: mode === 'all' && references !== '',
  }
}

/** Texts that are too long for a field as files. @param {any} job @param {Partial<import('./draft.js').Draft>} part */
async function leave(job, part) {
  const draft = { ...emptyDraft(), ...part, modelId: job.model.id, encodingId: job.encoding.id }
  const texts = /** @type {[Field, 'text'|'references'|'pairs'][]} */ ([
    ['sequences', 'text'],
    ['references', 'references'],
    ['pairs', 'pairs'],
  ])
  const long = texts.filter(([, name]) => draft[name].length > EDITABLE)
  const called = job.title || job.id
  const files = long.map(([field, name]) => given(field, fileOf(field, draft[name], called)))
  if (await keepFiles(files)) for (const [, name] of long) draft[name] = ''
  saveDraft(draft)
}

/** @param {Field} field @param {string} text @param {string} name */
const fileOf = (field, text, name) => new File([text], `${name}.${field === 'pairs' ? 'csv' : 'fasta'}`)

/** @param {string} fasta @param {{name: string}[]} strains */
function sameNames(fasta, strains) {
  const names = readFasta(fasta).map(({ name }) => name)
  return names.length > 0 && names.length === strains.length && strains.every(({ name }) => names.includes(name))
}
