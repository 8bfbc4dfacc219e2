// @ts-check
// Antigenic sites on HA1, mature numbering of each subtype, for the strip picture.
// H3: Bush et al. 1999, doi 10.1126/science.286.5446.1921. H1: Caton et al. 1982, doi 10.1016/0092-8674(82)90135-0, as placed by
// Igarashi et al. 2010, doi 10.1371/journal.pone.0008553. H5 and other HA: sites homologous to H3's. Receptor binding: Skehel & Wiley
// 2000. B: Wang et al. 2008, doi 10.1128/JVI.02477-07; receptor binding Wang et al. 2007, doi 10.1073/pnas.0708363104.

/** @type {Record<string, {length: number, numbering: string, receptor: string, sites: Record<string, string>}>} */
const MAPS = {
  H3: {
    length: 329,
    numbering: 'H3',
    receptor: '98 134-138 153 155 183 188-195 221-228',
    sites: {
      A: '122 124 126 130-133 135 137-138 140 142-146 150 152 168',
      B: '128-129 155-160 163-165 186-190 192-194 196-198',
      C: '44-48 50-51 53-54 273 275-276 278-280 294 297 299-300 304-305 307-312',
      D: '96 102-103 117 121 167 170-177 179 182 201 203 207-209 212-219 226-230 238 240 242 244 246-248',
      E: '57 59 62-63 67 75 78 80-83 86-88 91-92 94 109 260-262 265',
    },
  },
  H1: {
    length: 327,
    numbering: 'H1',
    receptor: '91 131-135 150 152 180 185-192 218-225',
    sites: {
      Sa: '124-125 153-157 159-164',
      Sb: '184-195',
      Ca1: '166-170 203-205 235-237',
      Ca2: '137-142 221-222',
      Cb: '70-75',
    },
  },
  H5: {
    length: 320,
    numbering: 'H5',
    receptor: '91 130-134 149 151 179 184-191 217-224',
    sites: {
      A: '115 119 121 126-129 131 133-134 136 138-142 146 148 164',
      B: '123-124 151-156 159-161 182-186 188-190 192-194',
      C: '34-38 40-41 43 45 270 272-273 275-277 291 294 296-297 301-302 304-309',
      D: '89 95-96 110 114 163 166-173 175 178 197 199 203-205 208-215 222-226 234 236 238 240 242-244',
      E: '48 50 53-54 58 66 69 71-72 74-75 78-80 84-85 87 102 256 258-259 262',
    },
  },
}

/** Both lineages of B, in the numbering of B/Brisbane/60/2008. */
const OF_B = {
  length: 347,
  numbering: 'B',
  receptor: '95 136-143 158 194 196-205 240-245',
  sites: { '120 loop': '116-137', '150 loop': '141-150', '160 loop': '162-167', '190 helix': '194-202' },
}

/** The HA of a subtype, or its lineage of B: what a sequence tells of it. @param {string|null|undefined} subtype */
export const haOf = subtype => (subtype ?? '').replace(/N\d+$/, '')

/** @param {string} list @returns {[number, number][]} */
function ranges(list) {
  return list.split(' ').map(part => {
    const [from, to = from] = part.split('-').map(Number)
    return [from, to]
  })
}

/**
 * Of HA that have no map of their own, the sites of H3 on the columns that the alignment places beside them.
 * @param {string} subtype H3, B/Victoria; or H3N2 as older results have it @param {any} [alignment] of the pair
 */
export function siteMap(subtype, alignment) {
  const map = /^B\//.test(subtype) ? OF_B : MAPS[haOf(subtype)]
  if (!map) return homologous(alignment)
  const sites = Object.entries(map.sites).map(([name, list]) => ({ name, ranges: ranges(list) }))
  return { length: map.length, numbering: map.numbering, receptor: ranges(map.receptor), sites }
}

/** @param {any} alignment */
function homologous(alignment) {
  const runs = /** @type {[number, number, number][]} */ (alignment?.positions?.H3 ?? [])
  if (!alignment?.a || runs.length === 0) return undefined
  const places = new Map(
    runs.flatMap(([column, position, count]) =>
      Array.from({ length: count }, (_, step) => /** @type {const} */ ([position + step, column + step])),
    ),
  )
  const moved = (/** @type {string} */ list) =>
    columnsOf(ranges(list)).flatMap(position => {
      const column = places.get(position)
      return column === undefined ? [] : [/** @type {[number, number]} */ ([column, column])]
    })
  const { sites, receptor } = MAPS.H3
  return {
    length: alignment.a.length,
    numbering: alignment.numbering,
    receptor: moved(receptor),
    sites: Object.entries(sites).map(([name, list]) => ({ name, ranges: joined(moved(list)) })),
  }
}

/** Columns that follow each other as one range. @param {[number, number][]} list @returns {[number, number][]} */
const joined = list =>
  list.reduce(
    (found, [from, to]) => {
      const last = found.at(-1)
      return last && last[1] + 1 === from ? [...found.slice(0, -1), [last[0], to]] : [...found, [from, to]]
    },
    /** @type {[number, number][]} */ ([]),
  )

/** Every column of some ranges. @param {[number, number][]} list */
export const columnsOf = list =>
  list.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, step) => from + step))

/** A difference as virologists write it: K145N, a deletion N131del, an insertion ins131N. @param {string} from @param {string} to @param {number} position */
export const notation = (from, to, position) =>
  to === '-' ? `${from}${position}del` : from === '-' ? `ins${position}${to}` : `${from}${position}${to}`

/** A loop or helix of B: its first residue, and which of the two. @param {string} site */
export const partOfB = site => /^(\d+) (loop|helix)$/.exec(site)

/** The short name of a site: A, Sa, … @param {string|null|undefined} site */
export const shortSite = site => (site ?? '').replace(/^homologous_to_H3_/, '').replace(/^(H\d+|site)[ _]/i, '')

const ORDER = /** @type {Record<string, number>} */ ({
  A: 1,
  Sa: 1,
  B: 2,
  Sb: 2,
  C: 3,
  Ca1: 3,
  D: 4,
  Ca2: 4,
  E: 5,
  Cb: 5,
  '120 loop': 1,
  '150 loop': 2,
  '160 loop': 3,
  '190 helix': 4,
})

/** The site's place in the palette, 1 to 5; 0 outside every site. @param {string|null|undefined} site */
export const siteColour = site => ORDER[shortSite(site)] ?? 0
