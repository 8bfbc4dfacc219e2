// @ts-check
// What the pages read out of a job, a result and their events.
import { IN_HEADINGS, shortened, strainNames } from './names.js'

export const STAGES = /** @type {const} */ (['checking', 'encoding', 'predicting', 'result'])
const ENDED = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED'])
const STAGE_OF = /** @type {Record<string, number>} */ ({ QUEUED: -1, CHECKING: 0, ENCODING: 1, PREDICTING: 2 })

/** @typedef {'waiting'|'active'|'done'|'failed'} StageState */

/** @param {string} state */
export const hasEnded = state => ENDED.has(state)

/**
 * How far each stage is.
 * @param {{state: string, stage: string}} job
 * @param {{stage: string, attempt: number}[]} events of the job, in order
 * @returns {StageState[]}
 */
export function stageStates(job, events) {
  if (job.state === 'SUCCEEDED') return STAGES.map(() => 'done')
  const reached = hasEnded(job.state) ? furthest(job, events) : (STAGE_OF[job.state] ?? -1)
  return STAGES.map((_, index) => {
    if (index < reached) return 'done'
    if (index > reached) return 'waiting'
    if (job.state === 'FAILED') return 'failed'
    return hasEnded(job.state) ? 'waiting' : 'active'
  })
}

/** The stage in which a job ended. @param {{stage: string}} job @param {{stage: string, attempt: number}[]} events */
function furthest(job, events) {
  const own = STAGES.indexOf(/** @type {any} */ (job.stage))
  if (own >= 0 && own < 3) return own
  const told = events
    .map(event => STAGES.indexOf(/** @type {any} */ (event.stage)))
    .filter(index => index >= 0 && index < 3)
  return told.length > 0 ? told[told.length - 1] : 0
}

/**
 * Seconds that each stage of the last attempt took by its worker's clock: the event that ends a stage tells. Times of
 * events would not do, because events that travel together are stored at one time.
 * @param {{stage: string, attempt: number, params?: any}[]} events
 * @returns {(number|undefined)[]}
 */
export function stageSeconds(events) {
  const attempt = Math.max(0, ...events.map(event => event.attempt ?? 0))
  return STAGES.map((_, index) => {
    const seconds = events.find(event => event.attempt === attempt && event.stage === STAGES[index + 1])?.params
      ?.seconds
    return typeof seconds === 'number' ? seconds : undefined
  })
}

/**
 * A single pair's verdict and figures, from a whole result or from an event's or a list's short form.
 * @param {any} result
 * @returns {{verdict?: import('./verdict.js').Verdict, variant: boolean, probability?: number, distanceLog2?: number}|null}
 */
export function figuresOf(result) {
  if (typeof result?.variants === 'number' || typeof result?.summary?.variants === 'number') return null
  const pair = Array.isArray(result?.pairs) ? result.pairs[0] : (result?.summary ?? result)
  return typeof pair?.variant === 'boolean' ? pair : null
}

/** Whether a job compares many pairs rather than two strains. @param {any} job */
export const isMany = job => Boolean(job?.mode) && job.mode !== 'pair'

/** @param {any} job @returns {string[]} the strains' names, if known, as headings have room for */
export function strainsOf(job) {
  const pair = Array.isArray(job?.result?.pairs) ? job.result.pairs[0] : undefined
  return strainNames(job?.strains ?? (pair ? [pair.a, pair.b] : [])).map(name => shortened(name, IN_HEADINGS))
}
