// @ts-check
// What an antigenic map is drawn of, from places on the screen: dots, diamonds of references, names, the grid, what the pointer traces.
import { nothing, svg } from 'lit'
import { placedLabels } from '../../pictures/labels.js'
import { gridLines } from '../../pictures/map-view.js'
import { shortened } from '../../result/names.js'

const LABELLED = 300 // strains in sight of which all names are tried, and stand where there is room; else those of landmarks
/** CSS pixels of the corner that the tools take: pictures.css has them too. */
const TOOLS = { wide: 44, high: 228 }
const LANDMARKS = 8 // whose names stand even over dots

/**
 * @typedef {{x: number, y: number}} Point in CSS pixels
 * @typedef {{strains: import('../../pictures/strains.js').Strain[], at: Point[], tints: string[], width: number, height: number,
 *   dim: (index: number) => boolean, picked: Set<number>, hot: number, tools: boolean}} Drawing `dim`: what the filter does not mean; `picked`: places of
 *   strains; `tools`: whether they lie over the map
 */

/** @param {Drawing} drawing @param {number} index */
const state = ({ picked, hot, dim }, index) =>
  picked.has(index) ? 'picked' : index === hot ? 'hot' : dim(index) ? 'dim' : ''

/** Dots first, then the references over them. @param {Drawing} drawing */
export function dots(drawing) {
  const { strains, at, tints, width } = drawing
  const radius = strains.length > 300 || width < 480 ? 3.5 : 5
  return [
    at.map(({ x, y }, index) =>
      strains[index].reference
        ? nothing
        : svg`<circle class="dot ${tints[index]} ${state(drawing, index)}" cx=${x} cy=${y} r=${radius}/>`,
    ),
    at.map(({ x, y }, index) =>
      strains[index].reference
        ? svg`<path class="dot landmark-dot ${tints[index]} ${state(drawing, index)}"
            d="M${x} ${y - 9}L${x + 9} ${y}L${x} ${y + 9}L${x - 9} ${y}z"/>`
        : nothing,
    ),
  ]
}

/** @param {Drawing} drawing */
export function names(drawing) {
  const { strains, at, width, height, tools } = drawing
  const covered = tools ? [{ left: width - TOOLS.wide, right: width, top: 0, bottom: TOOLS.high }] : []
  return placedLabels(at, wanted(drawing), { width, height }, covered).map(
    ({ index, text, x, y, anchor }) =>
      svg`<text class="name ${strains[index].reference ? 'landmark-name' : ''} ${state(drawing, index)}" x=${x}
          y=${y} text-anchor=${anchor}>${text === strains[index].label ? nothing : svg`<title>${strains[index].label}</title>`}${text}</text>`,
  )
}

/** Names, the most important first. @param {Drawing} drawing */
function wanted({ strains, at, width, height, dim, picked, hot }) {
  const inside = (/** @type {number} */ index) =>
    at[index].x > 0 && at[index].x < width && at[index].y > 0 && at[index].y < height
  const open = strains.map((_, index) => index).filter(index => inside(index) && !dim(index))
  const few = open.length <= LABELLED
  const crowded = strains.filter(({ reference }) => reference).length > LANDMARKS
  const alone = picked.size <= LANDMARKS
  const rank = (/** @type {number} */ index) =>
    index === hot || (alone && picked.has(index)) ? 0 : strains[index].reference ? 1 : few ? 2 : 3
  return open
    .filter(index => rank(index) < 3)
    .sort((x, y) => rank(x) - rank(y))
    .map(index => ({
      index,
      text: shortened(strains[index].label),
      gap: strains[index].reference ? 12 : 8,
      must: rank(index) < 1,
      over: !crowded && strains[index].reference,
    }))
}

/** @param {import('../../pictures/map-view.js').View} view @param {number} unit CSS pixels of a log2 unit @param {number} width @param {number} height */
export const grid = (view, unit, width, height) =>
  svg`<g class="squares">${gridLines(width, view.x, unit).map(x => svg`<line x1=${x} x2=${x} y1="0" y2=${height}/>`)}
    ${gridLines(height, view.y, unit).map(y => svg`<line x1="0" x2=${width} y1=${y} y2=${y}/>`)}</g>`

/** What the pointer draws at the moment. @param {'move'|'box'|'lasso'} tool @param {Point[]} trace */
export function traced(tool, trace) {
  if (trace.length < 2) return nothing
  const [one, other] = trace
  const corners = tool === 'box' ? [one, { x: other.x, y: one.y }, other, { x: one.x, y: other.y }] : trace
  return svg`<polygon class="trace" points=${corners.map(({ x, y }) => `${x},${y}`).join(' ')}/>`
}
