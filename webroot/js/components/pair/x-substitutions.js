// @ts-check
// <x-substitutions .pair .scheme>: each amino-acid substitution in the numbering wanted, with its site and share in the prediction.
import { html, nothing, svg } from 'lit'
import { named, numberingOf, substitutionsCsv } from '../../result/alignment.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { number, t } from '../../i18n/language.js'
import { save } from '../../pictures/saving.js'
import { siteColour } from '../../result/sites.js'
import { siteName } from './site-names.js'

const FIRST = 12 // as many as tell the story; the rest on request
const SORTS = /** @type {const} */ (['contribution', 'position'])

class Substitutions extends Element {
  static properties = { pair: {}, scheme: {}, order: { state: true }, all: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.pair = null
    /** @type {typeof SORTS[number]} */ this.order = 'contribution'
    this.scheme = ''
    this.all = false
  }

  /** @returns {import('../../result/alignment.js').Substitution[]} */
  get items() {
    return this.pair?.substitutions ?? []
  }

  render() {
    const size = (/** @type {any} */ item) => Math.abs(item.contribution ?? 0)
    const shared = typeof this.pair?.distanceLog2 === 'number'
    const sorted = [...this.items].sort((x, y) =>
      this.order === 'position' || !shared ? x.position - y.position : size(y) - size(x),
    )
    const largest = Math.max(...this.items.map(size), 1e-9)
    const numbering = numberingOf(this.pair)
    return html`${shared ? this.sorts() : nothing}
      <div class="scroll card flush" tabindex="0" role="region" aria-label=${t('substitutions.table')}><table
          class="substitutions">
        <thead><tr><th scope="col">${t('substitutions.one')}</th><th scope="col">${t('substitutions.site')}</th>${shared ? html`<th scope="col">${t('substitutions.contribution')}</th>` : nothing}</tr></thead>
        <tbody>${(this.all ? sorted : sorted.slice(0, FIRST)).map(item => this.row(item, named(item, numbering, this.scheme).full, largest))}</tbody></table></div>
      ${
        this.all || sorted.length <= FIRST
          ? nothing
          : html`<div><button class="button" type="button" data-test="substitutions-all" @click=${() => {
              this.all = true
            }}>${t('substitutions.all', { n: number(sorted.length) })}</button></div>`
      }
      <div class="row"><p class="hint grow">${shared ? t('substitutions.hint') : nothing}</p><button class="button quiet" type="button"
          data-test="substitutions-csv"
          @click=${this.download}>${icon('download')}${t('substitutions.csv')}</button></div>`
  }

  sorts() {
    return html`<div class="row"><fieldset class="segments"><legend
        class="hidden">${t('sort.label')}</legend>${SORTS.map(
          order => html`
        <label><input type="radio" name="order" .checked=${this.order === order} @change=${() => {
          this.order = order
        }}>${t(`sort.${order}`)}</label>`,
        )}</fieldset></div>`
  }

  download() {
    save(new Blob([substitutionsCsv(this.items)], { type: 'text/csv' }), 'driftline-substitutions.csv')
  }

  /** @param {any} item @param {string} name @param {number} largest */
  row(item, name, largest) {
    const { site, contribution } = item
    const receptor = item.receptorBinding ?? item.receptor ?? false
    return html`<tr data-test="substitution" data-at=${item.position}><th scope="row" class="mono">${name}</th>
      <td><span class="row sites">${
        site
          ? html`<span class="site-chip"><i
          class="site-${siteColour(site)}"></i>${siteName(site)}</span>`
          : html`<span
              class="soft">${t('substitutions.outside')}</span>`
      }${
        receptor
          ? html`<span
                  class="chip">${t('substitutions.receptor')}</span>`
          : nothing
      }</span></td>
      ${
        typeof contribution === 'number'
          ? html`<td class="num"><span
          class="bar">${this.bar(contribution, largest)}<span>${number(contribution, 2)}</span></span></td>`
          : nothing
      }</tr>`
  }

  /** To the right: towards variant; to the left, if any goes there: against it. @param {number} value @param {number} largest */
  bar(value, largest) {
    const zero = this.items.some(item => item.contribution < 0) ? 48 : 4
    const width = (Math.abs(value) / largest) * (zero === 48 ? 44 : 88)
    return html`<svg class="contribution" viewBox="0 0 96 12" width="96" height="12" aria-hidden="true">${svg`
      <rect class=${value < 0 ? 'against' : 'towards'} x=${value < 0 ? zero - width : zero} y="2" width=${width}
          height="8" rx="2"/><line x1=${zero} x2=${zero} y1="0" y2="12"/>`}</svg>`
  }
}
customElements.define('x-substitutions', Substitutions)
