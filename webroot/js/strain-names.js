// @ts-check
// What strains are called on the page, out of FASTA headers, and where such names break.
import { html } from 'lit'

const STRAIN = /\b[ABCD]\/[^|,;\s]+(?:[ _][^|,;\s]+)*?\/\d{2,4}\b/

/**
 * The strains' names as virologists write them, without the rest of the FASTA headers; where several records are of one strain, what
 * tells them apart stands behind in brackets: "A/Wisconsin/67/2005 (protein)". Equal headers get equal names.
 * @param {string[]} headers @returns {string[]}
 */
export function strainNames(headers) {
  const strains = headers.map(header => STRAIN.exec(header)?.[0] ?? header)
  /** @type {Map<string, Set<string>>} */ const ofOne = new Map()
  strains.forEach((strain, index) => { ofOne.set(strain, (ofOne.get(strain) ?? new Set()).add(headers[index])) })
  const names = new Map([...ofOne].flatMap(([strain, own]) => [...apart(strain, [...own])]))
  return headers.map(header => /** @type {string} */ (names.get(header)))
}

/** @param {string} strain @param {string[]} headers of it, all different @returns {Map<string, string>} */
function apart(strain, headers) {
  if (headers.length === 1) return new Map([[headers[0], strain]])
  const fields = headers.map(header => header.split(header.includes('|') ? '|' : /\s+/).map(field => field.trim()).filter(field => field && field !== strain))
  const telling = Array.from({ length: Math.max(...fields.map(({ length }) => length)) }, (_, place) => place)
    .find(place => new Set(fields.map(own => own[place])).size === headers.length)
  return new Map(headers.map((header, index) => {
    const own = telling === undefined ? fields[index].filter(field => !fields.every(others => others.includes(field))) : fields[index].slice(telling, telling + 1)
    return [header, own.length > 0 ? `${strain} (${own.join(' ')})` : strain]
  }))
}

/** A name or a header for narrow places: it breaks after slashes and bars rather than within words. @param {string} name */
export const breaking = name => name.split(/(?<=[/|])/).map((part, index) => (index > 0 ? html`<wbr>${part}` : part))
