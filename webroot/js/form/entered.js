// @ts-check
// What has been entered for a new prediction, as it is submitted, and what it still lacks.
import { readFasta, withHeader } from './fasta.js'
import { number, t } from '../i18n/language.js'
import { pairCount } from './pairs.js'

/**
 * @typedef {import('./draft.js').Draft} Draft
 * @typedef {import('./readings.js').Given} Given
 * @typedef {import('./fasta.js').Entry} Entry
 */

/** @param {Draft} draft */
const twoFields = ({ mode, layout }) => mode === 'pair' && layout === 'two'

/** Whether there is something that the sequences are compared with besides each other. @param {Draft} draft */
const hasReferences = ({ mode, landmarks }) => mode === 'query' || (mode === 'all' && landmarks)

/** The files that are sent in this mode. @param {Draft} draft @param {Given[]} files */
export const filesOf = (draft, files) =>
  files.filter(({ field }) =>
    field === 'sequences'
      ? !twoFields(draft)
      : field === 'references'
        ? hasReferences(draft) && draft.against === 'own'
        : draft.mode === 'list',
  )

/** All in one text, or in two. @param {Draft} draft @returns {string|string[]} */
export const typedOf = draft =>
  twoFields(draft)
    ? [withHeader(draft.a, 'Sequence A'), withHeader(draft.b, 'Sequence B')]
    : draft.text.trim() === ''
      ? ''
      : draft.text

/** @param {Draft} draft @param {Given[]} files @param {import('./readings.js').Field} field @returns {Entry[]} as the server numbers them */
function entriesIn(draft, files, field) {
  const texts = field === 'references' ? [draft.references] : [typedOf(draft)].flat()
  const read = filesOf(draft, files)
    .filter(file => file.field === field)
    .flatMap(file => file.readings ?? [])
  return [...texts.flatMap(readFasta), ...read.flatMap(({ entries }) => entries)]
}

/** @param {Draft} draft @param {Given[]} files */
export const entriesOf = (draft, files) => entriesIn(draft, files, 'sequences')

/** Those that a pair is made of: what is empty beside two others is left out. @param {Entry[]} entries */
export const withLetters = entries => entries.filter(({ letters }) => letters > 0)

/** How many are of other segments, which are set aside where there are more than a job compares. @param {Entry[]} entries @param {number} most of a job */
export const setAside = (entries, most) => (entries.length > most ? entries.filter(({ segment }) => segment).length : 0)

/** How many pairs that makes, at most; what a list has, only its check tells. @param {Draft} draft @param {Given[]} files @param {number} panel its strains @param {number} most records of a job */
export function pairsOf(draft, files, panel, most) {
  const { mode, against } = draft
  const compared = !hasReferences(draft)
    ? 0
    : against === 'panel'
      ? panel
      : entriesIn(draft, files, 'references').filter(({ file }) => !file).length
  const entries = entriesOf(draft, files)
  return pairCount(mode, entries.filter(({ file }) => !file).length - setAside(entries, most), compared)
}

/** What is submitted beside files, but for model and encoding. @param {Draft} draft */
function typed(draft) {
  const { mode, against, panel, references, pairs } = draft
  const named = panel ? `panel:${panel}` : 'panel'
  return {
    mode,
    sequences: typedOf(draft),
    ...(hasReferences(draft) ? { references: against === 'panel' ? named : references } : {}),
    ...(mode === 'list' ? { pairs } : {}),
  }
}

/**
 * What is sent: JSON, or a form where there are files, for it carries their names and bytes.
 * @param {Draft} draft @param {Given[]} files @param {object} choice of model and encoding @returns {object|FormData}
 */
export function bodyOf(draft, files, choice = {}) {
  const fields = { ...choice, ...typed(draft) }
  const sent = filesOf(draft, files)
  if (sent.length === 0) return fields
  const form = new FormData()
  for (const [field, value] of Object.entries(fields))
    if (String(value).trim() !== '') form.append(field, String(value))
  for (const { field, blob, name } of sent) form.append(field, blob, name)
  return form
}

/** What tells one body from another, without the bytes of files. @param {Draft} draft @param {Given[]} files @param {object} choice */
export const tokenOf = (draft, files, choice) => ({
  ...choice,
  ...typed(draft),
  files: filesOf(draft, files).map(({ id }) => id),
})

/** What was entered as sequences; null where a file is too long for a text. @param {Draft} draft @param {Given[]} files @returns {(string|null)[]} */
export function textsOf(draft, files) {
  const read = filesOf(draft, files)
    .filter(({ field }) => field === 'sequences')
    .flatMap(({ readings }) => readings?.map(({ text, fault }) => (fault ? '' : text)) ?? [null])
  return [typedOf(draft), ...read].flat().filter(text => text !== '')
}

/** Letters and bytes that would be sent. @param {Draft} draft @param {Given[]} files */
export const sizeOf = (draft, files) =>
  JSON.stringify(typed(draft)).length + filesOf(draft, files).reduce((sum, { blob }) => sum + blob.size, 0)

/** Why this cannot be run yet, if so. @param {Draft} draft @param {Given[]} files @param {number} pairs */
export function missing(draft, files, pairs) {
  const { mode } = draft
  const sent = filesOf(draft, files)
  const entries = entriesOf(draft, files)
  const unread = sent.some(({ readings, field }) => field === 'sequences' && !readings)
  if (mode === 'pair') {
    const records = withLetters(entries).length
    return records === 2 || unread ? '' : records === 0 ? t('new.hint.none') : t('new.hint.two', { n: number(records) })
  }
  if (entries.length === 0 && !unread) return t('new.hint.some')
  if (mode === 'list')
    return draft.pairs.trim() === '' && sent.every(({ field }) => field !== 'pairs') ? t('new.hint.list') : ''
  return pairs === 0 && sent.every(({ readings }) => readings) ? t(/** @type {any} */ (`new.hint.${mode}`)) : ''
}
