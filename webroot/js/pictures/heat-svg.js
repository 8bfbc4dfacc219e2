// @ts-check
// A heat map as SVG, for a file: cells, names where there is room, and its scale.
import { number, t } from '../i18n/language.js'
import { shortened } from '../result/names.js'
import { frameOf, shadesOf } from './heat.js'
import { css } from './scale.js'
import { element } from './styled.js'

const MOST_CELLS = 10_000 // of which each is a square of its own; more are one picture of pixels
const SCALE_PX = 62
const SCALE_WIDTH = 220
const NAMED_FROM = 6 // CSS pixels of a cell that has its strain's name beside it
const LABEL_SHARE = 0.36 // of the width that names have at most
const LONGEST_LABEL = 170
const LETTER = 0.6 // of the size of its font, a letter's width

/**
 * @param {import('./heat.js').Heat} heat @param {number} width in CSS pixels @param {ReturnType<typeof import('./scale.js').coloursOf>} colours
 * @returns {import('./styled.js').Styled}
 */
export function heatSvg(heat, width, colours) {
  const label = Math.min(LONGEST_LABEL, LABEL_SHARE * width)
  const frame = frameOf(heat, width, { label, from: NAMED_FROM })
  const { cell, left, top } = frame
  const font = Math.min(width > 480 ? 11 : 8.5, cell)
  const family = getComputedStyle(document.body).fontFamily
  const height = frame.height + SCALE_PX
  const svg = /** @type {SVGSVGElement} */ (
    element(
      'svg',
      {
        viewBox: `0 0 ${width} ${height}`,
        'font-family': family,
        'font-size': font,
        fill: css(colours.ink),
      },
      ...squares(heat, frame, colours),
      ...(top > 0 ? names(heat, cell, left, top, Math.floor((label - 6) / (LETTER * font))) : []),
      scale(heat, colours, frame.height + 12),
    )
  )
  return { svg, width, height }
}

/** @param {import('./heat.js').Heat} heat @param {import('./heat.js').Frame} frame @param {ReturnType<typeof import('./scale.js').coloursOf>} colours @returns {SVGElement[]} */
function squares(heat, { cell, left, top, width, height }, colours) {
  const { down, across } = heat
  const shade = shadesOf(heat, colours)
  if (down.length * across.length > MOST_CELLS) {
    const canvas = document.createElement('canvas')
    canvas.width = across.length
    canvas.height = down.length
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'))
    down.forEach((line, y) => {
      across.forEach((column, x) => {
        context.fillStyle = css(shade(line, column))
        context.fillRect(x, y, 1, 1)
      })
    })
    const place = { x: left, y: top, width: width - left, height: height - top }
    return [
      element('image', {
        ...place,
        href: canvas.toDataURL(),
        preserveAspectRatio: 'none',
        'image-rendering': 'pixelated',
      }),
    ]
  }
  return down.flatMap((line, y) =>
    across.map((column, x) =>
      element('rect', {
        x: left + x * cell,
        y: top + y * cell,
        width: cell,
        height: cell,
        fill: css(shade(line, column)),
        'shape-rendering': 'crispEdges',
      }),
    ),
  )
}

/** @param {import('./heat.js').Heat} heat @param {number} cell @param {number} left @param {number} top @param {number} most letters of a name @returns {SVGElement[]} */
function names({ grid, down, across }, cell, left, top, most) {
  const called = (/** @type {string} */ label) => shortened(label, Math.max(18, most))
  const own = down.map((line, y) =>
    element(
      'text',
      { x: left - 5, y: top + (y + 0.5) * cell + 3.5, 'text-anchor': 'end' },
      called(grid.down[line].label),
    ),
  )
  const other = across.map((column, x) =>
    element(
      'text',
      { transform: `translate(${left + (x + 0.5) * cell + 3.5} ${top - 5}) rotate(-90)` },
      called(grid.across[column].label),
    ),
  )
  return [...own, ...other]
}

/** @param {import('./heat.js').Heat} heat @param {ReturnType<typeof import('./scale.js').coloursOf>} colours @param {number} y */
function scale({ threshold, reach }, { steps, ink }, y) {
  const middle = threshold / reach
  const half = (steps.length - 1) / 2
  const place = (/** @type {number} */ step) =>
    step <= half ? (step / half) * middle : middle + ((step - half) / half) * (1 - middle)
  const at = (/** @type {number} */ log2) => (log2 / reach) * SCALE_WIDTH
  return element(
    'g',
    { transform: `translate(8 ${y})`, 'font-size': 10 },
    element(
      'defs',
      {},
      element(
        'linearGradient',
        { id: 'heat-scale' },
        ...steps.map((colour, step) => element('stop', { offset: place(step), 'stop-color': css(colour) })),
      ),
    ),
    element('rect', {
      width: SCALE_WIDTH,
      height: 10,
      fill: 'url(#heat-scale)',
      stroke: css(ink),
      'stroke-width': 0.5,
    }),
    element('rect', { x: at(threshold) - 1, y: -3, width: 2, height: 16, fill: css(ink) }),
    ...Array.from({ length: reach + 1 }, (_, log2) =>
      element('text', { x: at(log2), y: 22, 'text-anchor': 'middle' }, number(log2)),
    ),
    element('text', { x: 0, y: 40 }, `log2 · ${t('heat.threshold', { fold: number(2 ** threshold) })}`),
  )
}
