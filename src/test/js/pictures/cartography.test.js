// @ts-check
import { alongX, drawn, judged, randomFrom, shortestWays, turned } from '../../../../webroot/js/pictures/cartography.js'
import { between, equal, ok, test } from '../testing.js'

/** Points drawn at random, and the distances between those pairs that `keep` wants. @param {number} size @param {(i: number, j: number) => boolean} keep */
function configuration(size, keep) {
  const random = randomFrom(7)
  const places = new Float64Array(2 * size).map(() => 8 * random())
  const pairs = []
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) if (keep(i, j)) pairs.push([i, j])
  const distances = {
    size,
    from: Uint32Array.from(pairs, ([i]) => i),
    to: Uint32Array.from(pairs, ([, j]) => j),
    lengths: Float64Array.from(pairs, ([i, j]) => apart(places, i, j)),
  }
  return { places, distances }
}

/** @param {Float64Array} at @param {number} i @param {number} j */
const apart = (at, i, j) => Math.hypot(at[2 * i] - at[2 * j], at[2 * i + 1] - at[2 * j + 1])

test('a map recovers a known configuration up to turning and mirroring', () => {
  between(drawn(configuration(25, () => true).distances).stress, 0, 1e-5)
})

test('a map recovers pairs that it was not given', () => {
  const { places, distances } = configuration(24, (i, j) => (3 * i + 5 * j) % 7 < 4)
  const map = drawn(distances)
  let worst = 0
  for (let i = 0; i < 24; i++)
    for (let j = i + 1; j < 24; j++) worst = Math.max(worst, Math.abs(apart(places, i, j) - apart(map.places, i, j)))
  between(worst, 0, 1e-3)
})

test('the same distances give the same map', () => {
  const { distances } = configuration(20, (i, j) => (i + j) % 3 > 0)
  distances.lengths = distances.lengths.map((each, index) => each + (index % 5) / 3)
  const [one, other] = [drawn(distances), drawn(distances)]
  ok(one.stress > 0.01)
  equal([...one.places], [...other.places])
})

test("stress is Kruskal's", () => {
  // Two points one unit apart on the map that should be two: sqrt((1 - 2)² / 1²).
  const distances = { size: 2, from: Uint32Array.of(0), to: Uint32Array.of(1), lengths: Float64Array.of(2) }
  equal(judged(distances, Float64Array.of(0, 0, 1, 0)).stress, 1)
})

test('stress is great where nothing fits', () => {
  // Seven points all equally far from each other fit into six dimensions, not into two.
  const { distances } = configuration(7, () => true)
  between(drawn({ ...distances, lengths: distances.lengths.map(() => 3) }).stress, 0.2, 0.5)
})

test('a map is turned along its length with later years to the right', () => {
  const places = turned(Float64Array.of(3, 3, 2, 2, 1, 1, 0, 0), [1990, 2000, null, 2010])
  const half = 1.5 * Math.sqrt(2)
  between(places[0], -half - 1e-9, -half + 1e-9)
  between(places[6], half - 1e-9, half + 1e-9)
  between(places[7], -1e-9, 1e-9)
})

/** Points on a line, of which distances beyond 4.5 are known as bounds only. @param {number} size @param {number} [step] from point to point */
function chain(size, step = 1.5) {
  const { distances } = configuration(size, () => true)
  const lengths = distances.lengths.map((_, k) => step * (distances.to[k] - distances.from[k]))
  return {
    ...distances,
    lengths: lengths.map(each => Math.min(each, 4.5)),
    atLeast: Uint8Array.from(lengths, each => Number(each > 4.5)),
  }
}

test('a chain whose ends are only known to be far is drawn as a line, not bent', () => {
  const map = drawn(chain(40))
  between(map.stress, 0, 0.01)
  between(apart(map.places, 0, 39), 55, 60)
})

test('of maps that fit alike the least folded one is drawn', () => {
  // Each point is known from its neighbours only, so that the chain may be folded anywhere at no cost.
  const map = drawn(chain(14, 3))
  between(map.stress, 0, 0.01)
  between(apart(map.places, 0, 13), 36, 42)
})

test('a bound that is kept costs nothing, one that is not does', () => {
  const distances = { ...chain(2), lengths: Float64Array.of(4.5), atLeast: Uint8Array.of(1) }
  equal(judged(distances, Float64Array.of(0, 0, 9, 0)).stress, 0)
  equal(judged(distances, Float64Array.of(0, 0, 3, 0)).stress, 0.5)
})

test('the shortest way goes over others, and bounds are no ways', () => {
  equal([...shortestWays(chain(5))].slice(0, 5), [0, 1.5, 3, 4.5, 6])
})

test('later years lie to the right only where they do', () => {
  between(alongX(Float64Array.of(0, 0, 1, 0, 2, 0), [1990, null, 2010]), 1, 1)
  between(alongX(Float64Array.of(0, 0, 1, 0, 0, 0), [1990, 2000, 2010]), -1e-9, 1e-9)
})
