// @ts-check
// Values of a column as figures: numbers, titres ("<10", "1:40") and days, each on a scale of steps from the least to the most.
import { STEPS } from './scale.js'

const NUMBER = /^[<>≤≥~]?=?\s*(?:1:)?([-+−]?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?)$/i
const DAY = /^\d{4}-\d{2}(?:-\d{2})?$/
const YEAR_MS = 31_556_952_000
const FIRST_YEAR = 1970
const WIDE = 50 // times as much from which the most and the least of titres stand on a logarithmic scale

/** @param {string} text @returns {number|null} a day as a year with its part */
export function figureIn(text) {
  if (DAY.test(text)) {
    const time = Date.parse(text)
    return Number.isNaN(time) ? null : FIRST_YEAR + time / YEAR_MS
  }
  const found = NUMBER.exec(text)
  return found ? Number(found[1].replace('−', '-').replace(',', '.')) : null
}

/**
 * @param {(string|null)[]} values @returns {{from: string, to: string, log: boolean, steps: (number|null)[]}|null} `from` and `to`: the least and the most as they are
 *   written; null where a value is no figure, or all are the same
 */
export function scaleOf(values) {
  const figures = values.map(value => (value === null ? null : figureIn(value)))
  if (figures.some((figure, place) => figure === null && values[place] !== null)) return null
  const known = figures.flatMap(figure => (figure === null ? [] : [figure]))
  const [least, most] = [
    known.reduce((x, y) => Math.min(x, y), Infinity),
    known.reduce((x, y) => Math.max(x, y), -Infinity),
  ]
  if (!(most > least)) return null
  const log = least > 0 && most / least >= WIDE
  const place = (/** @type {number} */ figure) => (log ? Math.log(figure) : figure)
  const share = (/** @type {number} */ figure) => (place(figure) - place(least)) / (place(most) - place(least))
  return {
    from: String(values[figures.indexOf(least)]),
    to: String(values[figures.indexOf(most)]),
    log,
    steps: figures.map(figure => (figure === null ? null : Math.min(STEPS - 1, Math.floor(share(figure) * STEPS)))),
  }
}
