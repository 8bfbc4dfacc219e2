// @ts-check
// <x-filter .known .subtypes .filter .sieved .total>: one filter for map, heat map and table, and how much it shows. Says `filter` with the new filter.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { number, t, tn } from '../../i18n/language.js'
import { EVERYTHING, yearsKnown } from '../../result/filter.js'

const VERDICTS = /** @type {const} */ (['', 'variant', 'similar', 'undecided', 'outside'])
const YEAR = /^[12]\d{3}$/

class FilterBar extends Element {
  static properties = { known: {}, subtypes: {}, filter: {}, sieved: {}, total: {} }

  constructor() {
    super()
    /** @type {import('../../result/filter.js').Known[]} */ this.known = []
    /** @type {string[]} that pairs were made of */ this.subtypes = []
    this.filter = EVERYTHING
    /** @type {import('../../result/filter.js').Sieved|null} */ this.sieved = null
    /** Pairs there are. */ this.total = 0
  }

  render() {
    const { filter } = this
    return html`<section class="row filters sieve" role="search" aria-label=${t('filter.title')}>
      <input type="text" data-test="filter-text" aria-label=${t('table.filter')} placeholder=${t('table.filter')}
          .value=${filter.text} @input=${(/** @type {any} */ typed) => this.narrow({ text: typed.target.value })}>
      ${this.subtype()}
      <select data-test="filter-verdict" aria-label=${t('agreement.verdict')}
          @change=${(/** @type {any} */ chosen) => this.narrow({ verdict: chosen.target.value })}>
        ${VERDICTS.map(
          verdict => html`<option value=${verdict}
            ?selected=${verdict === filter.verdict}>${t(`table.verdict.${verdict || 'all'}`)}</option>`,
        )}</select>
      ${this.years()}${this.picked()}
      ${
        this.sieved?.whole
          ? nothing
          : html`<button class="button quiet" type="button" data-test="filter-clear"
          @click=${() => this.narrow(EVERYTHING)}>${t('filter.clear')}</button>`
      }
      <span class="soft small num push" role="status" data-test="row-count"
          data-rows=${this.sieved?.rows.length ?? 0}>${this.count()}</span></section>`
  }

  count() {
    const { sieved, total } = this
    if (!sieved || sieved.whole) return tn('table.rows', total)
    const own = this.known.filter(({ reference, usable }) => usable && !reference)
    const meant = own.filter(({ key }) => sieved.lit.has(key)).length
    return [
      tn('filter.strains', own.length, { shown: number(meant) }),
      tn('filter.shown', total, { shown: number(sieved.rows.length) }),
    ].join(t('clause.join'))
  }

  subtype() {
    if (this.subtypes.length < 2) return nothing
    return html`<select data-test="filter-subtype" aria-label=${t('quality.subtype')}
        @change=${(/** @type {any} */ chosen) => this.narrow({ subtype: chosen.target.value, picked: [] })}>
      <option value="">${t('table.subtype.all')}</option>${this.subtypes.map(
        subtype => html`<option value=${subtype}
          ?selected=${subtype === this.filter.subtype}>${subtype}</option>`,
      )}</select>`
  }

  years() {
    const years = yearsKnown(this.known)
    if (!years) return nothing
    const field = (/** @type {'from'|'to'} */ end, /** @type {number} */ usual) => html`<input type="text"
        inputmode="numeric" maxlength="4" class="year num" data-test="filter-${end}" aria-label=${t(`filter.${end}`)}
        placeholder=${usual} .value=${String(this.filter[end] ?? '')}
      @change=${(/** @type {any} */ typed) => this.year(end, typed.target)}>`
    return html`<span class="row years"><span class="small" aria-hidden="true">${t('filter.years')}</span>${field('from', years.first)}<span
        aria-hidden="true">–</span>${field('to', years.last)}</span>`
  }

  /** What is no year is taken out of its field. @param {'from'|'to'} end @param {HTMLInputElement} field */
  year(end, field) {
    if (!YEAR.test(field.value)) field.value = ''
    this.narrow({ [end]: field.value ? Number(field.value) : null })
  }

  picked() {
    const { length } = this.filter.picked
    if (length === 0) return nothing
    return html`<button class="button picked" type="button" data-test="filter-picked" title=${t('filter.unpick')}
        @click=${() => this.narrow({ picked: [] })}>${tn('filter.picked', length)}${icon('cross')}<span
        class="hidden">${t('filter.unpick')}</span></button>`
  }

  /** @param {Partial<import('../../result/filter.js').Filter>} part */
  narrow(part) {
    this.dispatchEvent(new CustomEvent('filter', { detail: { ...this.filter, ...part } }))
  }
}
customElements.define('x-filter', FilterBar)
