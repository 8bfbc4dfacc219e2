// @ts-check
// What a check says of many records, by what it is: a reason stands once, with the records that it is said of.

/** Flags that say how a sequence was read, not that anything is wrong with it. */
const CALM = /^(signal-peptide|reverse-strand)$/

/** @param {string} flag such as `partial` or `deletion-130` */
export const isCalm = flag => CALM.test(flag)

/**
 * @typedef {{kind: 'fault'|'flag'|'calm', reason: string, said: any, places: number[]}} Remark
 *   `said`: the first fault, or flag, of that reason; `places`: of the records, from 0
 */

const ORDER = ['fault', 'flag', 'calm']

/** @param {any} fault */
const reasonOf = fault => fault.own ?? fault.key ?? fault.detail ?? ''

/**
 * Faults first, then what to look at, then what is without effect; within these what is said of most records first.
 * @param {import('./fasta.js').Entry[]} entries @param {any[]} checked records as a check answers, in their order
 * @param {any[]} refused faults of a refusal, with the number of their record from 1
 * @returns {Remark[]}
 */
export function remarksOf(entries, checked, refused) {
  /** @type {Map<string, Remark>} */ const found = new Map()
  entries.forEach((entry, place) => {
    if (entry.file) return // it is said beside the file
    const told = checked[place]?.errors ?? []
    const faults = told.length > 0 ? told : refused.filter(({ record }) => record === place + 1)
    for (const fault of faults.length > 0 ? faults : (entry.faults ?? []))
      note(found, 'fault', reasonOf(fault), fault, place)
    for (const flag of checked[place]?.flags ?? [])
      note(found, isCalm(flag) ? 'calm' : 'flag', flag.replace(/-\d+$/, ''), flag, place)
  })
  return [...found.values()].sort(
    (x, y) => ORDER.indexOf(x.kind) - ORDER.indexOf(y.kind) || y.places.length - x.places.length,
  )
}

/** @param {Map<string, Remark>} found @param {Remark['kind']} kind @param {string} reason @param {any} said @param {number} place */
function note(found, kind, reason, said, place) {
  const key = `${kind} ${reason}`
  const remark = found.get(key) ?? { kind, reason, said, places: [] }
  if (remark.places.at(-1) !== place) remark.places.push(place)
  found.set(key, remark)
}
