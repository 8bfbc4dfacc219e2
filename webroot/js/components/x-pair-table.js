// @ts-check
// <x-pair-table .rows ?busy>: a table of many pairs to sort, filter and scroll; only the rows in sight are in the page.
// Says `open` with a row. Keys: arrows move from row to row, Enter opens.
// Places are set as properties: the Content-Security-Policy allows no style attributes.
import { html, nothing } from 'lit'
import { Element } from '../element.js'
import { icon } from '../icons.js'
import { chance, number, t, tn } from '../i18n.js'
import { filtered, sorted, subtypesOf, verdictOf } from '../rows.js'

const ROW_PX = 44
const BEYOND = 8 // rows kept ready above and below those in sight
const COLUMNS = /** @type {const} */ (['a', 'b', 'subtype', 'probability', 'distanceLog2', 'differences'])
const FIGURES = new Set(['probability', 'distanceLog2', 'differences'])

class PairTable extends Element {
  static properties = { rows: {}, busy: { type: Boolean }, filter: { state: true }, column: { state: true }, down: { state: true }, top: { state: true }, height: { state: true } }

  constructor() {
    super()
    /** @type {import('../rows.js').Row[]} */ this.rows = []
    this.busy = false
    /** @type {import('../rows.js').Filter} */ this.filter = { text: '', verdict: '', subtype: '' }
    /** @type {import('../rows.js').Column|''} */ this.column = ''
    this.down = false
    this.top = 0
    this.height = 600
    /** @type {import('../rows.js').Row[]} */ this.shown = []
    this.sizes = new ResizeObserver(([entry]) => { this.height = entry.contentRect.height })
  }

  firstUpdated() { this.sizes.observe(/** @type {Element} */ (/** @type {unknown} */ (this.querySelector('.pair-rows')))) }

  disconnectedCallback() {
    super.disconnectedCallback()
    this.sizes.disconnect()
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (['rows', 'filter', 'column', 'down'].some(name => changed.has(name))) this.shown = sorted(filtered(this.rows, this.filter), this.column, this.down)
  }

  render() {
    const { shown } = this
    const first = Math.max(0, Math.min(Math.floor(this.top / ROW_PX), shown.length - 1) - BEYOND)
    const last = Math.min(shown.length, Math.ceil((this.top + this.height) / ROW_PX) + BEYOND)
    return html`<section class="stack" aria-labelledby="h-pairs"><h2 id="h-pairs">${t('table.title')}</h2><p class="hint">${t('table.open')}</p>${this.filters()}
      <div class="card flush pair-table" role="table" aria-rowcount=${shown.length + 1} aria-labelledby="h-pairs">
        <div class="pair-rows" tabindex="-1" @scroll=${this.scrolled} @keydown=${this.moved}>
          <div class="pair-row head" role="row" aria-rowindex="1">${COLUMNS.map(column => this.heading(column))}</div>
          <div class="pair-space" role="rowgroup" .style=${`height: ${shown.length * ROW_PX}px`}>
            ${shown.slice(first, last).map((row, index) => this.row(row, first + index))}</div>
        </div></div></section>`
  }

  filters() {
    const subtypes = subtypesOf(this.rows)
    return html`<div class="row filters">
      <input type="text" data-test="filter-text" aria-label=${t('table.filter')} placeholder=${t('table.filter')} .value=${this.filter.text}
        @input=${(/** @type {any} */ typed) => this.narrow({ text: typed.target.value })}>
      <select data-test="filter-verdict" aria-label=${t('agreement.verdict')} @change=${(/** @type {any} */ chosen) => this.narrow({ verdict: chosen.target.value })}>
        ${/** @type {const} */ (['', 'variant', 'similar', 'none']).map(verdict => html`<option value=${verdict} ?selected=${verdict === this.filter.verdict}>${t(`table.verdict.${verdict || 'all'}`)}</option>`)}</select>
      ${subtypes.length > 1 ? html`<select data-test="filter-subtype" aria-label=${t('quality.subtype')} @change=${(/** @type {any} */ chosen) => this.narrow({ subtype: chosen.target.value })}>
        <option value="">${t('table.subtype.all')}</option>${subtypes.map(subtype => html`<option value=${subtype} ?selected=${subtype === this.filter.subtype}>${subtype}</option>`)}</select>` : nothing}
      <span class="soft small num push" role="status" data-test="row-count" data-rows=${this.shown.length}>${tn('table.rows', this.shown.length)}</span></div>`
  }

