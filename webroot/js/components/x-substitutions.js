// @ts-check
// <x-substitutions .items>: each amino-acid substitution with its numbering, site and share in the prediction.
import { html, nothing, svg } from 'lit'
import { Element } from '../element.js'
import { number, t } from '../i18n.js'
import { notation, shortSite, siteColour } from '../sites.js'

const FIRST = 12 // as many as tell the story; the rest on request
const SORTS = /** @type {const} */ (['contribution', 'position'])

class Substitutions extends Element {
  static properties = { items: {}, order: { state: true }, scheme: { state: true }, all: { state: true } }

  constructor() {
    super()
    /** @type {any[]} */ this.items = []
    /** @type {typeof SORTS[number]} */ this.order = 'contribution'
    this.scheme = ''
    this.all = false
  }

  /** The numbering schemes that the result knows, the subtype's own first. @returns {string[]} */
  get schemes() {
    const own = this.items[0]?.numbering
    return [own, ...['H3', 'H1'].filter(scheme => scheme !== own && this.items.some(item => item[`${scheme.toLowerCase()}Position`]))].filter(Boolean)
  }

  /** @param {any} item */
  notation({ from, to, position, numbering, ...others }) {
    const wanted = this.scheme || numbering
    const there = wanted === numbering ? position : others[`${wanted.toLowerCase()}Position`]
    return there ? `HA1 ${notation(from, to, there)} (${wanted})` : `HA1 ${notation(from, to, position)} (${numbering})`
  }

  render() {
    const size = (/** @type {any} */ item) => Math.abs(item.contribution ?? 0)
    const sorted = [...this.items].sort((x, y) => (this.order === 'position' ? x.position - y.position : size(y) - size(x)))
    const largest = Math.max(...this.items.map(size), 1e-9)
    const { schemes } = this
    return html`<div class="row"><fieldset class="segments"><legend class="hidden">${t('sort.label')}</legend>${SORTS.map(order => html`
        <label><input type="radio" name="order" .checked=${this.order === order} @change=${() => { this.order = order }}>${t(`sort.${order}`)}</label>`)}</fieldset>
        ${schemes.length > 1 ? html`<fieldset class="segments"><legend class="hidden">${t('numbering.label')}</legend>${schemes.map(scheme => html`
          <label><input type="radio" name="numbering" data-test="numbering-${scheme}" .checked=${(this.scheme || schemes[0]) === scheme} @change=${() => { this.scheme = scheme }}>${t('numbering.of', { scheme })}</label>`)}</fieldset>` : nothing}</div>
      <div class="scroll card flush" tabindex="0" role="region" aria-label=${t('substitutions.table')}><table class="substitutions">
        <thead><tr><th scope="col">${t('substitutions.one')}</th><th scope="col">${t('substitutions.site')}</th><th scope="col">${t('substitutions.contribution')}</th></tr></thead>
        <tbody>${(this.all ? sorted : sorted.slice(0, FIRST)).map(item => this.row(item, largest))}</tbody></table></div>
      ${this.all || sorted.length <= FIRST ? nothing : html`<div><button class="button" type="button" data-test="substitutions-all" @click=${() => { this.all = true }}>${t('substitutions.all', { n: number(sorted.length) })}</button></div>`}
      <p class="hint">${t('substitutions.hint')}</p>`
  }

  /** @param {any} item @param {number} largest */
  row(item, largest) {
    const { site, contribution } = item
    const receptor = item.receptorBinding ?? item.receptor ?? false
    return html`<tr data-test="substitution"><th scope="row" class="mono">${this.notation(item)}</th>
      <td><span class="row sites">${site ? html`<span class="site-chip"><i class="site-${siteColour(site)}"></i>${t('substitutions.site.name', { site: shortSite(site) })}</span>` : html`<span class="soft">${t('substitutions.outside')}</span>`}${receptor ? html`<span class="chip">${t('substitutions.receptor')}</span>` : nothing}</span></td>
      <td class="num">${typeof contribution === 'number' ? html`<span class="bar">${this.bar(contribution, largest)}<span>${number(contribution, 2)}</span></span>` : nothing}</td></tr>`
  }

  /** To the right: towards variant; to the left, if any goes there: against it. @param {number} value @param {number} largest */
  bar(value, largest) {
    const zero = this.items.some(item => item.contribution < 0) ? 48 : 4
    const width = (Math.abs(value) / largest) * (zero === 48 ? 44 : 88)
    return html`<svg class="contribution" viewBox="0 0 96 12" width="96" height="12" aria-hidden="true">${svg`
      <rect class=${value < 0 ? 'against' : 'towards'} x=${value < 0 ? zero - width : zero} y="2" width=${width} height="8" rx="2"/><line x1=${zero} x2=${zero} y1="0" y2="12"/>`}</svg>`
  }
}
customElements.define('x-substitutions', Substitutions)
