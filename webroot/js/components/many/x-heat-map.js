// @ts-check
// <x-heat-map .result .rows .subtype .sieved>: the distance of each two strains as a colour, of those that the filter means. Says `open` with the row of a pair.
// Keys: arrows move over the cells, Enter opens. The table of all pairs is its twin.
import { html, nothing } from 'lit'
import { Picture } from '../../base/element.js'
import { apart } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'
import { keep, kept } from '../../base/place.js'
import { alikeTogether } from '../../pictures/clustering.js'
import { frameOf, narrowed, paint } from '../../pictures/heat.js'
import { heatSvg } from '../../pictures/heat-svg.js'
import { coloursOf, reach, watchTheme } from '../../pictures/scale.js'
import { gridOf, orderOf, strainsOf } from '../../pictures/strains.js'
import { inLight } from '../../pictures/styled.js'
import { shortened } from '../../result/names.js'
import { verdictOf } from '../../result/verdict.js'
import './x-heat-legend.js'
import '../x-picture-tools.js'

class HeatMap extends Picture {
  static properties = { result: {}, rows: {}, subtype: {}, sieved: {}, order: { state: true }, at: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.result = null
    /** @type {import('../../result/rows.js').Row[]} */ this.rows = []
    this.subtype = ''
    /** @type {import('../../result/filter.js').Sieved|null} */ this.sieved = null
    /** Of all strains. @type {import('../../pictures/heat.js').Heat|null} */ this.whole = null
    /** @type {'year'|'name'|'alike'} */ this.order = kept('heat-order') ?? 'year'
    /** @type {import('../../pictures/heat.js').Heat|null} */ this.heat = null
    /** @type {import('../../pictures/heat.js').Frame|null} */ this.frame = null
    /** The cell that is pointed at. @type {{line: number, column: number}|null} */ this.at = null
    this.unwatch = () => {}
  }

  connectedCallback() {
    super.connectedCallback()
    this.unwatch = watchTheme(() => this.requestUpdate())
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    this.unwatch()
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (['rows', 'subtype', 'order'].some(name => changed.has(name))) this.whole = this.laid()
    else if (!changed.has('sieved')) return
    this.at = null
    this.heat = this.whole && this.sieved ? narrowed(this.whole, this.sieved) : this.whole
  }

  /** @returns {import('../../pictures/heat.js').Heat} */
  laid() {
    const grid = gridOf(this.result.mode, strainsOf(this.result, this.subtype), this.rows)
    const distances = Float64Array.from(grid.rows, row => (row < 0 ? Number.NaN : Number(this.rows[row].distanceLog2)))
    const most = distances.reduce((most, each) => (each > most ? each : most), 0)
    const threshold = this.result.threshold.distanceLog2
    return { grid, distances, flags: null, reach: reach(most), threshold, ...this.ordered(grid, distances) }
  }

  /** @param {import('../../pictures/strains.js').Grid} grid @param {Float64Array} distances */
  ordered(grid, distances) {
    const { order } = this
    if (order !== 'alike') return { down: orderOf(order, grid.down), across: orderOf(order, grid.across) }
    const alike = alikeTogether(distances, grid.down.length)
    return { down: alike, across: alike }
  }

  updated() {
    const canvas = this.querySelector('canvas')
    if (canvas && this.heat && this.frame) paint(canvas, this.heat, this.frame, coloursOf(this))
  }

