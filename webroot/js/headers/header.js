// @ts-check
// FASTA headers understood: one set of rules, the same in Java (`input.headers.StrainHeader`) and Python (`headers/`), held together by the table
// src/test/contract/headers.json. Time is linear in the header. What is not certain is shown whole.
import { nameIn } from './strain.js'
import { BLANKS, trimmed, wordOf } from './words.js'

/**
 * @typedef {{
 *   strain: string|null, shown: string, year: number|null, subtype: string|null, lineage: string|null, passage: string|null, date: string|null,
 *   ids: string[], rest: string[], sure: boolean}} StrainHeader
 *   `strain`: the virus; `shown`: what to call the record, with vaccine strain and passage where they stand at the name, the whole header
 *   where that is not `sure`; `date`: of collection; `rest`: what else the header says
 */

const EDGES = `${BLANKS}_"'>`
const TAGS = new Set(['gi', 'gb', 'emb', 'dbj', 'ref', 'accn', 'lcl', 'sp'])
const KEY = /^([A-Za-z][A-Za-z _]{0,23})[:=]/
const ID_KEYS = new Set(['gb', 'genbank', 'accession', 'genbank accession', 'ncbiid', 'isolate id', 'uniprotkb'])
const NOTHING = new Set(['', '-n/a-', 'n/a', '-', '?', 'unknown'])
const SUBTYPE_IN_TEXT = /(?:^|[^A-Za-z0-9])([Hh](?:1[0-9]|[1-9])[Nn](?:1[01]|[1-9]))(?![A-Za-z0-9])/
const DATED = /^(?:((?:19|20)[0-9]{2})[-/]|.*-((?:19|20)[0-9]{2})$)/

/** Pages ask for the same headers whenever they draw. @type {Map<string, Readonly<StrainHeader>>} */
const known = new Map()
const REMEMBERED = 5_000

/** @param {string} header without `>` @returns {Readonly<StrainHeader>} */
export function parsed(header) {
  let found = known.get(header)
  if (!found) {
    if (known.size >= REMEMBERED) known.clear()
    found = read(header)
    known.set(header, found)
  }
  return found
}

/** @param {string} header @returns {StrainHeader} */
function read(header) {
  /** @type {StrainHeader} */ const found = {
    strain: null,
    shown: trimmed(header, BLANKS),
    year: null,
    subtype: null,
    lineage: null,
    passage: null,
    date: null,
    ids: [],
    rest: [],
    sure: false,
  }
  let tag = ''
  const fields = header.split('|')
  for (const raw of fields) {
    const field = trimmed(raw, EDGES)
    if (tag === 'gi' && /^[0-9]+$/.test(field)) found.ids.push(field)
    else if (!TAGS.has(field)) take(found, field)
    tag = field
  }
  found.subtype ??= SUBTYPE_IN_TEXT.exec(header)?.[1].toUpperCase() ?? null
  if (found.lineage && found.lineage !== 'pdm09' && !/^[Bb]\//.test(found.strain ?? '')) {
    found.rest.push(found.lineage)
    found.lineage = null
  }
  if (fields.length === 1 && !found.strain) found.rest = []
  const dated = DATED.exec(found.date ?? '')
  if (found.year === null && dated) found.year = Number(dated[1] ?? dated[2])
  return found
}

/** @param {StrainHeader} found @param {string} field */
function take(found, field) {
  const key = KEY.exec(field)
  const value = key ? trimmed(field.slice(key[0].length), EDGES) : field
  if (NOTHING.has(value.toLowerCase())) return
  const title = key?.[1].toLowerCase().replaceAll('_', ' ') ?? ''
  if (ID_KEYS.has(title)) found.ids.push(value)
  else if (title.startsWith('passage')) found.passage ??= value
  else if (!tell(found, wordOf(value))) takeText(found, field, value)
}

/** @param {StrainHeader} found @param {string} field @param {string} value of it, without its key */
function takeText(found, field, value) {
  const name = nameIn(value)
  if (!name || (found.strain && (found.sure || !name.sure))) {
    if (name?.strain !== found.strain || !name) found.rest.push(field)
    return
  }
  found.strain = name.strain
  found.year = name.year
  found.sure = name.sure
  if (name.sure) found.shown = name.shown
  for (const word of name.words) tell(found, word)
  found.rest.push(...name.rest)
}

/** @param {StrainHeader} found @param {import('./words.js').Word|null} word @returns {boolean} whether it says something */
function tell(found, word) {
  if (!word) return false
  const { kind, value } = word
  if (kind === 'id') found.ids.push(value)
  else if (kind === 'date' && found.date === null) found.date = value
  else if (kind === 'subtype' || kind === 'pandemic') {
    found.subtype ??= value || null
    if (kind === 'pandemic') found.lineage ??= 'pdm09'
  } else if (kind === 'lineage') found.lineage ??= value
  else if (kind === 'passage') found.passage = found.passage ? `${found.passage} ${value}` : value
  else found.rest.push(value)
  return true
}
