// @ts-check
// The legend that the page has beside a picture, as part of a file: its swatches and words.
import { element, inLight, styledCopy } from './styled.js'

/**
 * @typedef {{width: number, text?: string, draw?: (x: number, middle: number) => SVGElement}} Part in CSS pixels; `middle`: of the line
 * @typedef {Part[]} Entry
 */

/**
 * @param {HTMLElement} host that has elements of the class `legend` @param {(text: string) => number} measure in CSS pixels @returns {Entry[]}
 */
export const entriesOf = (host, measure) =>
  inLight(host, () =>
    [...host.querySelectorAll('.legend')].flatMap(legend =>
      [...legend.children].map(entry => partsOf(entry, measure)).filter(parts => parts.length > 0),
    ),
  )

/** @param {Element} entry @param {(text: string) => number} measure @returns {Entry} */
function partsOf(entry, measure) {
  return [...entry.childNodes].flatMap(node => {
    if (node instanceof SVGSVGElement) return [pictured(node)]
    if (node instanceof HTMLElement) return node.matches('i') ? [swatch(node)] : partsOf(node, measure)
    const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '').trim() : ''
    return text ? [{ width: measure(text), text }] : []
  })
}

/** @param {SVGSVGElement} svg @returns {Part} */
function pictured(svg) {
  const { svg: copy, width, height } = styledCopy(svg)
  return {
    width,
    draw: (x, middle) => {
      for (const [name, value] of Object.entries({ x, y: middle - height / 2, width, height }))
        copy.setAttribute(name, String(value))
      return copy
    },
  }
}

/** @param {HTMLElement} shown @returns {Part} */
function swatch(shown) {
  const style = getComputedStyle(shown)
  const [width, height] = [Number.parseFloat(style.width), Number.parseFloat(style.height)]
  const edge = Number.parseFloat(style.borderTopWidth)
  const turn = style.rotate && style.rotate !== 'none' ? Number.parseFloat(style.rotate) : 0
  const look = {
    fill: style.backgroundColor,
    ...(edge > 0 ? { stroke: style.borderTopColor, 'stroke-width': edge } : { stroke: 'none' }),
    ...(style.borderTopStyle === 'dashed' ? { 'stroke-dasharray': '3 2' } : {}),
    rx: style.borderTopLeftRadius.endsWith('%') ? width / 2 : Number.parseFloat(style.borderTopLeftRadius),
  }
  return {
    width,
    draw: (x, middle) => {
      const turned = turn ? { transform: `rotate(${turn} ${x + width / 2} ${middle})` } : {}
      return element('rect', { x, y: middle - height / 2, width, height, ...look, ...turned })
    },
  }
}
