// @ts-check
// <x-pictures .result .rows>: the pictures that a result of many pairs has, one at a time; each is loaded when it is wanted.
// Says `open` with the row of a pair.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { t } from '../../i18n/language.js'
import { keep, kept } from '../../base/place.js'
import { subtypesOf } from '../../result/rows.js'

/** @typedef {'matrix'|'map'|'heat'} PictureName */

const LOAD = {
  matrix: () => import('./x-panel-matrix.js'),
  map: () => import('./x-antigenic-map.js'),
  heat: () => import('./x-heat-map.js'),
}
const BROADEST = 40 // references that a matrix has columns for
const SHARE = 0.2 // of all pairs of a list that makes a heat map worth its while
const LARGEST = 4_000_000 // cells of a heat map

class Pictures extends Element {
  static properties = {
    result: {},
    rows: {},
    busy: { type: Boolean },
    chosen: { state: true },
    subtype: { state: true },
  }

  constructor() {
    super()
    /** @type {any} */ this.result = null
    /** @type {import('../../result/rows.js').Row[]} */ this.rows = []
    /** @type {PictureName|null} */ this.chosen = kept('picture') ?? null
    this.subtype = kept('picture-subtype') ?? ''
    /** @type {string[]} */ this.subtypes = []
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('rows')) return
    const usable = this.rows.filter(row => row.distanceLog2 !== null)
    this.subtypes = subtypesOf(usable)
    const count = (/** @type {string} */ subtype) => usable.filter(row => row.subtype === subtype).length
    if (!this.subtypes.includes(this.subtype))
      this.subtype = [...this.subtypes].sort((x, y) => count(y) - count(x))[0] ?? ''
  }

  /** What can be drawn of the chosen subtype, the best first. @returns {PictureName[]} */
  get names() {
    const own = this.result.records.filter(
      (/** @type {any} */ record) => record.subtype === this.subtype && !record.errors?.length,
    )
    const references = own.filter((/** @type {any} */ record) => record.reference).length
    const { mode } = this.result
    if (mode === 'query')
      return [references <= BROADEST ? 'matrix' : 'heat', ...(references >= 3 ? [/** @type {const} */ ('map')] : [])]
    if (own.length < 3 || own.length ** 2 > LARGEST) return []
    if (mode === 'all') return own.length < 4 ? ['heat'] : ['map', 'heat']
    const dense = this.rows.length > SHARE * ((own.length * (own.length - 1)) / 2)
    return dense && own.length > 3 ? ['map', 'heat'] : []
  }

  /** @returns {PictureName|undefined} none where nothing can be drawn */
  get shown() {
    const { names, chosen } = this
    return chosen && names.includes(chosen) ? chosen : names[0]
  }

  updated() {
    if (this.shown) LOAD[this.shown]()
  }

  render() {
    const { names, shown } = this
    if (!shown) return nothing
    return html`<section class="card stack pictures" aria-labelledby="h-picture"><div class="row apart"><h2
        id="h-picture">${t(`${shown}.title`)}</h2>
      ${
        this.subtypes.length > 1
          ? html`<label class="row"><span class="small">${t('quality.subtype')}</span><select class="auto"
              data-test="picture-subtype" @change=${(/** @type {any} */ picked) => {
                this.subtype = keep('picture-subtype', picked.target.value)
              }}>
        ${this.subtypes.map(
          subtype => html`<option value=${subtype}
            ?selected=${subtype === this.subtype}>${subtype}</option>`,
        )}</select></label>`
          : nothing
      }
      ${
        names.length > 1
          ? html`<fieldset class="segments"><legend class="hidden">${t('pictures.choose')}</legend>${names.map(
              name => html`<label><input type="radio" name="picture" data-test="picture-${name}"
        .checked=${name === shown} @change=${() => {
          this.chosen = keep('picture', name)
        }}>${t(`${name}.title`)}</label>`,
            )}</fieldset>`
          : nothing
      }</div>${this.picture(shown)}</section>`
  }

  /** @param {PictureName} name */
  picture(name) {
    const { result, rows, subtype } = this
    const open = (/** @type {CustomEvent} */ chosen) =>
      this.dispatchEvent(new CustomEvent('open', { detail: chosen.detail }))
    if (name === 'matrix')
      return html`<x-panel-matrix .result=${result} .rows=${rows} .subtype=${subtype} @open=${open}></x-panel-matrix>`
    if (name === 'map')
      return html`<x-antigenic-map .result=${result} .rows=${rows} .subtype=${subtype} @open=${open}></x-antigenic-map>`
    return html`<x-heat-map .result=${result} .rows=${rows} .subtype=${subtype} @open=${open}></x-heat-map>`
  }
}
customElements.define('x-pictures', Pictures)
