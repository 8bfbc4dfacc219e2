// @ts-check
// <x-long-table .rows .columns .cells .opens ?busy hook label>: a table of any length to sort and scroll; only the rows in sight are
// in the page, on paper the first of its order. Says `open` with a row. Keys: arrows, Page Up and Down, Home and End move from row to row, Enter opens.
// Places are set as properties: the Content-Security-Policy allows no style attributes.
import { html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { Element } from '../../base/element.js'
import { isReturning, keep, kept } from '../../base/place.js'
import { tn } from '../../i18n/language.js'
import { ordered } from '../../result/rows.js'
import { breaking } from '../../result/names.js'

const ROW_PX = 44 // result.css has it too
const PRINTED = 120 // rows on paper, so that a report has four pages at most
const BEYOND = 8 // rows kept ready above and below those in sight

const PRINT = ['beforeprint', 'afterprint']

/** @typedef {{id: string, name: string, figure?: boolean, title?: string, look?: string, key: (row: any) => string|number|null}} Column `look`: class of its heading */

class LongTable extends Element {
  static properties = {
    rows: {},
    columns: {},
    cells: {},
    opens: {},
    widths: {},
    least: {},
    label: {},
    hook: {},
    busy: { type: Boolean },
    column: { state: true },
    down: { state: true },
    top: { state: true },
    height: { state: true },
    current: { state: true },
    printing: { state: true },
  }

  constructor() {
    super()
    /** @type {any[]} */ this.rows = []
    /** @type {Column[]} */ this.columns = []
    /** @type {(row: any) => unknown} what stands in a row, an element with role `cell` for each column */ this.cells =
      () => nothing
    /** @type {(row: any) => boolean} */ this.opens = () => true
    /** CSS tracks, where the style sheet has none for this table. */
    this.widths = ''
    /** The CSS length that the columns need; beyond it the table scrolls. */
    this.least = ''
    this.label = ''
    this.hook = 'row'
    this.busy = false
    this.column = ''
    this.down = false
    this.top = 0
    this.height = 600
    this.current = 0
    this.printing = false
    this.print = (/** @type {Event} */ { type }) => {
      this.printing = type === 'beforeprint'
    }
    /** @type {any[]} */ this.shown = []
    this.sizes = new ResizeObserver(([entry]) => {
      this.height = entry.contentRect.height
    })
  }

  get pane() {
    return /** @type {HTMLElement} */ (this.querySelector('.pair-rows'))
  }

  firstUpdated() {
    this.sizes.observe(this.pane)
    Object.assign(this, kept(`table ${this.hook}`)?.order)
  }

  /** After Back, its place is taken up as soon as there are rows enough. */
  updated() {
    const top = kept(`table ${this.hook}`)?.top
    if (top && isReturning() && this.pane.scrollTop !== top) this.pane.scrollTop = top
  }

  connectedCallback() {
    super.connectedCallback()
    for (const when of PRINT) addEventListener(when, this.print)
    if (this.hasUpdated) this.sizes.observe(this.pane)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    for (const when of PRINT) removeEventListener(when, this.print)
    this.sizes.disconnect()
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!['rows', 'column', 'down'].some(name => changed.has(name))) return
    const by = this.columns.find(({ id }) => id === this.column)
    this.shown = by ? ordered(this.rows, by.key, this.down) : this.rows
    if (!changed.has('rows') || !this.hasUpdated) return
    this.current = 0
    this.pane.scrollTop = this.top = 0
  }

  render() {
    const { shown } = this
    const { first, last } = this.sight
    return html`<div class="card flush pair-table">
      <div class="pair-rows" role="table" aria-rowcount=${shown.length + 1} aria-label=${this.label} tabindex="-1"
          @scroll=${this.scrolled} @keydown=${this.moved}>
        <div class="pair-row head" role="row" aria-rowindex="1"
            .style=${`${this.tracks} ${this.breadth}`}>${this.columns.map(column => this.heading(column))}</div>
        <div class="pair-space" role="rowgroup" .style=${`height: ${shown.length * ROW_PX}px; ${this.breadth}`}>
          ${repeat(
            shown.slice(first, last),
            (_, index) => first + index,
            (row, index) => this.row(row, first + index),
          )}</div>
      </div>${this.printing && shown.length > PRINTED ? html`<p class="hint beyond">${tn('table.beyond', shown.length - PRINTED)}</p>` : nothing}</div>`
  }

  /** Which rows are in the page. */
  get sight() {
    const { length } = this.shown
    if (this.printing) return { first: 0, last: Math.min(length, PRINTED) }
    return {
      first: Math.max(0, Math.min(Math.floor(this.top / ROW_PX), length - 1) - BEYOND),
      last: Math.min(length, Math.ceil((this.top + this.height) / ROW_PX) + BEYOND),
    }
  }

  get tracks() {
    return this.widths ? `grid-template-columns: ${this.widths};` : ''
  }

  get breadth() {
    return this.least ? `min-width: ${this.least};` : ''
  }

  /** @param {Column} column */
  heading({ id, name, figure, title, look = '' }) {
    const sort = this.column === id ? (this.down ? 'descending' : 'ascending') : 'none'
    return html`<span role="columnheader" aria-sort=${sort} class="${look} ${figure ? 'end' : ''}"
        title=${title ?? nothing}><button type="button" data-test="sort-${id}" @click=${() => this.order(id, figure)}>
      ${breaking(name)}${
        sort === 'none'
          ? nothing
          : html`<span
          aria-hidden="true">${this.down ? ' ↓' : ' ↑'}</span>`
      }</button></span>`
  }

  /** @param {any} row @param {number} index */
  row(row, index) {
    return html`<div class="pair-row" role="row" aria-rowindex=${index + 2}
        tabindex=${index === Math.min(this.current, this.shown.length - 1) ? 0 : -1} data-test=${this.hook}
        data-index=${index}
      .style=${`transform: translateY(${index * ROW_PX}px); ${this.tracks}`}
      aria-disabled=${this.busy || !this.opens(row)}
      @focus=${() => {
        this.current = index
      }} @click=${() => this.choose(row)}>${this.cells(row)}</div>`
  }

  /** Figures begin with the greatest. @param {string} id @param {boolean} [figure] */
  order(id, figure = false) {
    this.down = this.column === id ? !this.down : figure
    this.column = id
    this.current = 0
    keep(`table ${this.hook}`, { order: { column: id, down: this.down }, top: 0 })
    this.pane.scrollTop = this.top = 0
  }

  /** @param {Event} scroll */
  scrolled(scroll) {
    this.top = /** @type {HTMLElement} */ (scroll.currentTarget).scrollTop
    if (!isReturning()) keep(`table ${this.hook}`, { ...kept(`table ${this.hook}`), top: this.top })
  }

  /** @param {KeyboardEvent} key */
  moved(key) {
    const row = key.target instanceof HTMLElement ? key.target.closest('[data-index]') : null
    if (!(row instanceof HTMLElement)) return
    const index = Number(row.dataset.index)
    if (key.key === 'Enter') return this.choose(this.shown[index])
    const page = Math.max(1, Math.floor(this.height / ROW_PX) - 2)
    const to = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: this.shown.length - 1,
    }[key.key]
    if (to === undefined) return
    key.preventDefault()
    this.focusRow(Math.max(0, Math.min(to, this.shown.length - 1)))
  }

  /** Brings a row into sight, below the heading, and then gives it the focus. @param {number} index */
  async focusRow(index) {
    const { pane } = this
    const [start, end] = [index * ROW_PX, (index + 1) * ROW_PX]
    const head = /** @type {HTMLElement} */ (pane.querySelector('.head')).offsetHeight
    if (start < pane.scrollTop) pane.scrollTop = start
    else if (end + head > pane.scrollTop + pane.clientHeight) pane.scrollTop = end + head - pane.clientHeight
    this.top = pane.scrollTop
    this.current = index
    await this.updateComplete
    const row = /** @type {HTMLElement|null} */ (this.querySelector(`[data-index="${index}"]`))
    row?.focus({ preventScroll: true })
  }

  /** @param {any} row */
  choose(row) {
    if (!this.busy && this.opens(row)) this.dispatchEvent(new CustomEvent('open', { detail: row }))
  }
}
customElements.define('x-long-table', LongTable)
