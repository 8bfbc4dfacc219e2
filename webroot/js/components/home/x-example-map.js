// @ts-check
// <x-example-map>: an antigenic map of vaccine strains that ships with the page. One strain is ringed; the others show by colour and
// shape what the model says of them beside it, and the one pointed at is told below.
import { html, nothing, svg } from 'lit'
import { Picture } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { at } from '../../base/site.js'
import { fold } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'
import { judged } from '../../pictures/cartography.js'
import { placedLabels } from '../../pictures/labels.js'

const SOURCE = at('/results/vaccine-strains.json')
const SHAPE = 340 / 560 // of the picture, height to width: home.css has it too
const FRAME = 50 // CSS pixels that the card has around it
const ROOMY = 420
const CIRCLE = 2 // log2: where variants begin
const [FIRST, OTHER] = [0, 6] // the pair that is told at the start

/** @typedef {'similar'|'undecided'|'variant'} Verdict */
/** @typedef {{verdict: Verdict, log2: number, probability: number}} Told */
/**
 * @typedef {{model: {name: string, version: string}, strains: {name: string, x: number, y: number}[],
 *   pairs: [number, number, Verdict, number, number][]}} Example `x` and `y` in log2 units; a pair: places of two strains, verdict, log2, probability
 */

class ExampleMap extends Picture {
  static properties = {
    example: { state: true },
    ringed: { state: true },
    at: { state: true },
    failed: { state: true },
  }

  constructor() {
    super()
    /** @type {Example|null} */ this.example = null
    this.ringed = FIRST
    this.at = OTHER
    this.failed = false
    this.load()
  }

  async load() {
    try {
      const answer = await fetch(SOURCE)
      if (!answer.ok) throw new Error(`${answer.status}`)
      this.example = await answer.json()
    } catch (error) {
      console.warn(error)
      this.failed = true
    }
  }

  render() {
    const { example } = this
    return html`<section class="card stack home-map" aria-labelledby="h-example-map"><h2
        id="h-example-map">${t('home.map')}</h2>
      ${this.failed ? html`<p class="notice">${t('home.map.none')}</p>` : nothing}
      <svg class="scale" viewBox="0 0 ${this.box.width} ${this.box.height}" role="group"
          aria-labelledby="h-example-map">${example ? this.picture(example) : nothing}</svg>
      ${this.told(example)}</section>`
  }

  get box() {
    const width = Math.max(240, this.width - FRAME)
    return { width, height: width * SHAPE, edge: width < ROOMY ? 24 : 56 }
  }

  /** @param {Example} example @param {number} other @returns {Told|null} of the ringed strain and another one */
  pair({ pairs }, other) {
    const found = pairs.find(([a, b]) => (a === this.ringed && b === other) || (b === this.ringed && a === other))
    return found ? { verdict: found[2], log2: found[3], probability: found[4] } : null
  }

  /** @param {Example} example */
  points({ strains }) {
    const { width, height, edge } = this.box
    const [xs, ys] = [strains.map(({ x }) => x), strains.map(({ y }) => y)]
    const span = Math.max(...xs) - Math.min(...xs)
    const unit = (width - 2 * edge) / span
    const middle = [xs, ys].map(each => (Math.max(...each) + Math.min(...each)) / 2)
    return {
      unit,
      at: strains.map(({ x, y }) => ({
        x: width / 2 + (x - middle[0]) * unit,
        y: height / 2 + (y - middle[1]) * unit,
      })),
    }
  }

