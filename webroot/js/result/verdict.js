// @ts-check
// What a pair is called: one code of four for all pages.

/** @typedef {'similar'|'variant'|'undecided'|'outside'} Verdict */

/**
 * The verdict that the service gives. Older results have none; the newest of them warn of what is undecided.
 * @param {{verdict?: Verdict|null, variant?: boolean|null, warningKeys?: {key: string}[]}} pair @returns {Verdict}
 */
export function verdictOf({ verdict, variant, warningKeys }) {
  if (verdict) return verdict
  if (typeof variant !== 'boolean') return 'outside'
  if (warningKeys?.some(({ key }) => key === 'warning.undecided')) return 'undecided'
  return variant ? 'variant' : 'similar'
}

/** Told apart without colour. */
export const MARK = /** @type {const} */ ({ similar: '○', variant: '▲', undecided: '◆', outside: '–' })

/** The class of a chip that shows it. */
export const CHIP = /** @type {const} */ ({
  similar: 'good',
  variant: 'variant',
  undecided: 'undecided',
  outside: 'outside',
})
