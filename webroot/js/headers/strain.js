// @ts-check
// The name of a strain within a field of a FASTA header: where it begins, its year, and what stands around it. See header.js.
import { BLANKS, trimmed, wordOf } from './words.js'

/**
 * @typedef {import('./words.js').Word} Word
 * @typedef {{strain: string, shown: string, year: number|null, sure: boolean, words: Word[], rest: string[]}} Name
 */

const LONGEST = 100
const TRIES = 8
const OPEN = '([\uff08'
const CLOSE = ')]}\uff09'
const BEFORE = `${BLANKS}_${OPEN}{"':=,;>`
const BETWEEN = `${BLANKS}_-/${CLOSE}"',;`
/** Whatever follows one of these may be prose; what is joined on belongs to the name, or it is not known what it is. */
const LOOSE = `${BLANKS}${CLOSE},;`
const ENDS_WORD = `${BLANKS}_${OPEN}${CLOSE}",;`
const JOINED_ID = /(?:EPI_ISL_[0-9]+|[ANXYW][CGMPRTZ]_[0-9]{6,9}(?:\.[0-9]{1,2})?)/y
const FILLER = new Set(['influenza', 'a', 'b', 'c', 'd', 'virus', 'unverified:', 'type'])
/** Strains that are written with a year of two digits and no number. */
const OLD = new Set(['ws', 'wsn', 'nws', 'pr8', 'lee', 'fm1'])
/** Influenza was first isolated in 1930, so two digits below that are of this century. */
const FIRST_ISOLATED = 30

/** The first that looks like a strain: type, place, number, year. @param {string} text @returns {Name|null} */
export function nameIn(text) {
  let tries = 0
  for (let slash = text.indexOf('/'); slash > 0 && tries < TRIES; slash = text.indexOf('/', slash + 1)) {
    if (!'ABCDabcd'.includes(text[slash - 1]) || (slash > 1 && !BEFORE.includes(text[slash - 2]))) continue
    tries++
    const end = endOf(text, slash)
    if (end) return around(text, slash - 1, end)
  }
  return null
}

/**
 * Behind the year: the first field after the second that is a year and no more; a whole field is one only if no other follows.
 * @param {string} text @param {number} slash behind the type @returns {{at: number, year: number|null}|null}
 */
function endOf(text, slash) {
  /** @type {{at: number, year: number|null}|null} */ let followed = null
  let fields = 1
  let first = ''
  for (let from = slash + 1; from <= text.length && from - slash < LONGEST; fields++) {
    const next = text.indexOf('/', from)
    const to = next < 0 ? text.length : next
    if (to === from) break
    if (fields === 1) first = text.slice(from, to).toLowerCase()
    const start = pastBlanks(text, from)
    const digits = digitsAt(text, start)
    const year =
      fields > 1 && (digits === 4 || fields > 2 || OLD.has(first)) ? yearOf(text.slice(start, start + digits)) : null
    if (year !== null) {
      const at = start + digits
      if (pastBlanks(text, at) === to && next >= 0) followed = { at, year }
      else if (endsYear(text, at)) return { at: 'vV'.includes(text[at] || '-') ? at + 1 : at, year }
    }
    from = to + 1
  }
  return followed
}

/** @param {string} text @param {number} at */
function pastBlanks(text, at) {
  while (at < text.length && BLANKS.includes(text[at])) at++
  return at
}

/** @param {string} text @param {number} from */
function digitsAt(text, from) {
  let digits = 0
  while (digits < 5 && text[from + digits] >= '0' && text[from + digits] <= '9') digits++
  return digits
}

/** @param {string} digits */
function yearOf(digits) {
  if (digits.length === 2) return Number(digits) + (Number(digits) < FIRST_ISOLATED ? 2000 : 1900)
  return digits.length === 4 && (digits.startsWith('19') || digits.startsWith('20')) ? Number(digits) : null
}

/** @param {string} text @param {number} at */
function endsYear(text, at) {
  const [next, after] = [text[at] ?? '', text[at + 1] ?? '']
  if (next === '' || ENDS_WORD.includes(next) || next === "'") return true
  if (next === '-') return after !== '' && !(after >= '0' && after <= '9') && !BETWEEN.includes(after)
  return 'vV'.includes(next) && (after === '' || BETWEEN.includes(after) || OPEN.includes(after))
}

