// @ts-check
// The distances of a result of many pairs as a matrix for other programs.
import { gridOf, strainsOf } from '../pictures/strains.js'
import { subtypesOf } from './rows.js'

const SUSPECT = /^[=+\-@"]/ // what a spreadsheet would take for a formula, as in the gateway's tables

/**
 * Tab-separated: each sequence against each other, or queries against references; a line and a column for each that could be used, under its
 * FASTA header, subtypes apart. Distances are in log2 HI titre units, unrounded; a cell is empty where two were not compared. The first cell says
 * the unit and what made the figures.
 * @param {any} result @param {import('./rows.js').Row[]} rows all of them @param {string|null} [finishedAt] @returns {string}
 */
export function matrixOf(result, rows, finishedAt = null) {
  const strains = subtypesOf(result.records).flatMap(subtype => strainsOf(result, subtype))
  const { down, across, rows: places, symmetric } = gridOf(result.mode, strains, rows)
  const cell = (/** @type {number} */ line, /** @type {number} */ column) => {
    const place = places[line * across.length + column]
    if (place >= 0) return String(rows[place].distanceLog2)
    return symmetric && line === column ? '0' : ''
  }
  const lines = down.map(({ name }, line) => [harmless(name), ...across.map((_, column) => cell(line, column))])
  const { model, encoding } = result
  const made = ['distance_log2', `${model.name} ${model.version}`, encoding, ...(finishedAt ? [finishedAt] : [])].join(
    '; ',
  )
  const cells = [[harmless(made), ...across.map(({ name }) => harmless(name))], ...lines]
  return cells.map(line => `${line.join('\t')}\n`).join('')
}

/** @param {string} name */
function harmless(name) {
  const text = name.replaceAll(/[\t\r\n]+/g, ' ')
  return SUSPECT.test(text) ? `'${text}` : text
}
