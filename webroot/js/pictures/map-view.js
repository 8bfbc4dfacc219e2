// @ts-check
// From places on an antigenic map, in log2 units, to points on a screen.

/** @typedef {{x: number, y: number, zoom: number}} View `x` and `y`: the place in the middle; `zoom`: 1 shows all */

const EDGE = { x: 48, y: 28 } // CSS pixels around: the tools lie on the right
const LARGEST_UNIT = 140
const LEAST_SQUARE = 10

/** CSS pixels of a log2 unit where all is in sight. @param {Float64Array} places x and y in turn @param {number} width @param {number} height */
export function fitted(places, width, height) {
  const span = [0, 1].map(
    axis => 2 * places.reduce((most, each, index) => (index % 2 === axis ? Math.max(most, Math.abs(each)) : most), 0),
  )
  return Math.min(
    LARGEST_UNIT,
    (width - 2 * EDGE.x) / Math.max(span[0], 0.5),
    (height - 2 * EDGE.y) / Math.max(span[1], 0.5),
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

const [FARTHEST, NEAREST] = [0.5, 40]

/**
 * A view nearer or farther, around a point that stays where it is.
 * @param {View} view @param {number} times @param {{x: number, y: number}} point in CSS pixels @param {number} unit CSS pixels of a log2 unit now
 * @param {number} width @param {number} height @returns {View}
 */
export function zoomedAt(view, times, point, unit, width, height) {
  const zoom = Math.max(FARTHEST, Math.min(NEAREST, view.zoom * times))
  const kept = view.zoom / zoom
  const [x, y] = [(point.x - width / 2) / unit, (point.y - height / 2) / unit]
  return { x: view.x + x * (1 - kept), y: view.y + y * (1 - kept), zoom }
}

/**
 * A view of what lies within a box.
 * @param {View} view @param {{x: number, y: number}} one corner, in CSS pixels @param {{x: number, y: number}} other corner @param {number} unit CSS pixels of a log2 unit now
 * @param {number} width @param {number} height @returns {View}
 */
export function zoomedTo(view, one, other, unit, width, height) {
  const [wide, high] = [Math.abs(one.x - other.x), Math.abs(one.y - other.y)]
  const times = Math.min(width / Math.max(1, wide), height / Math.max(1, high))
  const [x, y] = [(one.x + other.x - width) / 2 / unit, (one.y + other.y - height) / 2 / unit]
  return { x: view.x + x, y: view.y + y, zoom: Math.max(FARTHEST, Math.min(NEAREST, view.zoom * times)) }
}

/** Whether a point lies within a closed line, by how often a ray from it crosses the line. @param {{x: number, y: number}[]} line @param {{x: number, y: number}} point */
export function encloses(line, { x, y }) {
  let within = false
  line.forEach((one, index) => {
    const other = line[(index + 1) % line.length]
    if (one.y > y === other.y > y) return
    if (x < one.x + ((y - one.y) / (other.y - one.y)) * (other.x - one.x)) within = !within
  })
  return within
}