  /** @param {typeof COLUMNS[number]} column */
  heading(column) {
    const sort = this.column === column ? (this.down ? 'descending' : 'ascending') : 'none'
    return html`<span role="columnheader" aria-sort=${sort} class=${FIGURES.has(column) ? 'end' : ''}><button type="button" data-test="sort-${column}" @click=${() => this.order(column)}>
      ${t(/** @type {any} */ (`table.${column}`))}${sort === 'none' ? nothing : html`<span aria-hidden="true">${this.down ? ' ↓' : ' ↑'}</span>`}</button></span>`
  }

  /** @param {import('../rows.js').Row} row @param {number} index */
  row(row, index) {
    const verdict = verdictOf(row)
    const warning = row.warnings.join('; ')
    return html`<div class="pair-row" role="row" aria-rowindex=${index + 2} tabindex="0" data-test="pair-row" data-index=${index} .style=${`transform: translateY(${index * ROW_PX}px)`}
        aria-disabled=${this.busy || verdict === 'none'} @click=${() => this.choose(row)}>
      <span role="cell" class="name" title=${row.a}>${row.a}</span><span role="cell" class="name" title=${row.b}>${row.b}</span>
      <span role="cell" class="soft">${row.subtype ?? ''}</span>
      ${verdict === 'none' ? html`<span role="cell" class="why" title=${warning} lang="en">${icon('warn')} ${warning}</span>` : html`
        <span role="cell" class="num end">${warning ? html`<span title=${warning} class="mark">${icon('warn')}<span class="hidden" lang="en">${warning}</span></span> ` : nothing}<span class="chip ${row.variant ? 'variant' : 'good'}"
          title=${t(row.variant ? 'verdict.variant' : 'verdict.similar')}>${chance(Number(row.probability))}</span></span>
        <span role="cell" class="num end">${number(Number(row.distanceLog2), 1)} <span class="soft small">${row.low === null ? '' : `${number(row.low, 1)}–${number(Number(row.high), 1)}`}</span></span>
        <span role="cell" class="num end">${row.differences === null ? '' : number(row.differences)}</span>`}</div>`
  }

  /** @param {Partial<import('../rows.js').Filter>} part */
  narrow(part) {
    this.filter = { ...this.filter, ...part }
    this.toTop()
  }

  /** Figures begin with the greatest. @param {typeof COLUMNS[number]} column */
  order(column) {
    this.down = this.column === column ? !this.down : FIGURES.has(column)
    this.column = column
    this.toTop()
  }

  toTop() { /** @type {HTMLElement} */ (this.querySelector('.pair-rows')).scrollTop = this.top = 0 }

  /** @param {Event} scroll */
  scrolled(scroll) { this.top = /** @type {HTMLElement} */ (scroll.currentTarget).scrollTop }

  /** @param {KeyboardEvent} key */
  moved(key) {
    const row = /** @type {HTMLElement|null} */ (key.target instanceof HTMLElement ? key.target.closest('[data-index]') : null)
    if (!row) return
    const index = Number(row.dataset.index)
    if (key.key === 'Enter') this.choose(this.shown[index])
    const step = { ArrowDown: 1, ArrowUp: -1 }[key.key]
    if (!step) return
    key.preventDefault()
    const next = /** @type {HTMLElement|null} */ (this.querySelector(`[data-index="${index + step}"]`))
    next?.focus()
  }

  /** @param {import('../rows.js').Row} row */
  choose(row) {
    if (!this.busy && row.variant !== null) this.dispatchEvent(new CustomEvent('open', { detail: row }))
  }
}
customElements.define('x-pair-table', PairTable)
