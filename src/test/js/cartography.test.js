// @ts-check
import { drawn, judged, randomFrom, turned } from '../../../webroot/js/pictures/cartography.js'
import { between, equal, ok, test } from './testing.js'

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