  /** @param {Example} example */
  picture(example) {
    const { width, height } = this.box
    const { unit, at } = this.points(example)
    const [from, to] = [at[this.ringed], at[this.at]]
    const lines = (/** @type {number} */ length) =>
      Array.from({ length: Math.floor(length / unit) + 1 }, (_, index) => (length % unit) / 2 + index * unit)
    return svg`<g class="squares" aria-hidden="true">${lines(width).map(
      x => svg`<line x1=${x} x2=${x} y1="0" y2=${height}/>`,
    )}${lines(height).map(y => svg`<line x1="0" x2=${width} y1=${y} y2=${y}/>`)}</g>
      <circle class="within" cx=${from.x} cy=${from.y} r=${CIRCLE * unit} aria-hidden="true"/>
      <text class="within-name" x=${Math.min(from.x + CIRCLE * unit - 6, width - 8)} y=${height - 10} text-anchor="end"
          aria-hidden="true">${t('home.map.circle', { fold: fold(CIRCLE) })}</text>
      ${this.at === this.ringed ? nothing : svg`<line class="between" x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y} aria-hidden="true"/>`}
      ${example.strains.map((_, index) => this.strain(example, index, at[index]))}
      ${placedLabels(at, this.wanted(example), { width, height }).map(
        ({
          index,
          text,
          x,
          y,
          anchor,
        }) => svg`<text class="name ${index === this.at || index === this.ringed ? 'hot' : ''}" x=${x}
            y=${y} text-anchor=${anchor} aria-hidden="true">${text}</text>`,
      )}`
  }

  /** @param {Example} example */
  wanted({ strains }) {
    const rank = (/** @type {number} */ index) => (index === this.at ? 0 : index === this.ringed ? 1 : 2)
    return strains
      .map((_, index) => index)
      .sort((one, other) => rank(one) - rank(other) || one - other)
      .map(index => ({ index, text: strains[index].name.slice(2), gap: 14, must: rank(index) < 2 }))
  }

  /** @param {Example} example @param {number} index @param {{x: number, y: number}} place */
  strain(example, index, { x, y }) {
    const pair = this.pair(example, index)
    const { name } = example.strains[index]
    const label = pair
      ? t('home.map.label', {
          name,
          other: example.strains[this.ringed].name,
          n: number(pair.log2, 1),
          verdict: t(`verdict.${pair.verdict}.short`),
        })
      : t('home.map.own', { name })
    return svg`<g class="strain ${pair?.verdict ?? 'ringed'} ${index === this.at ? 'at' : ''}" role="button" tabindex="0"
        aria-label=${label} aria-pressed=${index === this.ringed} data-test="map-strain"
        @pointerenter=${() => this.look(index)} @focus=${() => this.look(index)} @click=${() => this.ring(index)}
        @keydown=${(/** @type {KeyboardEvent} */ pressed) => this.key(pressed, index)}>
      <circle class="reach" cx=${x} cy=${y} r="13"/>${shapeOf(pair?.verdict, x, y)}</g>`
  }

  /** The same parts before the example has come, so that nothing moves. @param {Example|null} example */
  told(example) {
    return html`<div class="home-told" role="status" data-test="home-verdict">${example ? this.verdict(example) : nothing}</div>
      <p class="row small legend">${
        /** @type {const} */ (['similar', 'undecided', 'variant']).map(
          verdict => html`<span class="site-chip"><svg width="16" height="16" aria-hidden="true"
            class="strain ${verdict}">${shapeOf(verdict, 8, 8)}</svg>${t(`verdict.${verdict}.short`)}</span>`,
        )
      }</p>
      <p class="hint">${t('home.map.how')}</p>
      <p class="hint">${example ? this.made(example) : html`&nbsp;`}</p>
      <div><a class="button" href="/new?example=vaccine-strains">${t('home.map.open')}${icon('arrow')}</a></div>`
  }

  /** @param {Example} example */
  verdict(example) {
    const pair = this.pair(example, this.at)
    if (!pair) return html`<p>${example.strains[this.at].name}</p>`
    const names = { a: example.strains[this.ringed].name, b: example.strains[this.at].name }
    return html`<p class="soft small">${t('home.map.pair', names)}</p>
      <p class="home-said ${pair.verdict}">${t(`verdict.${pair.verdict}`)}</p>
      <p class="num">${t('home.map.far', { n: number(pair.log2, 1), fold: fold(pair.log2) })}</p>`
  }

  /** @param {Example} example */
  made(example) {
    const { name, version } = example.model
    return t('home.map.made', { model: name, version, stress: number(this.fit(example).stress, 2) })
  }

  /** @param {Example} example */
  fit({ strains, pairs }) {
    return judged(
      {
        size: strains.length,
        from: Uint32Array.from(pairs, ([a]) => a),
        to: Uint32Array.from(pairs, ([, b]) => b),
        lengths: Float64Array.from(pairs, pair => pair[3]),
      },
      Float64Array.from(strains.flatMap(({ x, y }) => [x, y])),
    )
  }

  /** @param {number} index */
  look(index) {
    this.at = index
  }

  /** @param {number} index */
  ring(index) {
    if (index === this.ringed) return
    this.at = this.ringed
    this.ringed = index
  }

  /** @param {KeyboardEvent} pressed @param {number} index */
  key(pressed, index) {
    if (pressed.key !== 'Enter' && pressed.key !== ' ') return
    pressed.preventDefault()
    this.ring(index)
  }
}
customElements.define('x-example-map', ExampleMap)

/** A shape for each verdict, so that colour is never alone. @param {Verdict|undefined} verdict @param {number} x @param {number} y */
function shapeOf(verdict, x, y) {
  if (verdict === 'variant') return svg`<path class="mark" d="M${x} ${y - 7}L${x + 7} ${y + 5}H${x - 7}z"/>`
  if (verdict === 'undecided')
    return svg`<path class="mark" d="M${x} ${y - 7}L${x + 7} ${y}L${x} ${y + 7}L${x - 7} ${y}z"/>`
  return svg`<circle class="mark" cx=${x} cy=${y} r="6"/>${verdict ? nothing : svg`<circle class="ring" cx=${x} cy=${y} r="11"/>`}`
}
