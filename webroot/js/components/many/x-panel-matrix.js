// @ts-check
// <x-panel-matrix .result .rows .subtype .sieved>: each sequence against each reference that the filter means, with the nearest reference of all
// and whether any covers it: is called similar to it. Says `open` with the row of a pair.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { apart } from '../../i18n/figures.js'
import { number, t, tn } from '../../i18n/language.js'
import { coloursOf, css, inkOn, mixed, reach, shareOf, watchTheme } from '../../pictures/scale.js'
import { gridOf, strainsOf } from '../../pictures/strains.js'
import { breaking } from '../../result/names.js'
import { MARK, verdictOf } from '../../result/verdict.js'
import './x-heat-legend.js'
import './x-long-table.js'

/**
 * @typedef {{key: number, name: string, label: string, cells: (import('../../result/rows.js').Row|null)[], places: number[], nearest: number, distance: number|null, covered: boolean|null}} Line
 *   `cells`: one for each reference; `places`: of their rows in the result, -1 for none; `nearest`: the place of the nearest reference, -1 for none; `covered`: null where nothing could be compared
 */

class PanelMatrix extends Element {
  static properties = { result: {}, rows: {}, subtype: {}, sieved: {} }

  constructor() {
    super()
    /** @type {any} */ this.result = null
    /** @type {import('../../result/rows.js').Row[]} */ this.rows = []
    this.subtype = ''
    /** @type {import('../../result/filter.js').Sieved|null} */ this.sieved = null
    /** @type {import('../../pictures/strains.js').Strain[]} */ this.across = []
    /** @type {Line[]} */ this.lines = []
    /** @type {Line[]} that the filter means */ this.shown = []
    /** @type {number[]} places of references that it means */ this.columnsShown = []
    this.reach = 4
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
    if (changed.has('rows') || changed.has('subtype')) this.lay()
    const { sieved } = this
    const means = (/** @type {number} */ key) => !sieved || sieved.whole || sieved.present.has(key)
    this.shown = this.lines.filter(({ key }) => means(key))
    this.columnsShown = this.across.flatMap(({ key }, place) => (means(key) ? [place] : []))
  }

  lay() {
    const grid = gridOf(this.result.mode, strainsOf(this.result, this.subtype), this.rows)
    this.across = grid.across
    this.lines = grid.down.map((query, line) =>
      this.line(query, [...grid.rows.subarray(line * grid.across.length, (line + 1) * grid.across.length)]),
    )
    this.reach = reach(
      this.lines.flatMap(({ cells }) => cells).reduce((most, row) => Math.max(most, row?.distanceLog2 ?? 0), 0),
    )
  }

  /** @param {import('../../pictures/strains.js').Strain} query @param {number[]} places @returns {Line} */
  line({ key, name, label }, places) {
    const cells = places.map(place => (place < 0 ? null : this.rows[place]))
    const distances = cells.map(row => row?.distanceLog2 ?? Infinity)
    const nearest = distances.indexOf(distances.reduce((x, y) => Math.min(x, y), Infinity))
    const known = cells.some(Boolean)
    return {
      key,
      name,
      label,
      cells,
      places,
      nearest: known ? nearest : -1,
      distance: known ? distances[nearest] : null,
      covered: known ? cells.some(row => row && verdictOf(row) === 'similar') : null,
    }
  }

