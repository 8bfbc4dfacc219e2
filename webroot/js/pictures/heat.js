// @ts-check
// Draws a table of distances as a heat map on a canvas, with names where there is room.
import { shortened } from '../result/names.js'
import { css, mixed, shareOf } from './scale.js'

const LABEL_PX = 184
const NAMED_FROM = 11 // CSS pixels of a cell that has its strain's name beside it
const LARGEST_CELL = 30
const HIGHEST = 720 // CSS pixels

/**
 * @typedef {{grid: import('./strains.js').Grid, down: number[], across: number[], distances: Float64Array, flags: Uint8Array|null, reach: number, threshold: number}} Heat
 *   `down` and `across`: which of the grid's strains are shown, in their order; `distances`: of each cell of the grid, NaN for none; `flags`: of each row of
 *   the result, whether it has its colour; null: all have
 * @typedef {{cell: number, left: number, top: number, width: number, height: number}} Frame in CSS pixels
 */

/**
 * What a filter leaves: lines are what was asked for, columns whatever that is compared with.
 * @param {Heat} heat @param {import('../result/filter.js').Sieved} sieved @returns {Heat}
 */
export function narrowed(heat, { whole, flags, matched, present }) {
  if (whole) return heat
  const { grid } = heat
  const meant = grid.symmetric ? matched : present
  return {
    ...heat,
    flags,
    down: heat.down.filter(place => meant.has(grid.down[place].key)),
    across: heat.across.filter(place => present.has(grid.across[place].key)),
  }
}

/**
 * @param {Heat} heat @param {number} width CSS pixels @param {{label: number, from: number}} [names] how long they may be, and from which size of a cell they stand
 * @returns {Frame}
 */
export function frameOf({ down, across }, width, names = { label: width > 480 ? LABEL_PX : width, from: NAMED_FROM }) {
  const [lines, columns] = [down.length, across.length]
  const left = (width - names.label) / columns >= names.from ? names.label : 0
  const cell = Math.min(LARGEST_CELL, (width - left) / columns, (HIGHEST - LABEL_PX) / lines)
  const top = left > 0 && cell >= names.from ? names.label : 0
  return { cell, left: top, top, width: top + cell * columns, height: top + cell * lines }
}

/** @param {HTMLCanvasElement} canvas @param {Heat} heat @param {Frame} frame @param {ReturnType<typeof import('./scale.js').coloursOf>} colours */
export function paint(canvas, heat, frame, colours) {
  const pixels = devicePixelRatio
  canvas.width = Math.round(frame.width * pixels)
  canvas.height = Math.round(frame.height * pixels)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser draws no canvas')
  context.scale(pixels, pixels)
  context.imageSmoothingEnabled = frame.cell * pixels < 1
  context.drawImage(cells(heat, colours), frame.left, frame.top, frame.width - frame.left, frame.height - frame.top)
  if (frame.top > 0) names(context, heat, frame, colours)
}

/**
 * The colour of a cell, by the places of its strains in the grid; one that the filter leaves out has none.
 * @param {Heat} heat @param {ReturnType<typeof import('./scale.js').coloursOf>} colours @returns {(line: number, column: number) => [number, number, number]}
 */
export function shadesOf({ grid, distances, flags, reach, threshold }, colours) {
  const shades = Array.from({ length: 257 }, (_, step) => mixed(colours.steps, step / 256))
  return (line, column) => {
    const place = line * grid.across.length + column
    const row = grid.rows[place]
    if (flags !== null && row >= 0 && !flags[row]) return colours.surface
    if (grid.symmetric && line === column) return shades[0]
    const distance = distances[place]
    return Number.isNaN(distance) ? colours.none : shades[Math.round(256 * shareOf(distance, threshold, reach))]
  }
}

/** One pixel for each cell. @param {Heat} heat @param {ReturnType<typeof import('./scale.js').coloursOf>} colours */
function cells(heat, colours) {
  const { down, across } = heat
  const small = document.createElement('canvas')
  small.width = across.length
  small.height = down.length
  const context = /** @type {CanvasRenderingContext2D} */ (small.getContext('2d'))
  const image = context.createImageData(across.length, down.length)
  const shade = shadesOf(heat, colours)
  down.forEach((line, y) => {
    across.forEach((column, x) => {
      image.data.set([...shade(line, column), 255], 4 * (y * across.length + x))
    })
  })
  context.putImageData(image, 0, 0)
  return small
}

/** @param {CanvasRenderingContext2D} context @param {Heat} heat @param {Frame} frame @param {ReturnType<typeof import('./scale.js').coloursOf>} colours */
function names(context, { grid, down, across }, { cell, left, top }, colours) {
  context.font = `${Math.min(12, cell)}px ${getComputedStyle(document.body).fontFamily}`
  context.fillStyle = css(colours.ink)
  context.textBaseline = 'middle'
  context.textAlign = 'end'
  down.forEach((line, y) => {
    context.fillText(shortened(grid.down[line].label), left - 6, top + (y + 0.5) * cell, left - 8)
  })
  context.textAlign = 'start'
  across.forEach((column, x) => {
    context.save()
    context.translate(left + (x + 0.5) * cell, top - 6)
    context.rotate(-Math.PI / 2)
    context.fillText(shortened(grid.across[column].label), 0, 0, top - 8)
    context.restore()
  })
}
