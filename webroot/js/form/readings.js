// @ts-check
// Files as the server's one reader understands them. Until somebody has signed in, plain FASTA is looked at here; the rest waits.
import { api } from '../connection/api.js'
import { readFasta } from './fasta.js'
import { store } from '../base/store.js'

/**
 * @typedef {import('./fasta.js').Entry} Entry
 * @typedef {'sequences'|'references'|'pairs'} Field
 * @typedef {{key: string, params: Record<string, unknown>, detail: string}} Notice
 * @typedef {import('../connection/api.js').Fault & {own?: 'files.table'|'files.no-table'}} FileFault
 * @typedef {{name: string, format: string, text: string|null, entries: Entry[], notices: Notice[], fault: FileFault|null}} Reading
 *   one text of a file: an archive has several. `text`: null if it is long
 * @typedef {{id: string, field: Field, name: string, blob: Blob, readings: Reading[]|null, problem: any}} Given
 *   `readings`: null while it has not been read; `problem`: why it could not be
 */

const SEQUENCES = new Set(['fasta', 'genbank', 'clustal'])

/** Letters that a text field shows without delay. */
export const EDITABLE = 200_000

/** @param {Field} field @param {File} file @returns {Given} */
export const given = (field, file) => ({
  id: crypto.getRandomValues(new Uint32Array(2)).join('-'),
  field,
  name: file.name,
  blob: file,
  readings: null,
  problem: null,
})

/**
 * The same files, read; those that only a server can read stay as they are while nobody is signed in.
 * @param {Given[]} files @param {number} most bytes of a request @returns {Promise<Given[]>}
 */
export async function readGiven(files, most) {
  if (!store.user) return Promise.all(files.map(readHere))
  /** @type {Given[]} */ const read = []
  for (const batch of batches(files, most)) read.push(...(await readThere(batch)))
  return read
}

/** @param {Given[]} files @param {number} most */
function batches(files, most) {
  /** @type {Given[][]} */ const found = []
  let room = 0
  for (const file of files) {
    const size = file.blob.size + 1_024 // with its part's headers
    if (size > room) found.push([])
    room = (size > room ? most : room) - size
    found[found.length - 1].push(file)
  }
  return found
}

/** Each goes by its number, so that what is read of it is known to be of it, whatever it and its archive are called. @param {Given[]} files @returns {Promise<Given[]>} */
async function readThere(files) {
  const form = new FormData()
  files.forEach(({ blob }, index) => {
    form.append('files', blob, String(index))
  })
  try {
    const read = (await api.post('/readings', form)).files
    let before = 0
    const readings = read.map((/** @type {any} */ item) => {
      const file = files[Number.parseInt(item.name, 10)]
      const reading = readingOf(item, file, before)
      before += item.records.length
      return { file, reading }
    })
    return files.map(file => ({
      ...file,
      problem: null,
      readings: readings
        .filter((/** @type {any} */ each) => each.file === file)
        .map((/** @type {any} */ each) => each.reading),
    }))
  } catch (error) {
    const { type, title, status, detail, retryAfter, language } = /** @type {any} */ (error)
    return status === 401
      ? files
      : files.map(file => ({ ...file, problem: { type, title, status, detail, retryAfter, language } }))
  }
}

/** @param {any} item @param {Given} file @param {number} before records of what was read before @returns {Reading} */
function readingOf({ name, format, text, records, notices, faults }, file, before) {
  const own = file.name + name.replace(/^\d+/, '')
  const fault = whole(file.field, format, faults.find((/** @type {any} */ each) => each.record === undefined) ?? null)
  const looked = readFasta(text)
  const entries = records.map((/** @type {any} */ record, /** @type {number} */ index) => ({
    ...(looked.length === records.length ? looked[index] : { letters: record.length, form: 'protein' }),
    name: record.name,
    segment: record.segment,
    faults: faults.filter((/** @type {any} */ each) => each.record === before + index + 1),
  }))
  return {
    name: own,
    format,
    text: text.length > EDITABLE ? null : text,
    notices,
    fault,
    entries:
      fault && file.field !== 'pairs'
        ? [{ name: own, letters: 0, form: 'empty', faults: [fault], file: true }]
        : entries,
  }
}

/** What is wrong with a file as a whole: a table is no sequence, and sequences are no table. @param {Field} field @param {string} format @param {any} fault */
function whole(field, format, fault) {
  if (field !== 'pairs') return format === 'table' ? { own: 'files.table' } : fault
  if (SEQUENCES.has(format)) return { own: 'files.no-table' }
  return fault?.kind === 'no-header' ? null : fault
}

/** @param {Given} file @returns {Promise<Given>} */
async function readHere(file) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.blob.arrayBuffer())
    const plain = file.field === 'pairs' || /^\s*>/.test(text)
    return plain
      ? {
          ...file,
          readings: [
            {
              name: file.name,
              format: 'fasta',
              text,
              entries: file.field === 'pairs' ? [] : readFasta(text),
              notices: [],
              fault: null,
            },
          ],
        }
      : file
  } catch {
    return file // no UTF-8: the server finds out what it is
  }
}

/** Whether nothing was said of a file but what its text says: then it can as well stand in a text field. @param {Given} file */
export function asText({ field, name, readings }) {
  const [only, more] = readings ?? []
  const plain =
    only &&
    !more &&
    only.name === name &&
    !only.fault &&
    only.notices.length === 0 &&
    only.text !== null &&
    (field === 'pairs' || only.format === 'fasta')
  return plain ? only.text : null
}
