// @ts-check
// A picture as papers print it: its title, legend, and what made it around it, as wide as one column or two.
import { element } from './styled.js'

export const WIDTHS = /** @type {const} */ ([85, 180]) // millimetres: one column, two
const PIXEL = 25.4 / 96 // millimetres of a CSS pixel
const EDGE = 10
const GAP = 12 // between entries of a legend
const NEAR = 6 // between the parts of one
const SIZES = { title: 12.5, subject: 10.5, legend: 10, made: 8.5 }
const INK = '#1a2327'
const SOFT = '#505c62'

/**
 * @typedef {{title: string, subject: string, notes: string[], made: string, entries: import('./legend.js').Entry[], face: string}} About
 *   `face`: the `@font-face` of the font
 * @typedef {{text: string, size: {width: number, height: number}}} Figure `text`: of the SVG; `size`: in millimetres
 */

/** CSS pixels that the picture itself is wide. @param {number} width in millimetres */
export const roomOf = width => Math.floor(width / PIXEL - 2 * EDGE)

/**
 * @param {import('./styled.js').Styled} picture @param {About} about @param {number} width in millimetres @param {string} lang @returns {Figure}
 */
export function figureOf({ svg, width: wide, height: high }, about, width, lang) {
  const { title, subject, notes, made, entries, face } = about
  const full = width / PIXEL
  const room = full - 2 * EDGE
  const page = new Page(room)
  page.write(title, SIZES.title, INK, 600)
  page.write(subject, SIZES.subject, INK)
  page.y += EDGE
  const scale = Math.min(1, room / wide)
  page.put(svg, { x: EDGE, y: page.y, width: wide * scale, height: high * scale })
  page.y += high * scale + EDGE
  page.legend(entries, SIZES.legend)
  for (const note of notes) page.write(note, SIZES.legend, INK)
  page.write(made, SIZES.made, SOFT)
  const height = page.y + EDGE
  const size = { width, height: height * PIXEL }
  const whole = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      lang,
      width: `${width}mm`,
      height: `${size.height}mm`,
      viewBox: `0 0 ${full} ${height}`,
    },
    element('title', {}, `${title}: ${subject}`),
    element('desc', {}, made),
    element('style', {}, face),
    element('rect', { width: full, height, fill: '#fff' }),
    ...page.parts,
  )
  return { text: new XMLSerializer().serializeToString(whole), size }
}

const family = () => getComputedStyle(document.body).fontFamily

/** How wide a text is. @param {number} size CSS pixels @param {number} [weight] @returns {(text: string) => number} */
function measured(size, weight = 400) {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'))
  context.font = `${weight} ${size}px ${family()}`
  return text => context.measureText(text).width
}

/** How wide the words of a legend are. */
export const legendMeasure = () => measured(SIZES.legend)

/** What is written from top to bottom. */
class Page {
  /** @param {number} room CSS pixels */
  constructor(room) {
    this.room = room
    this.family = family()
    this.y = EDGE
    /** @type {SVGElement[]} */ this.parts = []
  }

  /** @param {SVGElement} part @param {Record<string, number>} place */
  put(part, place) {
    for (const [name, value] of Object.entries(place)) part.setAttribute(name, String(value))
    this.parts.push(part)
  }

  /** In as many lines as it takes. @param {string} text @param {number} size @param {string} fill @param {number} [weight] */
  write(text, size, fill, weight = 400) {
    for (const line of wrapped(text, this.room, measured(size, weight))) {
      this.y += size * 1.3
      this.text(line, EDGE, this.y, size, fill, weight)
    }
  }

  /** @param {string} text @param {number} x @param {number} y @param {number} size @param {string} fill @param {number} [weight] */
  text(text, x, y, size, fill, weight = 400) {
    const look = { 'font-family': this.family, 'font-size': size, 'font-weight': weight, fill }
    this.parts.push(element('text', { x, y, ...look }, text))
  }

  /** Entries beside each other as far as there is room. @param {import('./legend.js').Entry[]} entries @param {number} size */
  legend(entries, size) {
    let x = EDGE
    const line = size * 1.5
    if (entries.length > 0) this.y += line
    for (const parts of entries) {
      const width = parts.reduce((sum, part) => sum + part.width + NEAR, -NEAR)
      if (x > EDGE && x + width > EDGE + this.room) {
        x = EDGE
        this.y += line
      }
      for (const { width: own, text, draw } of parts) {
        if (text) this.text(text, x, this.y, size, INK)
        if (draw) this.parts.push(draw(x, this.y - size * 0.35))
        x += own + NEAR
      }
      x += GAP - NEAR
    }
    if (entries.length > 0) this.y += size * 0.4
  }
}

/**
 * Lines of a text; Chinese breaks between any two letters.
 * @param {string} text @param {number} room @param {(text: string) => number} measure in the same unit @returns {string[]}
 */
export function wrapped(text, room, measure) {
  /** @type {string[]} */ const lines = []
  for (const word of text.split(/(?<=[\s/])|(?<=[\p{Script=Han}，。；：、）])(?![，。；：、）])/u)) {
    const last = lines.at(-1)
    if (last !== undefined && measure((last + word).trimEnd()) <= room) lines[lines.length - 1] = last + word
    else lines.push(word)
  }
  return lines.map(line => line.trim()).filter(Boolean)
}

/** Of what a file shows, for its name: letters, figures and hyphens. @param {string} text */
export const slug = text =>
  text
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 100)
