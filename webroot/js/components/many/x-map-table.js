// @ts-check
// <x-map-table .strains .places>: the coordinates of a map, for who cannot see it. Says `open` with the place of a strain in the list.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { number, t } from '../../i18n/language.js'
import { breaking } from '../../result/names.js'
import './x-long-table.js'

/** @typedef {{index: number, strain: string, name: string, year: number|null, kind: number, x: number, y: number}} Line */

const FIGURES = ['year', 'x', 'y']

class MapTable extends Element {
  static properties = { strains: {}, places: {}, listed: { state: true } }

  constructor() {
    super()
    /** @type {import('../../pictures/strains.js').Strain[]} */ this.strains = []
    this.places = new Float64Array()
    /** @type {Line[]} */ this.lines = []
    this.listed = false
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('strains') && !changed.has('places')) return
    this.lines = this.strains.map(({ label, name, year, reference }, index) => ({
      index,
      strain: label,
      name,
      year,
      kind: Number(reference),
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
    const columns = /** @type {const} */ (['strain', 'year', 'kind', 'x', 'y']).map(id => ({
      id,
      name: t(`map.table.${id}`),
      figure: FIGURES.includes(id),
      key: (/** @type {any} */ row) => row[id],
    }))
    return html`<x-long-table class="coordinates" hook="map-row" label=${t('map.table')} .columns=${columns}
        .rows=${this.lines} .widths=${'minmax(9rem, 1fr) 4rem 9rem 4rem 4rem'} least="36rem" .cells=${cells}
      @open=${(/** @type {CustomEvent} */ chosen) =>
        this.dispatchEvent(new CustomEvent('open', { detail: chosen.detail.index }))}></x-long-table>`
  }
}
customElements.define('x-map-table', MapTable)

/** @param {Line} line */
const cells = ({
  strain,
  name,
  year,
  kind,
  x,
  y,
}) => html`<span role="cell" class="name" title=${name}>${breaking(strain)}</span>
  <span role="cell" class="num end">${year ?? ''}</span><span role="cell"
      class="name">${kind ? t('map.landmark') : ''}</span><span role="cell"
      class="num end">${number(x, 2)}</span><span role="cell" class="num end">${number(y, 2)}</span>`
