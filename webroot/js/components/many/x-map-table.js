// @ts-check
// <x-map-table .strains .places .values .title>: the coordinates of a map, for who cannot see it, and the values that it is coloured by, if it is by such. Says `open` with the place of a strain in the list.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { number, t } from '../../i18n/language.js'
import { breaking } from '../../result/names.js'
import './x-long-table.js'

/** @typedef {{index: number, strain: string, name: string, year: number|null, kind: number, value: string|null, x: number, y: number}} Line */

const FIGURES = ['year', 'x', 'y']

class MapTable extends Element {
  static properties = { strains: {}, places: {}, values: {}, title: {}, listed: { state: true } }

  constructor() {
    super()
    /** @type {import('../../pictures/strains.js').Strain[]} */ this.strains = []
    this.places = new Float64Array()
    /** @type {(string|null)[]|undefined} of each strain */ this.values = undefined
    this.title = ''
    /** @type {Line[]} */ this.lines = []
    this.listed = false
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!['strains', 'places', 'values'].some(name => changed.has(name))) return
    this.lines = this.strains.map(({ label, name, year, reference }, index) => ({
      index,
      strain: label,
      name,
      year,
      kind: Number(reference),
      value: this.values?.[index] ?? null,
      x: this.places[2 * index],
      y: -this.places[2 * index + 1],
    }))
  }

  render() {
    return html`<details data-test="map-table" @toggle=${(/** @type {any} */ toggled) => {
      this.listed = toggled.target.open
    }}><summary>${t('map.table')}</summary>${this.listed ? this.table() : nothing}</details>`
  }

  table() {
    const valued = this.values !== undefined
    const columns = ['strain', 'year', 'kind', ...(valued ? ['value'] : []), 'x', 'y'].map(id => ({
      id,
      name: id === 'value' ? this.title : t(/** @type {any} */ (`map.table.${id}`)),
      figure: FIGURES.includes(id),
      key: (/** @type {any} */ row) => row[id],
    }))
    return html`<x-long-table class="coordinates" hook="map-row" label=${t('map.table')} .columns=${columns}
        .rows=${this.lines} .widths=${`minmax(9rem, 1fr) 4rem 9rem ${valued ? '8rem ' : ''}4rem 4rem`} least=${valued ? '44rem' : '36rem'}
      .cells=${(/** @type {Line} */ line) => cells(line, valued)}
      @open=${(/** @type {CustomEvent} */ chosen) =>
        this.dispatchEvent(new CustomEvent('open', { detail: chosen.detail.index }))}></x-long-table>`
  }
}
customElements.define('x-map-table', MapTable)

/** @param {Line} line @param {boolean} valued */
const cells = (
  { strain, name, year, kind, value, x, y },
  valued,
) => html`<span role="cell" class="name" title=${name}>${breaking(strain)}</span>
  <span role="cell" class="num end">${year ?? ''}</span><span role="cell"
      class="name">${kind ? t('map.landmark') : ''}</span>${valued ? html`<span role="cell" class="name">${value ?? ''}</span>` : ''}<span role="cell"
      class="num end">${number(x, 2)}</span><span role="cell" class="num end">${number(y, 2)}</span>`
