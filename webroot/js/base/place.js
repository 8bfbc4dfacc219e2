// @ts-check
// What a reader had chosen on a page and where they were, kept with its entry in the history: Back leads there again.

/** @type {Record<string, any>} */ let view = history.state?.view ?? {}
/** Whether the reader came Back and has not touched anything since. */ let returning = Boolean(history.state?.view)

/** What was kept under a name on this page, if the reader has come back to it. @param {string} name */
export const kept = name => view[name]

/** @template T @param {string} name @param {T} value plain data @returns {T} the value */
export function keep(name, value) {
  view[name] = value
  return value
}

export const isReturning = () => returning

/** Before another page: what was kept goes to this page's entry. */
export function leave() {
  history.replaceState({ ...history.state, view: { ...view, y: scrollY } }, '')
  begin(null)
}

/** At a page's entry. @param {any} state of the history */
export function begin(state) {
  view = state?.view ?? {}
  returning = Boolean(state?.view)
  if (returning) tall.observe(document.body)
}

/** Pages grow while they load: their place is taken up each time, until the reader moves. */
const tall = new ResizeObserver(() => {
  if (returning) scrollTo(0, view.y ?? 0)
  else tall.disconnect()
})
if (returning) tall.observe(document.body)

for (const touch of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
  addEventListener(
    touch,
    () => {
      returning = false
    },
    { capture: true, passive: true },
  )
addEventListener('pagehide', () => history.replaceState({ ...history.state, view: { ...view, y: scrollY } }, ''))
