// @ts-check
// What strains are called on the page, out of FASTA headers, and where such names break.
import { html } from 'lit'
import { parsed } from '../headers/header.js'

const IN_ROWS = 120
const IN_PICTURES = 60
/** Letters of a name that headings and sentences have room for. */
export const IN_HEADINGS = 80

/**
 * What records are called: the strains' names as virologists write them, or the whole headers where these are not understood; where several
 * records are called the same, what tells them apart stands behind in brackets: "A/Wisconsin/67/2005 (protein)". Equal headers get equal names.
 * @param {string[]} headers @returns {string[]}
 */
export function strainNames(headers) {
  const shown = headers.map(header => parsed(header).shown)
  /** @type {Map<string, Set<string>>} */ const ofOne = new Map()
  shown.forEach((name, index) => {
    ofOne.set(name, (ofOne.get(name) ?? new Set()).add(headers[index]))
  })
  const names = new Map([...ofOne].flatMap(([name, own]) => [...apart(name, [...own])]))
  return headers.map(header => /** @type {string} */ (names.get(header)))
}

/** @param {string} strain @param {string[]} headers of it, all different @returns {Map<string, string>} */
function apart(strain, headers) {
  if (headers.length === 1) return new Map([[headers[0], strain]])
  const fields = headers.map(header =>
    header
      .split(header.includes('|') ? '|' : /\s+/)
      .map(unbracketed)
      .filter(field => field && parsed(field).shown !== strain),
  )
  const telling = Array.from({ length: Math.max(...fields.map(({ length }) => length)) }, (_, place) => place).find(
    place => new Set(fields.map(own => own[place])).size === headers.length,
  )
  return new Map(
    headers.map((header, index) => {
      const own =
        telling === undefined
          ? fields[index].filter(field => !fields.every(others => others.includes(field)))
          : fields[index].slice(telling, telling + 1)
      return [header, own.length > 0 ? `${strain} (${own.join(' ')})` : strain]
    }),
  )
}

/** @param {string} field @returns {string} */
function unbracketed(field) {
  const bare = field.trim()
  return bare.startsWith('(') && bare.indexOf(')') === bare.length - 1 ? bare.slice(1, -1) : bare
}

/** A name with its middle left out; whoever shows it says the whole in a title. @param {string} name @param {number} [most] letters */
export function shortened(name, most = IN_PICTURES) {
  const letters = name.length > most ? [...name] : []
  return letters.length > most ? `${letters.slice(0, most - 16).join('')}…${letters.slice(-15).join('')}` : name
}

/**
 * What stands before the rows of an alignment: strains' names without their type, the middle left out of long ones, so that place and
 * year stay. @param {string[]} headers @param {number} most letters, at least 5
 */
export const rowNames = (headers, most) =>
  strainNames(headers).map(name => {
    const letters = [...name.replace(/^[ABCD]\//, '')]
    const end = Math.floor((most - 1) / 2)
    return letters.length > most
      ? `${letters.slice(0, most - 1 - end).join('')}…${letters.slice(-end).join('')}`
      : letters.join('')
  })

/** A name or a header for narrow places: it breaks after slashes and bars rather than within words. @param {string} name */
export const breaking = name =>
  shortened(name, IN_ROWS)
    .split(/(?<=[/|])/)
    .map((part, index) => (index > 0 ? html`<wbr>${part}` : part))
