// @ts-check
// Antigenic cartography: places strains in two dimensions so that the distances between them are as near as can be to given ones
// (Smith et al. 2004, doi 10.1126/science.1097211), by majorising the stress (SMACOF; de Leeuw 1977). Pairs without a distance
// have no say, and a bound has one only while the points are nearer. The same distances and seed give the same map.

/**
 * @typedef {{size: number, from: Uint32Array, to: Uint32Array, lengths: Float64Array, atLeast?: Uint8Array}} Distances
 *   `lengths[k]`, at least 0, between the points `from[k]` and `to[k]`, below `size` and never the same; each two at most once.
 *   `atLeast[k]`: 1 where the length is a lower bound, beyond which the points may lie as they like (as titres below detection are
 *   treated by Smith et al.)
 * @typedef {{places: Float64Array, stress: number, error: number, starts: number}} Drawn
 *   `places`: x and y of each point, in the unit of the lengths; `stress`: Kruskal's stress-1, 0 is perfect; `error`: by how much
 *   distances on the map are off on average
 */

const GLIMPSE = 60 // rounds after which starts are compared
const ROUNDS = 600
const BEST = 3 // starts that are followed to the end
const ALIKE = 0.01 // of stress: of maps that fit alike, bounds let the one be chosen that is least folded
const SETTLED = 1e-7 // of what is left, gained in a round
const NOTHING = 1e-12 // of the squared lengths: as good as no stress at all
const EAGER = 1.8 // times the way to where the others would have a point
const SAFE = 0.95 // at which no round can add stress

/**
 * @param {Distances} distances @param {{starts?: number, seed?: number, tell?: (share: number) => void}} [options] `starts`: besides the
 *   one by classical scaling; `tell` hears how much is done, 0 to 1
 * @returns {Drawn}
 */
export function drawn(distances, { starts = startsFor(distances.lengths.length), seed = 1, tell = () => {} } = {}) {
  const degrees = degreesOf(distances)
  const random = randomFrom(seed)
  const spread = mean(distances.lengths) || 1
  const all = starts + 1 + BEST * (ROUNDS / GLIMPSE)
  let done = 0
  const ways = classical(distances, random)
  const [unfolded, ...others] = Array.from({ length: starts + 1 }, (_, start) => {
    const places = start === 0 ? ways : scattered(distances.size, spread, random)
    const loss = settle(distances, degrees, places, GLIMPSE)
    tell(++done / all)
    return { places, loss }
  })
  const tried = [unfolded, ...others.sort((x, y) => x.loss - y.loss).slice(0, BEST - 1)].map(({ places }) => {
    settle(distances, degrees, places, ROUNDS)
    done += ROUNDS / GLIMPSE
    tell(done / all)
    return { places, ...judged(distances, places) }
  })
  const best = Math.min(...tried.map(({ stress }) => stress))
  const map = tried
    .filter(({ stress }) => stress <= best + ALIKE)
    .reduce((x, y) => (extent(y.places) > extent(x.places) ? y : x))
  return { ...map, starts: starts + 1 }
}

/** How far points lie from their middle, together. @param {Float64Array} places */
function extent(places) {
  const middle = [0, 1].map(axis => mean(places.filter((_, each) => each % 2 === axis)))
  return places.reduce((sum, each, index) => sum + (each - middle[index % 2]) ** 2, 0)
}

/** Many starts where they cost little. @param {number} lengths */
const startsFor = lengths => Math.max(3, Math.min(100, Math.floor(1e6 / lengths)))

/** How well places keep the distances. @param {Distances} distances @param {Float64Array} places */
export function judged({ from, to, lengths, atLeast }, places) {
  let [off, squares, whole] = [0, 0, 0]
  for (let k = 0; k < lengths.length; k++) {
    const drawnLength = Math.hypot(
      places[2 * from[k]] - places[2 * to[k]],
      places[2 * from[k] + 1] - places[2 * to[k] + 1],
    )
    whole += drawnLength ** 2
    if (atLeast?.[k] && drawnLength > lengths[k]) continue
    off += Math.abs(drawnLength - lengths[k])
    squares += (drawnLength - lengths[k]) ** 2
  }
  return { stress: whole > 0 ? Math.sqrt(squares / whole) : 0, error: lengths.length > 0 ? off / lengths.length : 0 }
}

