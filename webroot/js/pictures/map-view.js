// @ts-check
// From places on an antigenic map, in log2 units, to points on a screen.

/** @typedef {{x: number, y: number, zoom: number}} View `x` and `y`: the place in the middle; `zoom`: 1 shows all */

const EDGE = 28 // CSS pixels around
const LARGEST_UNIT = 140
const LEAST_SQUARE = 10

/** CSS pixels of a log2 unit where all is in sight. @param {Float64Array} places x and y in turn @param {number} width @param {number} height */
export function fitted(places, width, height) {
  const span = [0, 1].map(
    axis => 2 * places.reduce((most, each, index) => (index % 2 === axis ? Math.max(most, Math.abs(each)) : most), 0),
  )
  return Math.min(
    LARGEST_UNIT,
    (width - 2 * EDGE) / Math.max(span[0], 0.5),
    (height - 2 * EDGE) / Math.max(span[1], 0.5),
  )
}

/** @param {Float64Array} places @param {View} view @param {number} unit CSS pixels @param {number} width @param {number} height */
export const onScreen = (places, view, unit, width, height) =>
  Array.from({ length: places.length / 2 }, (_, index) => ({
    x: width / 2 + (places[2 * index] - view.x) * unit,
    y: height / 2 + (places[2 * index + 1] - view.y) * unit,
  }))

/** The log2 units of a square of the grid: one, or two, four … where that would be too narrow. @param {number} unit CSS pixels */
export const squareOf = unit => (unit >= LEAST_SQUARE ? 1 : 2 ** Math.ceil(Math.log2(LEAST_SQUARE / unit)))

/** Where the lines of the grid cross an axis of the screen. @param {number} length of the axis @param {number} middle the place there @param {number} unit CSS pixels */
export function gridLines(length, middle, unit) {
  const every = squareOf(unit)
  const from = Math.ceil((middle - length / 2 / unit) / every)
  const to = Math.floor((middle + length / 2 / unit) / every)
  return Array.from(
    { length: Math.max(0, to - from + 1) },
    (_, index) => length / 2 + ((from + index) * every - middle) * unit,
  )
}
