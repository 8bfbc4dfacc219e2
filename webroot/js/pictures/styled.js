// @ts-check
// Pictures with their styles written into them, so that they stand alone. Whatever theme the reader sees, a file has the light colours, for print.

const SVG = 'http://www.w3.org/2000/svg'

/** What is taken over from style sheets, as the presentation attributes of SVG that every program reads. */
const INHERITED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'letter-spacing',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
  'visibility',
]
const OWN = /** @type {Record<string, string>} */ ({ opacity: '1', display: 'inline', 'mix-blend-mode': 'normal' })
const DROPPED = ['class', 'style', 'role', 'tabindex']

/** @typedef {{svg: SVGSVGElement, width: number, height: number}} Styled in CSS pixels */

/** An element of SVG. @param {string} name @param {Record<string, unknown>} [attributes] @param {(Node|string)[]} children */
export function element(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  made.append(...children)
  return made
}

/** As the light theme shows it. @template T @param {HTMLElement|SVGElement} shown @param {() => T} look @returns {T} */
export function inLight(shown, look) {
  const scheme = shown.style.colorScheme
  shown.style.colorScheme = 'light' // the tokens' light-dark() answers by it; put back before anything is painted
  try {
    return look()
  } finally {
    shown.style.colorScheme = scheme
  }
}

/** @param {SVGSVGElement} svg in the page @returns {Styled} */
export function styledCopy(svg) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true))
  inLight(svg, () => {
    svg.style.setProperty('--paper', '#fff') // what names are set off with
    inline(svg, copy, null)
    svg.style.removeProperty('--paper')
  })
  const own = svg.viewBox.baseVal
  const box = own?.width ? own : { x: 0, y: 0, width: svg.width.baseVal.value, height: svg.height.baseVal.value }
  const { x, y, width, height } = box
  copy.setAttribute('viewBox', `${x} ${y} ${width} ${height}`)
  copy.setAttribute('overflow', getComputedStyle(svg).overflow === 'hidden' ? 'hidden' : 'visible')
  copy.removeAttribute('aria-label')
  copy.removeAttribute('aria-hidden')
  return { svg: copy, width, height }
}

/** @param {Element} from as the page styles it @param {Element} to its copy @param {CSSStyleDeclaration|null} above the parent's style */
function inline(from, to, above) {
  for (const name of to.getAttributeNames())
    if (DROPPED.includes(name) || name.startsWith('data-')) to.removeAttribute(name)
  const style = getComputedStyle(from)
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name)
    if (value && value !== above?.getPropertyValue(name)) to.setAttribute(name, value)
    else if (to.hasAttribute(name)) to.removeAttribute(name)
  }
  for (const [name, usual] of Object.entries(OWN)) {
    const value = style.getPropertyValue(name)
    if (value && value !== usual && !(to instanceof SVGSVGElement)) to.setAttribute(name, value)
    else to.removeAttribute(name)
  }
  const copies = [...to.children]
  for (const [index, child] of [...from.children].entries()) inline(child, copies[index], style)
  for (const node of [...to.childNodes]) if (node.nodeType === Node.COMMENT_NODE) node.remove() // the templates' own marks
}