/** @param {string} text @param {number} from @param {{at: number, year: number|null}} end @returns {Name|null} */
function around(text, from, end) {
  const at =
    depth(text, from, end.at) > 0 ? Math.min(text.length, closing(text, end.at, depth(text, from, end.at)) + 1) : end.at
  if (at - from > LONGEST) return null
  const strain = written(text.slice(from, at))
  /** @type {Name} */ const name = { strain, shown: strain, year: end.year, sure: true, words: [], rest: [] }
  behind(name, text, at)
  before(name, text.slice(0, from))
  return name
}

/** What follows the year: passage, vaccine strain, subtype and the like, then prose. @param {Name} name @param {string} text @param {number} at */
function behind(name, text, at) {
  while (at < text.length) {
    const start = at
    while (at < text.length && BETWEEN.includes(text[at])) at++
    const separator = text.slice(start, at)
    if (at === text.length) return
    const bracket = OPEN.includes(text[at])
    const end = bracket ? closing(text, at + 1, 1) : wordEnd(text, at)
    const token = bracket ? trimmed(text.slice(at + 1, end), BLANKS) : text.slice(at, end)
    if (token === 'x' || token === '\u00d7') return crossed(name, text.slice(at, closing(text, at, 1)))
    const word = wordOf(token)
    if (!word) {
      const loose = [...separator].some(each => LOOSE.includes(each))
      if (loose) name.rest.push(trimmed(text.slice(at), BLANKS))
      name.sure = loose
      return
    }
    if (word.kind === 'vaccine' || word.kind === 'passage') joined(name, word, separator, bracket)
    if (word.kind !== 'vaccine') name.words.push(word)
    at = bracket ? end + 1 : Math.max(end, at + 1)
  }
}

/** @param {Name} name @param {Word} word @param {string} separator @param {boolean} bracket */
function joined(name, { kind, value }, separator, bracket) {
  const glue = separator === '' || separator === '-' ? separator : ' '
  const more = glue + (bracket ? `(${value})` : value)
  name.shown += more
  if (kind === 'vaccine') name.strain += more
}

/** A cross of two strains keeps both. @param {Name} name @param {string} other from its x on */
function crossed(name, other) {
  name.strain += ` ${written(other)}`
  name.shown += ` ${written(other)}`
}

/** What stands before the name: accessions, the organism, or the vaccine strain made of it. @param {Name} name @param {string} text */
function before(name, text) {
  const made = []
  const unknown = []
  let at = 0
  while (at < text.length) {
    if (BEFORE.includes(text[at]) || BETWEEN.includes(text[at])) {
      at++
      continue
    }
    const end = wordEnd(text, at)
    const token = text.slice(at, end)
    const word = wordOf(token)
    if (word?.kind === 'vaccine') made.push(token)
    else if (word && word.kind !== 'passage') name.words.push(word)
    else if (!FILLER.has(token.toLowerCase())) unknown.push(token)
    at = Math.max(end, at + 1)
  }
  if (made.length > 0) {
    name.strain = `${made.join(' ')} (${name.strain})`
    name.shown = `${made.join(' ')} (${name.shown})`
  }
  if (unknown.length > 0) {
    name.rest.unshift(unknown.join(' '))
    if (text.endsWith('_')) name.sure = false
  }
}

/** @param {string} text @param {number} at */
function wordEnd(text, at) {
  JOINED_ID.lastIndex = at
  const id = JOINED_ID.exec(text)
  if (id) return at + id[0].length
  while (at < text.length && !ENDS_WORD.includes(text[at])) at++
  return at
}

/** @param {string} text @param {number} from @param {number} to @returns {number} brackets open there */
function depth(text, from, to) {
  let open = 0
  for (let at = from; at < to; at++) open += OPEN.includes(text[at]) ? 1 : CLOSE.includes(text[at]) ? -1 : 0
  return open
}

/** Where so many brackets that are open are closed, or the end. @param {string} text @param {number} at @param {number} open */
function closing(text, at, open) {
  for (let left = open; at < text.length; at++) {
    left += OPEN.includes(text[at]) ? 1 : CLOSE.includes(text[at]) ? -1 : 0
    if (left === 0) return at
  }
  return at
}

/** As virologists write it: no doubled blanks, and `_` between words of places is one. @param {string} strain */
function written(strain) {
  const fields = strain.split('/').map(field =>
    field
      .split(/[ \t\u00a0\u3000\ufeff]+/)
      .filter(word => word)
      .join(' '),
  )
  if (fields.some(field => field.includes(' '))) return fields.join('/')
  const number = fields.length > 3 ? fields.length - 2 : 0
  return fields
    .map((field, place) => (place === number ? field : field.replace(/(?<=[^ -@[-`{-~]|\.)_(?=[^ -@[-`{-~])/g, ' ')))
    .join('/')
}