  render() {
    const compared = this.lines.filter(({ covered }) => covered !== null)
    const covered = compared.filter(line => line.covered).length
    const colours = this.isConnected ? coloursOf(this) : null
    return html`<div class="stack matrix" data-test="matrix"><p
        data-test="covered">${tn('matrix.covered', compared.length, { covered: number(covered) })}</p>
      <x-heat-legend .reach=${this.reach} .threshold=${this.result.threshold.distanceLog2}></x-heat-legend>
      <p class="hint">${t('matrix.means')}</p>
      <x-long-table class="sticky-first"
          least=${`calc(var(--name) + var(--nearest) + var(--chip) + ${this.columnsShown.length} * var(--cell) + ${this.columnsShown.length + 2} * var(--s3) + 2 * var(--s4))`}
          hook="matrix-row" label=${t('matrix.title')} .rows=${this.shown} .columns=${this.columns}
          .opens=${(/** @type {Line} */ line) => line.nearest >= 0}
        .widths=${`minmax(var(--name), 1.4fr) minmax(var(--nearest), 1fr) var(--chip) repeat(${Math.max(1, this.columnsShown.length)}, minmax(var(--cell), 0.6fr))`}
        .cells=${(/** @type {Line} */ line) => this.cells(line, colours)}
        @open=${(/** @type {CustomEvent} */ chosen) => this.open(chosen.detail.cells[chosen.detail.nearest])}></x-long-table></div>`
  }

  get columns() {
    return [
      { id: 'name', name: t('matrix.query'), key: (/** @type {Line} */ line) => line.label },
      { id: 'nearest', name: t('matrix.nearest'), key: (/** @type {Line} */ line) => line.distance, figure: false },
      {
        id: 'covered',
        name: t('matrix.covered'),
        key: (/** @type {Line} */ line) => (line.covered === null ? null : Number(line.covered)),
      },
      ...this.columnsShown.map(place => ({
        id: `reference-${place}`,
        name: this.across[place].label,
        title: this.across[place].name,
        figure: true,
        key: (/** @type {Line} */ line) => line.cells[place]?.distanceLog2 ?? null,
      })),
    ]
  }

  /** @param {Line} line @param {ReturnType<typeof coloursOf>|null} colours */
  cells(line, colours) {
    const { name, label, nearest, distance, covered } = line
    return html`<span role="cell" class="name" title=${name}><span>${breaking(label)}</span></span>
      <span role="cell" class="name">${
        nearest < 0
          ? t('heat.none')
          : html`${breaking(this.across[nearest].label)} <span
          class="soft num">${number(Number(distance), 1)}</span>`
      }</span>
      <span role="cell">${
        covered === null
          ? nothing
          : html`<span
          class="chip ${covered ? 'good' : 'variant'}">${t(covered ? 'matrix.yes' : 'matrix.no')}</span>`
      }</span>
      ${this.columnsShown.map(place => this.cell(line.cells[place], place, this.means(line.places[place]) ? colours : null))}`
  }

  /** Whether the filter lets a row through. @param {number} place of it */
  means(place) {
    return !this.sieved || this.sieved.whole || place < 0 || this.sieved.flags[place] === 1
  }

  /** @param {import('../../result/rows.js').Row|null} row @param {number} place @param {ReturnType<typeof coloursOf>|null} colours null: it stays without colour */
  cell(row, place, colours) {
    if (!row) return html`<span role="cell" class="end soft">–</span>`
    const colour = colours
      ? mixed(colours.steps, shareOf(Number(row.distanceLog2), this.result.threshold.distanceLog2, this.reach))
      : null
    const verdict = t(`verdict.${verdictOf(row)}.short`)
    return html`<span role="cell" class="heat-cell num"
        .style=${colour ? `background-color: ${css(colour)}; color: ${inkOn(colour)}` : ''}
        title=${`${row.labelA} – ${this.across[place].label}${t('where.colon')}${verdict}`}
      @click=${(/** @type {Event} */ click) => {
        click.stopPropagation()
        this.open(row)
      }}><span aria-hidden="true">${MARK[verdictOf(row)]}</span> ${apart(Number(row.distanceLog2))}<span
      class="hidden"> ${verdict}</span></span>`
  }

  /** @param {import('../../result/rows.js').Row|null} row */
  open(row) {
    if (row) this.dispatchEvent(new CustomEvent('open', { detail: row }))
  }
}
customElements.define('x-panel-matrix', PanelMatrix)
