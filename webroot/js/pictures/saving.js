// @ts-check
// Saves a picture of a page as a file that stands alone. Whatever theme the reader sees, a file has the light colours on white, for print.

const MARGIN = 12 // CSS pixels around, for what is drawn across a picture's edge
const SCALE = 3 // of PNG: about 300 dots per inch in print
const LARGEST = 8192 // pixels a side that every browser's canvas can hold
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

/**
 * Saves an SVG picture with its styles written into it.
 * @param {SVGSVGElement} svg in the page @param {string} name of the file, without its ending
 */
export function saveSvg(svg, name) {
  save(
    new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${standalone(svg).text}\n`], { type: 'image/svg+xml' }),
    `${name}.svg`,
  )
}

/**
 * Saves an SVG picture or a canvas as PNG, an SVG at three times its size in the page.
 * @param {SVGSVGElement|HTMLCanvasElement} picture in the page @param {string} name of the file, without its ending
 * @returns {Promise<void>} fails if the browser cannot draw the picture
 */
export async function savePng(picture, name) {
  save(await png(picture instanceof HTMLCanvasElement ? picture : await drawn(picture)), `${name}.png`)
}

/** @param {SVGSVGElement} svg */
async function drawn(svg) {
  const { text, width, height } = standalone(svg)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}` // not a blob: the page's policy allows images from data only
  await image.decode()
  const scale = Math.min(SCALE, LARGEST / width, LARGEST / height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser draws no canvas')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
const png = canvas =>
  new Promise((resolve, reject) => {
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('the picture is too large'))), 'image/png')
  })

/** @param {SVGSVGElement} svg */
function standalone(svg) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true))
  const scheme = svg.style.colorScheme
  svg.style.colorScheme = 'light' // the tokens' light-dark() answers by it; put back before anything is painted
  try {
    inline(svg, copy, null)
  } finally {
    svg.style.colorScheme = scheme
  }
  const size = svg.getBoundingClientRect()
  const { x, y, width, height } = box(svg, size)
  const margin = (MARGIN * width) / size.width
  const around = { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin }
  put(copy, {
    xmlns: SVG,
    width: size.width + 2 * MARGIN,
    height: size.height + 2 * MARGIN,
    viewBox: Object.values(around).join(' '),
  })
  copy.prepend(put(document.createElementNS(SVG, 'rect'), { ...around, fill: '#fff', stroke: 'none' }))
  const label = svg.getAttribute('aria-label')
  if (label) {
    const title = document.createElementNS(SVG, 'title')
    title.textContent = label
    copy.prepend(title)
    copy.removeAttribute('aria-label')
  }
  return {
    text: new XMLSerializer().serializeToString(copy),
    width: size.width + 2 * MARGIN,
    height: size.height + 2 * MARGIN,
  }
}

/** @param {SVGSVGElement} svg @param {DOMRect} size */
function box(svg, size) {
  const own = svg.viewBox.baseVal
  return own?.width ? own : { x: 0, y: 0, width: size.width, height: size.height }
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

/** @template {Element} E @param {E} element @param {Record<string, unknown>} attributes @returns {E} */
function put(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
  return element
}

/**
 * Hands a file to the reader.
 * @param {Blob} blob @param {string} name with its ending
 */
export function save(blob, name) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // a browser may still be asking where to put it
}
