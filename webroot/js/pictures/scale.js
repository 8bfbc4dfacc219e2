// @ts-check
// Scales of colours. Distances go apart from where variants begin, so that a cell's side of it is seen before its size; years are one
// sequence that differs in lightness first, so that a grey print keeps their order.

export const STEPS = 7

/** @typedef {{from: number, to: number}} Years */

/** From the first year to the last, if any is known. @param {{year: number|null}[]} strains @returns {Years|null} */
export function yearsOf(strains) {
  const years = strains.flatMap(({ year }) => (year === null ? [] : [year]))
  return years.length > 0
    ? { from: years.reduce((x, y) => Math.min(x, y)), to: years.reduce((x, y) => Math.max(x, y)) }
    : null
}

/** The class of a year, for SVG. @param {number|null} year @param {Years|null} years of all */
export function tintOf(year, years) {
  if (year === null || !years) return 'year-none'
  const share = years.to > years.from ? (year - years.from) / (years.to - years.from + 1) : 0.5
  return `year-${Math.floor(share * STEPS)}`
}

/**
 * Where a distance stands on its scale, 0 to 1: in the middle where variants begin, whatever lies on either side.
 * @param {number} log2 @param {number} threshold @param {number} reach above the threshold
 */
export const shareOf = (log2, threshold, reach) =>
  Math.max(0, Math.min(1, log2 < threshold ? log2 / threshold / 2 : 0.5 + (log2 - threshold) / (reach - threshold) / 2))

/** The colours as the page shows them now, for a canvas. @param {Element} element */
export function coloursOf(element) {
  const probe = document.createElement('i')
  element.append(probe)
  const computed = (/** @type {string} */ token) => {
    probe.style.color = `var(${token})`
    const [r, g, b] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number)
    return /** @type {[number, number, number]} */ ([r, g, b])
  }
  const colours = {
    steps: Array.from({ length: STEPS }, (_, step) => computed(`--heat-${step}`)),
    none: computed('--sunken'),
    ink: computed('--ink'),
    soft: computed('--ink-soft'),
    surface: computed('--surface'),
    line: computed('--line-strong'),
    variant: computed('--variant'),
    accent: computed('--accent'),
  }
  probe.remove()
  return colours
}

/** Between two steps colours are mixed. @param {[number, number, number][]} steps @param {number} share 0 to 1 @returns {[number, number, number]} */
export function mixed(steps, share) {
  const place = Math.max(0, Math.min(1, share)) * (steps.length - 1)
  const [below, part] = [Math.floor(place), place % 1]
  const above = steps[Math.min(steps.length - 1, below + 1)]
  return /** @type {[number, number, number]} */ (
    steps[below].map((each, channel) => Math.round(each + part * (above[channel] - each)))
  )
}

/** @param {number[]} colour */
export const css = ([r, g, b]) => `rgb(${r} ${g} ${b})`

/** Black or white, whichever stands out more from a colour (WCAG relative luminance). @param {[number, number, number]} colour */
export function inkOn(colour) {
  const [r, g, b] = colour
    .map(each => each / 255)
    .map(each => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return 1.05 / (light + 0.05) > (light + 0.05) / 0.05 ? '#fff' : '#000'
}

/** How far the scale reaches, in whole log2 units. @param {number} most the greatest distance */
export const reach = most => Math.max(4, Math.ceil(most))

/** Tells of each change of theme, and of the light one of a report. @param {() => void} listener @returns {() => void} ends it */
export function watchTheme(listener) {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const chosen = new MutationObserver(listener)
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] })
  system.addEventListener('change', listener)
  return () => {
    chosen.disconnect()
    system.removeEventListener('change', listener)
  }
}
