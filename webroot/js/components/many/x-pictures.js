// @ts-check
// <x-pictures .result .rows .filter .sieved>: the pictures that a result of many pairs has, one at a time and of one subtype at a time; each
// is loaded when it is wanted. Says `open` with the row of a pair, `pick` with the keys of strains that were picked.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { t } from '../../i18n/language.js'
import { keep, kept } from '../../base/place.js'
import { EVERYTHING } from '../../result/filter.js'
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
    filter: {},
    sieved: {},
    chosen: { state: true },
  }

  constructor() {
    super()
    /** @type {any} */ this.result = null
    /** @type {import('../../result/rows.js').Row[]} */ this.rows = []
    /** @type {PictureName|null} */ this.chosen = kept('picture') ?? null
    this.filter = EVERYTHING
    this.addEventListener('figured', event => this.figured(/** @type {CustomEvent} */ (event).detail))
    /** @type {import('../../result/filter.js').Sieved|null} */ this.sieved = null
    /** @type {string[]} that have distances, most pairs first */ this.subtypes = []
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('rows')) return
    const usable = this.rows.filter(row => row.distanceLog2 !== null)
    const count = (/** @type {string} */ subtype) => usable.filter(row => row.subtype === subtype).length
    this.subtypes = subtypesOf(usable).sort((x, y) => count(y) - count(x))
  }

  /** What a picture shows of the result. @param {import('../x-picture-tools.js').Figured} figured */
  figured(figured) {
    figured.subject = this.subtype
  }

  /** The one that is asked for, else that of most pairs. */
  get subtype() {
    return this.filter.subtype || (this.subtypes[0] ?? '')
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
        id="h-picture">${t(`${shown}.title`)}${this.subtypes.length > 1 ? html` <span class="soft">${this.subtype}</span>` : nothing}</h2>
      ${
        names.length > 1
          ? html`<fieldset class="segments"><legend class="hidden">${t('pictures.choose')}</legend>${names.map(
              name => html`<label><input type="radio" name="picture" data-test="picture-${name}"
        .checked=${name === shown} @change=${() => {
          this.chosen = keep('picture', name)
        }}>${t(`${name}.title`)}</label>`,
            )}</fieldset>`
          : nothing
      }</div>${
        this.subtypes.length > 1 && !this.filter.subtype
          ? html`<p class="hint" data-test="one-subtype">${t('pictures.one', { subtype: this.subtype, others: this.subtypes.slice(1).join(t('clause.join')) })}</p>`
          : nothing
      }${this.picture(shown)}</section>`
  }

  /** @param {PictureName} name */
  picture(name) {
    const { result, rows, subtype, sieved } = this
    const on = (/** @type {CustomEvent} */ said) =>
      this.dispatchEvent(new CustomEvent(said.type, { detail: said.detail }))
    if (name === 'matrix')
      return html`<x-panel-matrix .result=${result} .rows=${rows} .subtype=${subtype} .sieved=${sieved}
          @open=${on}></x-panel-matrix>`
    if (name === 'map')
      return html`<x-antigenic-map .result=${result} .rows=${rows} .subtype=${subtype} .sieved=${sieved}
          .chosen=${this.filter.picked} @open=${on} @pick=${on}></x-antigenic-map>`
    return html`<x-heat-map .result=${result} .rows=${rows} .subtype=${subtype} .sieved=${sieved} @open=${on}></x-heat-map>`
  }
}
customElements.define('x-pictures', Pictures)