/**
 * Moves all points at once, each towards the mean of where its distances would have it, until that gains nothing more.
 * @param {Distances} distances @param {Float64Array} degrees @param {Float64Array} places changed in place @param {number} rounds @returns {number} what is left: the sum of squares
 */
function settle({ from, to, lengths, atLeast, size }, degrees, places, rounds) {
  const pull = new Float64Array(2 * size)
  const nothing = NOTHING * lengths.reduce((sum, each) => sum + each * each, 0)
  let [step, last] = [EAGER, Infinity]
  for (let round = 0; round < rounds; round++) {
    pull.fill(0)
    let loss = 0
    for (let k = 0; k < lengths.length; k++) {
      const [i, j] = [2 * from[k], 2 * to[k]]
      const dx = places[i] - places[j]
      const dy = places[i + 1] - places[j + 1]
      const length = Math.sqrt(dx * dx + dy * dy)
      if (atLeast?.[k] && length > lengths[k]) continue
      const share = length > 0 ? 1 - lengths[k] / length : 0
      loss += (length - lengths[k]) ** 2
      pull[i] += share * dx
      pull[i + 1] += share * dy
      pull[j] -= share * dx
      pull[j + 1] -= share * dy
    }
    if (loss > last) step = SAFE
    else if (loss <= nothing || (round > 0 && last - loss <= SETTLED * last)) return loss
    last = loss
    for (let each = 0; each < pull.length; each++) places[each] -= (step / Math.max(1, degrees[each >> 1])) * pull[each]
  }
  return last
}

/**
 * Classical scaling (Torgerson 1952) of the shortest ways from strain to strain, as Isomap has them (Tenenbaum et al. 2000, doi
 * 10.1126/science.290.5500.2319): a chain of near strains begins as a line, however little is known of its ends. A start only.
 * @param {Distances} distances @param {() => number} random
 */
function classical(distances, random) {
  const { size } = distances
  const squares = shortestWays(distances).map(length => length * length)
  centre(squares, size)
  const places = scattered(size, 1e-3 * (mean(distances.lengths) || 1), random)
  for (const [axis, { vector, value }] of mainAxes(squares, size, random).entries())
    for (let i = 0; i < size; i++) places[2 * i + axis] += Math.sqrt(Math.max(0, value)) * vector[i]
  return places
}

/**
 * Between each two points, over others where that is known (Floyd and Warshall); where nothing leads, as far as the farthest known way.
 * @param {Distances} distances @returns {Float64Array} of shape (size, size)
 */
export function shortestWays({ size, from, to, lengths, atLeast }) {
  const ways = new Float64Array(size * size).fill(Infinity)
  for (let i = 0; i < size; i++) ways[i * size + i] = 0
  for (let k = 0; k < lengths.length; k++)
    if (!atLeast?.[k]) ways[from[k] * size + to[k]] = ways[to[k] * size + from[k]] = lengths[k]
  for (let over = 0; over < size; over++) {
    const onward = ways.subarray(over * size, (over + 1) * size)
    for (let i = 0; i < size; i++) {
      const first = ways[i * size + over]
      if (first === Infinity) continue
      const own = ways.subarray(i * size, (i + 1) * size)
      for (let j = 0; j < size; j++) if (first + onward[j] < own[j]) own[j] = first + onward[j]
    }
  }
  const farthest = ways.reduce((most, each) => (each < Infinity && each > most ? each : most), 0)
  const apart = Math.max(
    farthest,
    lengths.reduce((most, each) => Math.max(most, each), 0),
  )
  return ways.map(each => (each === Infinity ? apart : each))
}

