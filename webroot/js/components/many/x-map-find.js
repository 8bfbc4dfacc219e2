// @ts-check
// <x-map-find .mode .strains .rows .picked>: a strain of a map to find, and what lies nearest to it. Says `find` with the place of a strain
// in the list, -1 for none, and `open` with the row of a pair.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { apart } from '../../i18n/figures.js'
import { t } from '../../i18n/language.js'
import { nearestOf } from '../../pictures/strains.js'
import { shortened } from '../../result/names.js'

class MapFind extends Element {
  static properties = { mode: {}, strains: {}, rows: {}, picked: {} }

  constructor() {
    super()
    this.mode = ''
    /** @type {import('../../pictures/strains.js').Strain[]} */ this.strains = []
    /** @type {import('../../result/rows.js').Row[]} */ this.rows = []
    this.picked = -1
  }

  render() {
    return html`<div class="stack-s"><label class="row map-find"><span class="small">${t('map.find')}</span><select
        data-test="map-find" @change=${(/** @type {any} */ chosen) => this.say('find', Number(chosen.target.value))}>
        <option value="-1">${t('map.find.none')}</option>${this.strains.map(
          (each, place) => html`<option value=${place}
            ?selected=${place === this.picked}>${shortened(each.label)}</option>`,
        )}</select></label>
      <div role="status" data-test="map-reading">${this.picked < 0 ? nothing : this.nearest(this.strains[this.picked])}</div></div>`
  }

  /** @param {import('../../pictures/strains.js').Strain} strain */
  nearest(strain) {
    return html`<p><strong class="strain" title=${strain.name}>${shortened(strain.label)}</strong>${t('where.colon')}${t('map.nearest')}</p>
      <ul class="row">${nearestOf(this.mode, strain, this.strains, this.rows).map(
        ({ strain: other, row }) => html`<li>
        <button class="button" type="button" data-test="map-open" title=${other.name}
            @click=${() => this.say('open', row)}>${shortened(other.label)} · <span
            class="num">${t('distance.short', { n: apart(Number(row.distanceLog2)) })}</span></button></li>`,
      )}</ul>`
  }

  /** @param {string} name @param {unknown} detail */
  say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
customElements.define('x-map-find', MapFind)
