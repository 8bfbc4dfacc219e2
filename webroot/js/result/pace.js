// @ts-check
// How fast a job of many pairs comes on, and how long it will take yet, from what the socket has told of its progress.

/** @typedef {{at: number, progress: number}} Tick `at`: milliseconds; `progress`: percent of all pairs */
/** @typedef {{perSecond: number, seconds: number}} Pace pairs a second, and seconds that the others will take at that pace */

const WINDOW_MS = 20_000 // what came before says little of the present pace
const LEAST_MS = 2_000 // with less between first and last, a late line would be taken for a slow model

/** The ticks that the pace is taken from, with a new one; it is never alone. @param {Tick[]} ticks in order @param {Tick} tick @returns {Tick[]} */
export function noted(ticks, tick) {
  const present = ticks.filter(({ at }) => tick.at - at <= WINDOW_MS)
  return [...(present.length > 0 ? present : ticks.slice(-1)), tick]
}

/**
 * The pace over the ticks, if it can be known.
 * @param {Tick[]} ticks in order @param {number|undefined} pairs that are predicted in all @returns {Pace|null}
 */
export function paceOf(ticks, pairs) {
  const [first, last] = [ticks[0], ticks.at(-1)]
  if (!pairs || !first || !last || last.at - first.at < LEAST_MS || last.progress <= first.progress) return null
  const percentPerSecond = (1000 * (last.progress - first.progress)) / (last.at - first.at)
  return { perSecond: (pairs * percentPerSecond) / 100, seconds: (100 - last.progress) / percentPerSecond }
}

/**
 * How many pairs the present attempt predicts, which is known once checking has ended.
 * @param {import('../connection/stream.js').JobEvent[]} events of the job, in order @returns {number|undefined}
 */
export function pairsAsked(events) {
  const told = events.findLast(({ messageKey }) => messageKey === 'stage.predicting.many')?.params?.pairs
  return typeof told === 'number' ? told : undefined
}