/** Turns squared distances into inner products, in place. @param {Float64Array} squares @param {number} size */
function centre(squares, size) {
  const means = new Float64Array(size).map((_, i) => mean(squares.subarray(i * size, (i + 1) * size)))
  const whole = mean(means)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) squares[i * size + j] = -(squares[i * size + j] - means[i] - means[j] + whole) / 2
}

/** Power iteration, the second axis kept at right angles to the first. @param {Float64Array} products @param {number} size @param {() => number} random */
function mainAxes(products, size, random) {
  /** @type {{vector: Float64Array, value: number}[]} */ const axes = []
  for (let axis = 0; axis < 2; axis++) {
    let vector = new Float64Array(size).map(() => random() - 0.5)
    let value = 0
    for (let round = 0; round < 60; round++) {
      const next = new Float64Array(size)
      for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) next[i] += products[i * size + j] * vector[j]
      for (const known of axes) {
        const along = next.reduce((sum, each, i) => sum + each * known.vector[i], 0)
        for (let i = 0; i < size; i++) next[i] -= along * known.vector[i]
      }
      value = Math.sqrt(next.reduce((sum, each) => sum + each * each, 0))
      if (value === 0) break
      vector = next.map(each => each / value)
    }
    axes.push({ vector, value })
  }
  return axes
}

/** @param {Distances} distances */
function degreesOf({ size, from, to }) {
  const degrees = new Float64Array(size)
  for (let k = 0; k < from.length; k++) {
    degrees[from[k]]++
    degrees[to[k]]++
  }
  return degrees
}

/** @param {number} size @param {number} spread @param {() => number} random */
const scattered = (size, spread, random) => new Float64Array(2 * size).map(() => spread * (random() - 0.5))

/** @param {Float64Array} figures */
const mean = figures => (figures.length > 0 ? figures.reduce((sum, each) => sum + each, 0) / figures.length : 0)

/** Mulberry32: figures from 0 to 1, always the same ones from one seed. @param {number} seed */
export function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * A map has no up and no left of its own: this turns it so that its longest way lies across, later years to the right, and the first
 * point in the upper half (y grows downwards). Its middle is at 0, 0.
 * @param {Float64Array} places @param {(number|null)[]} years @returns {Float64Array}
 */
export function turned(places, years) {
  const size = places.length / 2
  const [x, y] = [0, 1].map(axis => new Float64Array(size).map((_, i) => places[2 * i + axis]))
  const [middleX, middleY] = [mean(x), mean(y)]
  let [xx, xy, yy] = [0, 0, 0]
  for (let i = 0; i < size; i++) {
    x[i] -= middleX
    y[i] -= middleY
    xx += x[i] * x[i]
    xy += x[i] * y[i]
    yy += y[i] * y[i]
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const result = new Float64Array(2 * size)
  for (let i = 0; i < size; i++) {
    result[2 * i] = x[i] * cos + y[i] * sin
    result[2 * i + 1] = y[i] * cos - x[i] * sin
  }
  const dated = years.flatMap((year, i) => (year === null ? [] : [{ year, x: result[2 * i] }]))
  const typical = dated.reduce((sum, { year }) => sum + year, 0) / Math.max(1, dated.length)
  const onward = dated.reduce((sum, each) => sum + (each.year - typical) * each.x, 0) < 0 ? -1 : 1
  const upward = result[1] > 0 ? -1 : 1
  return result.map((each, index) => each * (index % 2 === 0 ? onward : upward))
}

/** How far years go along x, -1 to 1 (Pearson). @param {Float64Array} places @param {(number|null)[]} years */
export function alongX(places, years) {
  const dated = years.flatMap((year, i) => (year === null ? [] : [{ year, x: places[2 * i] }]))
  const [x, y] = [mean(Float64Array.from(dated, each => each.x)), mean(Float64Array.from(dated, each => each.year))]
  let [xx, xy, yy] = [0, 0, 0]
  for (const each of dated) {
    xx += (each.x - x) ** 2
    xy += (each.x - x) * (each.year - y)
    yy += (each.year - y) ** 2
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0
}
