// @ts-check
// <x-differences .pair .threshold>: where two HA1 differ and what that means: overview, alignment, glycosylation, contributions, sites,
// each substitution; in one numbering, which the reader chooses.
import { html, nothing } from 'lit'
import { named, numberingOf } from '../../result/alignment.js'
import { Element } from '../../base/element.js'
import { signed } from '../../i18n/figures.js'
import { number, t, tn } from '../../i18n/language.js'
import { IN_HEADINGS, shortened, strainNames } from '../../result/names.js'
import './x-alignment.js'
import './x-contributions.js'
import './x-site-strip.js'
import './x-site-table.js'
import './x-substitutions.js'
import { linked, mark } from './linked.js'
import { siteName } from './site-names.js'

class Differences extends Element {
  static properties = { pair: {}, threshold: {}, chosen: { state: true }, column: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.pair = null
    this.threshold = 0
    this.chosen = ''
    /** Of the substitution looked at; 0: none yet. */ this.column = 0
    linked(this, column => {
      this.column = column
    })
  }

  /** The pictures draw themselves after this element, and again when their width changes. */
  updated() {
    requestAnimationFrame(() => mark(this, this.column))
  }

  render() {
    const { pair } = this
    if (!pair) return nothing
    const count = pair.substitutions?.length ?? 0
    const { own, schemes } = numberingOf(pair)
    const scheme = this.chosen || own
    const [a, b] = strainNames([pair.a, pair.b]).map(name => shortened(name, IN_HEADINGS))
    return html`<section class="stack" aria-labelledby="h-changes"><h2
        id="h-changes">${tn('substitutions.count', count)}</h2>
      ${
        count === 0
          ? html`<p
          class="soft">${t('substitutions.none')}</p>`
          : html`<p>${t('substitutions.direction', { a, b })}</p>`
      }
      ${
        count === 0
          ? nothing
          : html`${this.numberings(schemes, scheme)}<x-site-strip .pair=${pair}
          .scheme=${scheme}></x-site-strip>`
      }</section>
      ${this.glycosylation(pair.glycosylation ?? {}, scheme)}
      ${
        pair.alignment?.a
          ? html`<section class="stack" aria-labelledby="h-alignment"><h2 id="h-alignment">${t('alignment.title')}</h2>
        <p class="soft">${t('alignment.text')}</p><x-alignment .pair=${pair}
            .scheme=${scheme}></x-alignment></section>`
          : nothing
      }
      ${
        count === 0
          ? nothing
          : typeof pair.distanceLog2 !== 'number'
            ? this.listed(scheme)
            : html`<section class="stack" aria-labelledby="h-contributions"><h2
              id="h-contributions">${t('contributions.title')}</h2>
        <p class="soft">${t('contributions.text', { distance: number(pair.distanceLog2, 1) })}</p>
        <x-contributions .pair=${pair} .scheme=${scheme} .threshold=${this.threshold}></x-contributions>
        <h3>${t('sites.title')}</h3><x-site-table .pair=${pair} .scheme=${scheme}></x-site-table>
        <h3>${t('substitutions.each')}</h3><x-substitutions .pair=${pair}
            .scheme=${scheme}></x-substitutions></section>`
      }
      ${count === 0 ? nothing : this.reading(scheme)}`
  }

  /** What is known of the substitution looked at, in sight wherever in the section the reader is. @param {string} scheme */
  reading(scheme) {
    const item = this.pair.substitutions.find((/** @type {any} */ { position }) => position === this.column)
    return html`<p class="looked small" data-test="looked">${
      item ? this.told(item, scheme) : html`<span class="soft">${t('looked.hint')}</span>`
    }</p>`
  }

  /** @param {any} item @param {string} scheme */
  told(item, scheme) {
    const { position, site, receptorBinding, contribution } = item
    const glycans = Object.entries(this.pair.glycosylation ?? {})
      .filter(([, columns]) => columns.some((/** @type {number} */ at) => position >= at && position <= at + 2))
      .map(([kind]) => t('looked.glycan', { kind: t(/** @type {any} */ (`alignment.motif.${kind}`)) }))
    const facts = [
      site ? siteName(site) : t('alignment.outside'),
      ...(receptorBinding ? [t('strip.receptor')] : []),
      ...(typeof contribution === 'number' ? [t('distance.short', { n: signed(contribution, 2) })] : []),
      ...glycans,
    ]
    return html`<strong class="mono">${named(item, numberingOf(this.pair), scheme).full}</strong> ${facts.join(' · ')}`
  }

  /** Where there is no distance: which sites differ, and each difference. @param {string} scheme */
  listed(scheme) {
    return html`<section class="stack" aria-labelledby="h-contributions"><h2
        id="h-contributions">${t('substitutions.each')}</h2>
      <x-site-table .pair=${this.pair} .scheme=${scheme}></x-site-table>
      <x-substitutions .pair=${this.pair} .scheme=${scheme}></x-substitutions></section>`
  }

  /** @param {string[]} schemes @param {string} chosen */
  numberings(schemes, chosen) {
    if (schemes.length < 2) return nothing
    return html`<div class="row"><fieldset class="segments"><legend
        class="hidden">${t('numbering.label')}</legend>${schemes.map(
          scheme => html`
      <label><input type="radio" name="numbering" data-test="numbering-${scheme}" .checked=${chosen === scheme}
          @change=${() => {
            this.chosen = scheme
          }}>${t('numbering.of', { scheme })}</label>`,
        )}</fieldset>
      <span class="hint">${t('numbering.hint')}</span></div>`
  }

  /** @param {{gained?: number[], lost?: number[], kept?: number[]}} changes @param {string} scheme */
  glycosylation({ gained = [], lost = [], kept = [] }, scheme) {
    const { own, at } = numberingOf(this.pair)
    const places = (/** @type {number[]} */ list) =>
      list.map(column => at(column, scheme) ?? `${column} (${own})`).join(t('list.join'))
    const line = (/** @type {'gained'|'lost'|'kept'} */ kind, /** @type {number[]} */ list) =>
      html`<div data-test="glycosylation-${kind}"><dt>${t(`glycosylation.${kind}`)}</dt><dd
          class="num">${list.length === 0 ? t('glycosylation.none') : places(list)}</dd></div>`
    return html`<section class="stack" aria-labelledby="h-glycosylation" data-test="glycosylation"><h2
        id="h-glycosylation">${t('glycosylation.title')}</h2>
      <p class="soft">${t('glycosylation.text', { numbering: scheme || own })}</p><dl
          class="facts">${line('gained', gained)}${line('lost', lost)}${line('kept', kept)}</dl></section>`
  }
}
customElements.define('x-differences', Differences)
