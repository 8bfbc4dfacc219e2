// @ts-check
// A pair's two HA1 side by side: what each column is called in which numbering, where the next difference is, and the FASTA of both.
import { notation } from './sites.js'

/**
 * @typedef {{position: number, numbering: string, from: string, to: string, site: string|null, contribution: number, h3Position?: number|null,
 *   h1Position?: number|null, receptorBinding?: boolean}} Substitution
 * @typedef {{own: string, schemes: string[], at: (column: number, scheme: string) => number|undefined}} Numbering
 */

/**
 * The numberings that a result knows, the subtype's own first. Where a pair comes without its alignment, only the
 * places where it differs have another number.
 * @param {any} pair @returns {Numbering}
 */
export function numberingOf(pair) {
  /** @type {Substitution[]} */ const items = pair.substitutions ?? []
  const own = pair.alignment?.numbering ?? items[0]?.numbering ?? ''
  /** @type {Map<string, Map<number, number>>} */ const others = new Map()
  for (const scheme of ['H3', 'H1'].filter(each => each !== own)) {
    const positions = pair.alignment?.positions
      ? unrolled(pair.alignment.positions[scheme] ?? [])
      : listed(items, scheme)
    if (positions.size > 0) others.set(scheme, positions)
  }
  return {
    own,
    schemes: [own, ...others.keys()].filter(Boolean),
    at: (column, scheme) => (scheme === own ? column : others.get(scheme)?.get(column)),
  }
}

/** @param {[number, number, number][]} runs of columns: first column, its position, how many */
const unrolled = runs =>
  new Map(
    runs.flatMap(([column, position, count]) =>
      Array.from({ length: count }, (_, step) => /** @type {const} */ ([column + step, position + step])),
    ),
  )

/** @param {Substitution[]} items @param {string} scheme */
const listed = (items, scheme) =>
  new Map(
    items.flatMap(item => {
      const there = scheme === 'H3' ? item.h3Position : item.h1Position
      return there ? [/** @type {const} */ ([item.position, there])] : []
    }),
  )

/**
 * A difference in the numbering wanted, such as K158E; in the subtype's own where the wanted one has no such place.
 * @param {Substitution} item @param {Numbering} numbering @param {string} scheme
 * @returns {{short: string, full: string}}
 */
export function named({ from, to, position }, numbering, scheme) {
  const there = numbering.at(position, scheme)
  const short = notation(from, to, there ?? position)
  return { short: there ? short : `${short}*`, full: `HA1 ${short} (${there ? scheme : numbering.own})` }
}

/** Both HA1 as aligned FASTA, 60 letters a line. @param {any} pair @returns {string} */
export function alignedFasta({ a, b, alignment }) {
  const lines = (/** @type {string} */ letters) => (letters.match(/.{1,60}/g) ?? []).join('\n')
  return `>${a}\n${lines(alignment.a)}\n>${b}\n${lines(alignment.b)}\n`
}

/** Each difference as CSV, with the mark by which Excel knows UTF-8; contributions in log2 titre units. @param {Substitution[]} items */
export function substitutionsCsv(items) {
  const lines = items.map(
    ({ from, position, to, numbering, h3Position, h1Position, site, receptorBinding, contribution }) =>
      [
        notation(from, to, position),
        numbering,
        position,
        h3Position ?? '',
        h1Position ?? '',
        from,
        to === '-' ? 'deletion' : to,
        site ?? '',
        receptorBinding ?? '',
        contribution ?? '',
      ].join(','),
  )
  return `\uFEFF${['substitution,numbering,position,h3_position,h1_position,from,to,site,receptor_binding,contribution_log2', ...lines].join('\r\n')}\r\n`
}