  render() {
    const { heat, width } = this
    if (!heat || width < 40) return nothing
    if (heat.down.length === 0 || heat.across.length === 0)
      return html`<p class="notice" data-test="heat-none">${t('filter.none')}</p>`
    const frame = frameOf(heat, width)
    this.frame = frame
    const orders = /** @type {const} */ (['year', 'name', 'alike']).filter(
      each => each !== 'alike' || heat.grid.symmetric,
    )
    return html`<div class="stack heat" data-test="heat"><div class="row"><span class="small">${t('heat.order')}</span>
      <fieldset class="segments"><legend class="hidden">${t('heat.order')}</legend>${orders.map(
        each => html`<label><input type="radio" name="heat-order" data-test="heat-${each}"
            .checked=${each === this.order}
        @change=${() => {
          this.order = keep('heat-order', each)
        }}>${t(`heat.order.${each}`)}</label>`,
      )}</fieldset></div>
      <div class="heat-box" tabindex="0" role="application" aria-roledescription=${t('heat.title')}
          aria-label=${t('heat.label', { n: number(heat.down.length), m: number(heat.across.length) })}
        aria-describedby="heat-keys" data-test="heat-box" .style=${`width: ${frame.width}px; height: ${frame.height}px`}
        @keydown=${this.key} @pointermove=${this.point}
        @pointerleave=${() => {
          this.at = null
        }} @click=${this.choose}><canvas aria-hidden="true"></canvas>${this.cursor(frame)}</div>
      <p class="reading small" role="status" data-test="heat-reading">${this.reading()}</p>
      <x-heat-legend .reach=${heat.reach} .threshold=${heat.threshold}></x-heat-legend><p class="hint"
          id="heat-keys">${t('heat.keys')}</p>
      <x-picture-tools name="heat" distances
          .drawn=${(/** @type {number} */ width) => this.drawn(width)}></x-picture-tools></div>`
  }

  /** @param {import('../../pictures/heat.js').Frame} frame */
  cursor({ cell, left, top }) {
    if (!this.at) return nothing
    const { line, column } = this.at
    return html`<span class="heat-cursor"
        .style=${`left: ${left + column * cell - 2}px; top: ${top + line * cell - 2}px; width: ${cell + 4}px; height: ${cell + 4}px`}></span>`
  }

  /** The row under the pointer or the cursor, if there is one. @returns {import('../../result/rows.js').Row|null} */
  get row() {
    const { heat, at } = this
    if (!heat || !at) return null
    const row = heat.grid.rows[heat.down[at.line] * heat.grid.across.length + heat.across[at.column]]
    return row < 0 ? null : this.rows[row]
  }

  reading() {
    const { heat, at, row } = this
    if (!heat || !at) return t('heat.point')
    const names = {
      a: shortened(heat.grid.down[heat.down[at.line]].label),
      b: shortened(heat.grid.across[heat.across[at.column]].label),
    }
    if (!row) return t('heat.reading.none', names)
    return t('heat.reading', {
      ...names,
      n: apart(Number(row.distanceLog2)),
      verdict: t(`verdict.${verdictOf(row)}.short`),
    })
  }

  /** @param {PointerEvent} pointer */
  point(pointer) {
    const { heat, frame } = this
    if (!heat || !frame) return
    const box = /** @type {HTMLElement} */ (pointer.currentTarget).getBoundingClientRect()
    const column = Math.floor((pointer.clientX - box.left - frame.left) / frame.cell)
    const line = Math.floor((pointer.clientY - box.top - frame.top) / frame.cell)
    const inside = column >= 0 && line >= 0 && column < heat.across.length && line < heat.down.length
    if (inside && this.at?.line === line && this.at.column === column) return
    this.at = inside ? { line, column } : null
  }

  /** @param {KeyboardEvent} pressed */
  key(pressed) {
    const { heat } = this
    if (!heat) return
    if (pressed.key === 'Enter') return this.choose()
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[pressed.key]
    if (!step) return
    pressed.preventDefault()
    const { line, column } = this.at ?? { line: -step[0], column: -step[1] }
    this.at = {
      line: Math.max(0, Math.min(heat.down.length - 1, line + step[0])),
      column: Math.max(0, Math.min(heat.across.length - 1, column + step[1])),
    }
  }

  choose() {
    if (this.row) this.dispatchEvent(new CustomEvent('open', { detail: this.row }))
  }

  /** For a file. @param {number} width in CSS pixels */
  drawn(width) {
    const heat = /** @type {import('../../pictures/heat.js').Heat} */ (this.heat)
    return heatSvg(
      heat,
      width,
      inLight(this, () => coloursOf(this)),
    )
  }
}
customElements.define('x-heat-map', HeatMap)
