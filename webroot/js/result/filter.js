// @ts-check
// One filter for everything that shows a result of many pairs: which rows and strains it lets through, and how it stands in the address.
import { parsed } from '../headers/header.js'
import { keysOf, labelsOf, recordKey } from './rows.js'
import { verdictOf } from './verdict.js'

/**
 * @typedef {import('./rows.js').Row} Row
 * @typedef {{text: string, verdict: ''|import('./verdict.js').Verdict, subtype: string, from: number|null, to: number|null, picked: number[]}} Filter
 *   `from` and `to`: years of collection, both included; `picked`: keys of strains, see `recordKey`
 * @typedef {{key: number, reference: boolean, usable: boolean, subtype: string|null, year: number|null, names: string[]}} Known
 * @typedef {{whole: boolean, rows: Row[], flags: Uint8Array, matched: Set<number>, present: Set<number>, lit: Set<number>}} Sieved
 *   `whole`: nothing is asked for; `flags`: of each row given, whether it is among `rows`; `matched`: keys of the strains that are what was
 *   asked for, `present`: of those in `rows`, `lit`: of those to be seen, beside one that is picked whatever it is compared with
 */

/** @type {Filter} */
export const EVERYTHING = { text: '', verdict: '', subtype: '', from: null, to: null, picked: [] }
const VERDICTS = new Set(['similar', 'variant', 'undecided', 'outside'])
const LONGEST = 1_500 // letters of picked strains that an address takes: servers refuse long ones

/** @param {Filter} filter */
export const asksNothing = ({ text, verdict, subtype, from, to, picked }) =>
  !text.trim() && !verdict && !subtype && from === null && to === null && picked.length === 0

/** What a filter asks of each record of a result. @param {any} result @returns {Known[]} */
export function knownOf(result) {
  const labels = labelsOf(result)
  return (result.records ?? []).map((/** @type {any} */ { record, name, reference, subtype, errors }) => {
    const key = recordKey(result.mode, record, reference)
    const names = [name, labels.get(key) ?? ''].map(each => each.toLowerCase())
    return {
      key,
      reference: Boolean(reference),
      usable: !errors?.length,
      subtype: subtype ?? null,
      year: parsed(name).year,
      names,
    }
  })
}

/** @param {Known[]} known @returns {{first: number, last: number}|null} the years between which there is something to choose */
export function yearsKnown(known) {
  const years = known.flatMap(({ year, usable }) => (year === null || !usable ? [] : [year]))
  const [first, last] = [Math.min(...years), Math.max(...years)]
  return first < last ? { first, last } : null
}

/**
 * Text is looked for in either name of a pair. Years are those of the sequences: references stay whatever theirs. Of one picked strain all pairs
 * are shown, of several those among them, of sequences against references those of the picked sequences with the picked references.
 * @param {string} mode @param {Known[]} known @param {Row[]} rows @param {Filter} filter @returns {Sieved}
 */
export function sieved(mode, known, rows, filter) {
  const flags = new Uint8Array(rows.length)
  /** @type {Set<number>} */ const present = new Set()
  const whole = asksNothing(filter)
  const passes = whole ? () => true : rowFilter(mode, known, filter)
  const shown = rows.filter((row, index) => {
    const [a, b] = keysOf(mode, row)
    if (!passes(row, a, b)) return false
    flags[index] = 1
    present.add(a).add(b)
    return true
  })
  const strain = strainFilter(filter)
  const meant = known.filter(each => strain(each) && (!filter.verdict || present.has(each.key)))
  const matched = new Set(meant.map(({ key }) => key))
  return {
    whole,
    rows: whole ? rows : shown,
    flags,
    matched,
    present,
    lit: filter.picked.length === 1 ? present : matched,
  }
}

/** @param {Filter} filter @returns {(strain: Known) => boolean} */
function strainFilter({ text, subtype, from, to, picked }) {
  const wanted = text.trim().toLowerCase()
  const chosen = new Set(picked)
  return strain =>
    (!wanted || strain.names.some(name => name.includes(wanted))) &&
    (!subtype || strain.subtype === subtype) &&
    (strain.reference || within(strain, from, to)) &&
    (chosen.size === 0 || chosen.has(strain.key))
}

