// @ts-check
// Where names may stand on a map: beside their points, over neither each other nor other points.

const LINE_PX = 14
const LETTER_PX = 6.8

/**
 * @param {{x: number, y: number}[]} points in CSS pixels
 * @param {{index: number, text: string, gap: number, must: boolean, over?: boolean}[]} wanted the most important first, so far from their points; `must`: stands even where it
 *   covers something, `over`: even over points
 * @param {{width: number, height: number}} box @param {Area[]} [covered] where something else lies over the map
 * @returns {{index: number, text: string, x: number, y: number, anchor: 'start'|'end'|'middle'}[]} x and y of the base line
 */
export function placedLabels(points, wanted, box, covered = []) {
  const taken = [...covered]
  const dots = points.map(({ x, y }) => ({ left: x - 3, right: x + 3, top: y - 3, bottom: y + 3 }))
  return wanted.flatMap(({ index, text, gap, must, over }) => {
    const ways = waysAround(points[index], text.length * LETTER_PX, gap)
    const inside = ways.filter(
      ({ area }) => area.left >= 0 && area.right <= box.width && area.top >= 0 && area.bottom <= box.height,
    )
    const clear = inside.filter(({ area }) => !taken.some(other => meet(area, other)))
    const free = clear.find(({ area }) => !dots.some((dot, place) => place !== index && meet(area, dot)))
    const way = free ?? (must || over ? clear[0] : undefined) ?? (must ? (inside[0] ?? ways[0]) : undefined)
    if (!way) return []
    taken.push(way.area)
    return [{ index, text, x: way.x, y: way.y, anchor: way.anchor }]
  })
}

/** @param {{x: number, y: number}} point @param {number} width @param {number} gap */
function waysAround({ x, y }, width, gap) {
  const way = (/** @type {number} */ atX, /** @type {number} */ atY, /** @type {'start'|'end'|'middle'} */ anchor) => {
    const left = anchor === 'start' ? atX : anchor === 'end' ? atX - width : atX - width / 2
    return { x: atX, y: atY, anchor, area: { left, right: left + width, top: atY - LINE_PX + 3, bottom: atY + 3 } }
  }
  return [
    way(x + gap, y + 4, 'start'),
    way(x - gap, y + 4, 'end'),
    way(x, y - gap, 'middle'),
    way(x, y + gap + 10, 'middle'),
    way(x + gap, y - 11, 'start'),
    way(x + gap, y + 18, 'start'),
    way(x - gap, y - 11, 'end'),
    way(x - gap, y + 18, 'end'),
  ]
}

/** @typedef {{left: number, right: number, top: number, bottom: number}} Area */

/** @param {Area} one @param {Area} other */
const meet = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
