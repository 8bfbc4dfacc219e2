// @ts-check
// Columns that readers bring along for their strains, found by the strains' names wherever these stand in a table.
import { parsed } from '../headers/header.js'
import { labelsOf, recordKey } from '../result/rows.js'

/**
 * @typedef {{name: string, values: [number, string][]}} Column `values`: by the keys of strains
 * @typedef {{file: string, columns: Column[], named: number, found: number, of: number, unknown: string[]}} Own
 *   `named`: lines that are of a strain; `found`: sequences of the result that have one, `of`: all there are; `unknown`: names in the table that are of none
 */

const MOST = 50 // columns

/** @param {string[][]} lines @param {any} result @param {string} file its name @returns {Own} no columns where no cell names a strain */
export function columnsOf(lines, result, file) {
  const strains = namedIn(result)
  const keysOf = (/** @type {string} */ cell) =>
    (cell && (strains.byName.get(plain(cell)) ?? strains.byName.get(plain(parsed(cell).strain ?? '')))) || []
  const width = Math.max(...lines.map(line => line.length))
  const named = Array.from(
    { length: width },
    (_, place) => lines.filter(line => keysOf(line[place] ?? '').length > 0).length,
  )
  const hits = Math.max(...named)
  const at = named.indexOf(hits)
  if (hits === 0) return { file, columns: [], named: 0, found: 0, of: strains.own.size, unknown: [] }
  const headed = keysOf(lines[0][at] ?? '').length === 0
  const rows = lines.slice(headed ? 1 : 0).map(line => ({ line, keys: keysOf(line[at] ?? '') }))
  const columns = Array.from({ length: Math.min(width, MOST) }, (_, place) => ({
    name: (headed && lines[0][place]) || String(place + 1),
    values: place === at ? [] : valuesAt(place, rows),
  })).filter(({ values }) => values.length > 0)
  return {
    file,
    columns,
    named: rows.filter(({ keys }) => keys.length > 0).length,
    found: [...new Set(rows.flatMap(({ keys }) => keys))].filter(key => strains.own.has(key)).length,
    of: strains.own.size,
    unknown: rows.flatMap(({ line, keys }) => (keys.length === 0 && line[at] ? [line[at]] : [])),
  }
}

/** Of a strain that stands there twice the first that has a value counts. @param {number} place @param {{line: string[], keys: number[]}[]} rows */
function valuesAt(place, rows) {
  /** @type {Map<number, string>} */ const values = new Map()
  for (const { line, keys } of rows)
    for (const key of keys) if (line[place] && !values.has(key)) values.set(key, line[place])
  return [...values]
}

/** By all that a strain may be called: its header, its name with and without passage, its accessions. @param {any} result */
function namedIn(result) {
  const labels = labelsOf(result)
  /** @type {Map<string, number[]>} */ const byName = new Map()
  /** @type {Set<number>} */ const own = new Set()
  const usable = result.records.filter((/** @type {any} */ { errors }) => !errors?.length)
  for (const { record, reference, name } of usable) {
    const key = recordKey(result.mode, record, reference)
    if (!reference) own.add(key)
    const { strain, shown, ids } = parsed(name)
    const called = [name, labels.get(key), shown, strain, ...ids].flatMap(each => (each ? [plain(each)] : []))
    for (const each of new Set(called)) byName.set(each, [...(byName.get(each) ?? []), key])
  }
  return { byName, own }
}

/** @param {string} name */
const plain = name =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_]+/g, ' ')
    .trim()