/** @param {string} mode @param {Known[]} known @param {Filter} filter @returns {(row: Row, a: number, b: number) => boolean} */
function rowFilter(mode, known, { text, verdict, subtype, from, to, picked }) {
  const keys = (/** @type {(strain: Known) => boolean} */ asked) => new Set(known.filter(asked).map(({ key }) => key))
  const wanted = text.trim().toLowerCase()
  const named = keys(({ names }) => names.some(name => name.includes(wanted)))
  const dated = keys(strain => within(strain, from, to))
  const references = keys(({ reference }) => reference)
  const chosen = pickFilter(mode, picked)
  const timeless = from === null && to === null
  return (row, a, b) =>
    (!verdict || verdict === verdictOf(row)) &&
    (!subtype || row.subtype === subtype) &&
    (!wanted || named.has(a) || named.has(b)) &&
    (timeless || inTime(a, b) || inTime(b, a)) &&
    chosen(a, b)

  /** @param {number} own @param {number} other */
  function inTime(own, other) {
    return dated.has(own) && !references.has(own) && (dated.has(other) || references.has(other))
  }
}

/** @param {string} mode @param {number[]} picked @returns {(a: number, b: number) => boolean} */
function pickFilter(mode, picked) {
  const chosen = new Set(picked)
  if (chosen.size === 0) return () => true
  if (mode !== 'query')
    return chosen.size === 1 ? (a, b) => chosen.has(a) || chosen.has(b) : (a, b) => chosen.has(a) && chosen.has(b)
  const [queries, references] = [picked.some(key => key > 0), picked.some(key => key < 0)]
  return (a, b) => (!queries || chosen.has(a)) && (!references || chosen.has(b))
}

/** @param {Known} strain @param {number|null} from @param {number|null} to */
const within = ({ year }, from, to) =>
  (from === null && to === null) || (year !== null && year >= (from ?? -Infinity) && year <= (to ?? Infinity))

/** The address of a page with a filter in it. @param {Filter} filter @param {string} search what stands there now @returns {string} empty or from the question mark on */
export function inAddress({ text, verdict, subtype, from, to, picked }, search) {
  const asked = new URLSearchParams(search)
  const spans = spansOf(picked)
  const parts = { q: text.trim(), verdict, subtype, from, to, picked: spans.length > LONGEST ? '' : spans }
  for (const [name, value] of Object.entries(parts)) {
    if (value) asked.set(name, String(value))
    else asked.delete(name)
  }
  return asked.size > 0 ? `?${asked}` : ''
}

/** What an address asks for; what it has no sense for is left out. @param {string} search @param {Known[]} known @returns {Filter} */
export function fromAddress(search, known) {
  const asked = new URLSearchParams(search)
  const year = (/** @type {string} */ name) =>
    /^[12]\d{3}$/.test(asked.get(name) ?? '') ? Number(asked.get(name)) : null
  const verdict = asked.get('verdict') ?? ''
  const subtype = asked.get('subtype') ?? ''
  return {
    text: asked.get('q') ?? '',
    verdict: /** @type {Filter['verdict']} */ (VERDICTS.has(verdict) ? verdict : ''),
    subtype: known.some(each => each.subtype === subtype) ? subtype : '',
    from: year('from'),
    to: year('to'),
    picked: pickedIn(asked.get('picked') ?? '', known),
  }
}

/** Keys as spans, references of their own apart: `1-5.9.r2`. @param {number[]} keys @returns {string} */
function spansOf(keys) {
  const side = (/** @type {number[]} */ numbers, /** @type {string} */ mark) => {
    /** @type {[number, number][]} */ const spans = []
    for (const each of numbers.sort((x, y) => x - y)) {
      const last = spans.at(-1)
      if (last && each === last[1] + 1) last[1] = each
      else spans.push([each, each])
    }
    return spans.map(([first, last]) => (first === last ? `${mark}${first}` : `${mark}${first}-${last}`))
  }
  return [
    ...side(
      keys.filter(key => key > 0),
      '',
    ),
    ...side(
      keys.filter(key => key < 0).map(key => -key),
      'r',
    ),
  ].join('.')
}

/** @param {string} text @param {Known[]} known @returns {number[]} */
function pickedIn(text, known) {
  const spans = text
    .slice(0, LONGEST)
    .split('.')
    .flatMap(part => {
      const found = /^(r?)(\d{1,6})(?:-(\d{1,6}))?$/.exec(part)
      return found ? [{ sign: found[1] ? -1 : 1, first: Number(found[2]), last: Number(found[3] ?? found[2]) }] : []
    })
  return known
    .filter(
      ({ key, usable }) => usable && spans.some(({ sign, first, last }) => sign * key >= first && sign * key <= last),
    )
    .map(({ key }) => key)
}
