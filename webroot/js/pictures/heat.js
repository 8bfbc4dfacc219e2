// @ts-check
// Draws a table of distances as a heat map on a canvas, with names where there is room and a legend where it stands alone.
import { number, t } from '../i18n/language.js'
import { shortened } from '../result/names.js'
import { css, mixed } from './scale.js'

const LABEL_PX = 184
const NAMED_FROM = 11 // CSS pixels of a cell that has its strain's name beside it
const LARGEST_CELL = 30
const LEGEND_PX = 54
const HIGHEST = 720 // CSS pixels

/**
 * @typedef {{grid: import('./strains.js').Grid, down: number[], across: number[], distances: Float64Array, reach: number, threshold: number}} Heat
 *   `down` and `across`: in which order the grid's strains stand; `distances`: of each cell of the grid, NaN for none
 * @typedef {{cell: number, left: number, top: number, width: number, height: number}} Frame in CSS pixels
 */

/** @param {Heat} heat @param {number} width CSS pixels @returns {Frame} */
export function frameOf({ grid }, width) {
  const [lines, columns] = [grid.down.length, grid.across.length]
  const named = (width - LABEL_PX) / columns
  const left = named >= NAMED_FROM && width > 480 ? LABEL_PX : 0
  const cell = Math.min(LARGEST_CELL, (width - left) / columns, (HIGHEST - LABEL_PX) / lines)
  const top = left > 0 && cell >= NAMED_FROM ? LABEL_PX : 0
  return { cell, left: top, top, width: top + cell * columns, height: top + cell * lines }
}

/**
 * @param {HTMLCanvasElement} canvas @param {Heat} heat @param {Frame} frame @param {ReturnType<typeof import('./scale.js').coloursOf>} colours
 * @param {{pixels?: number, alone?: boolean}} [options] `pixels` of the device for a CSS pixel; `alone`: with white behind it and a legend below
 */
export function paint(canvas, heat, frame, colours, { pixels = devicePixelRatio, alone = false } = {}) {
  const width = alone ? Math.max(frame.width, 420) : frame.width
  canvas.width = Math.round(width * pixels)
  canvas.height = Math.round((frame.height + (alone ? LEGEND_PX : 0)) * pixels)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser draws no canvas')
  context.scale(pixels, pixels)
  if (alone) {
    context.fillStyle = css(colours.surface)
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  context.imageSmoothingEnabled = frame.cell * pixels < 1
  context.drawImage(cells(heat, colours), frame.left, frame.top, frame.width - frame.left, frame.height - frame.top)
  if (frame.top > 0) names(context, heat, frame, colours)
  if (alone) legend(context, heat, frame, colours)
}

/** One pixel for each cell. @param {Heat} heat @param {ReturnType<typeof import('./scale.js').coloursOf>} colours */
function cells({ grid, down, across, distances, reach }, colours) {
  const small = document.createElement('canvas')
  small.width = across.length
  small.height = down.length
  const context = /** @type {CanvasRenderingContext2D} */ (small.getContext('2d'))
  const image = context.createImageData(across.length, down.length)
  const shades = Array.from({ length: 257 }, (_, step) => mixed(colours.steps, step / 256))
  down.forEach((line, y) => {
    across.forEach((column, x) => {
      const distance = distances[line * grid.across.length + column]
      const own = grid.symmetric && line === column
      const shade = own
        ? shades[0]
        : Number.isNaN(distance)
          ? colours.none
          : shades[Math.max(0, Math.min(256, Math.round((distance / reach) * 256)))]
      image.data.set([...shade, 255], 4 * (y * across.length + x))
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

/** @param {CanvasRenderingContext2D} context @param {Heat} heat @param {Frame} frame @param {ReturnType<typeof import('./scale.js').coloursOf>} colours */
function legend(context, { reach, threshold }, { height }, colours) {
  const [from, length, y] = [12, 260, height + 10]
  for (let x = 0; x < length; x++) {
    context.fillStyle = css(mixed(colours.steps, x / length))
    context.fillRect(from + x, y, 1, 12)
  }
  context.fillStyle = css(colours.ink)
  context.font = `11px ${getComputedStyle(document.body).fontFamily}`
  context.textBaseline = 'top'
  context.textAlign = 'center'
  for (let log2 = 0; log2 <= reach; log2++) context.fillText(number(log2), from + (log2 / reach) * length, y + 18)
  context.fillRect(from + (threshold / reach) * length - 1, y - 4, 2, 20)
  context.textAlign = 'start'
  context.fillText(`log2 · ${t('heat.threshold', { fold: number(2 ** threshold) })}`, from + length + 16, y + 2)
}
