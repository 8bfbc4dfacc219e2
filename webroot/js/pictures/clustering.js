// @ts-check
// An order in which what is alike stands together.

/**
 * The leaves of average-linkage clustering (UPGMA) by nearest-neighbour chains; where two clusters join, the ends that are nearest meet.
 * @param {Float64Array} distances size × size, symmetric; NaN where there is none @param {number} size @returns {number[]} each place once
 */
export function alikeTogether(distances, size) {
  const most = distances.reduce((most, each) => (each > most ? each : most), 0)
  const between = distances.map(each => (Number.isNaN(each) ? most : each))
  /** @type {(number[]|null)[]} */ const clusters = Array.from({ length: size }, (_, place) => [place])
  /** @type {number[]} */ const chain = []
  for (let left = size; left > 1; ) {
    if (chain.length === 0) chain.push(clusters.findIndex(Boolean))
    const tip = chain[chain.length - 1]
    const before = chain[chain.length - 2]
    const next = nearest(tip, before)
    if (next !== before) {
      chain.push(next)
      continue
    }
    chain.length -= 2
    join(tip, before)
    left--
  }
  return clusters.find(Boolean) ?? []

  /** @param {number} tip @param {number|undefined} before chosen where it is as near as any */
  function nearest(tip, before) {
    let found = before ?? -1
    for (let other = 0; other < size; other++) {
      if (other === tip || !clusters[other]) continue
      if (found < 0 || between[tip * size + other] < between[tip * size + found]) found = other
    }
    return found
  }

  /** @param {number} gone @param {number} kept */
  function join(gone, kept) {
    const [a, b] = [/** @type {number[]} */ (clusters[gone]), /** @type {number[]} */ (clusters[kept])]
    for (let other = 0; other < size; other++) {
      const mean =
        (between[gone * size + other] * a.length + between[kept * size + other] * b.length) / (a.length + b.length)
      between[kept * size + other] = between[other * size + kept] = mean
    }
    clusters[gone] = null
    clusters[kept] = seamed(a, b)
  }

  /** @param {number[]} a @param {number[]} b */
  function seamed(a, b) {
    const ways = [
      [a, b],
      [a, b.toReversed()],
      [a.toReversed(), b],
      [a.toReversed(), b.toReversed()],
    ]
    const gap = (/** @type {number[][]} */ [left, right]) => distances[left[left.length - 1] * size + right[0]]
    return ways.reduce((best, way) => (gap(way) < gap(best) ? way : best)).flat()
  }
}
