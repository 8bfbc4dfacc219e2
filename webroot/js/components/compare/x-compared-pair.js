// @ts-check
// <x-compared-pair .a .b>: one pair as two models see it: verdicts, distances on rulers, and what accounts for them.
import { html, nothing } from 'lit'
import { contributions } from '../../result/compared.js'
import { Element } from '../../base/element.js'
import { apart, chance } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'
import { notation } from '../../result/sites.js'
import { siteName } from '../pair/site-names.js'
import { strainNames } from '../../result/names.js'
import { verdictOf } from '../../result/verdict.js'
import '../pair/x-ruler.js'

class ComparedPair extends Element {
  static properties = { a: {}, b: {} }

  constructor() {
    super()
    /** @type {any} */ this.a = null
    /** @type {any} */ this.b = null
  }

  render() {
    const [a, b] = [this.a.result.pairs[0], this.b.result.pairs[0]]
    const alike = verdictOf(a) === verdictOf(b)
    const [nameA, nameB] = strainNames([a.a, a.b])
    return html`<div class="stack-l"><section class="verdict ${alike ? 'many' : 'variant'}" role="status"
        data-test="compare-summary"><h2>${t(alike ? 'compare.verdicts.alike' : 'compare.verdicts.apart')}</h2>
        <p class="strain" title=${`${a.a} – ${a.b}`}>${nameA} <span class="versus">${t('versus')}</span> ${nameB}</p>
        <p>${t('compare.apart.pair', { n: number(Math.abs(a.distanceLog2 - b.distanceLog2), 1) })}</p></section>
      ${a.a === b.a && a.b === b.b ? nothing : html`<p class="notice">${t('compare.byname')}</p>`}
      <div class="two">${this.side('a', this.a)}${this.side('b', this.b)}</div>${this.sites(a, b)}</div>`
  }

  /** @param {'a'|'b'} which @param {any} job */
  side(which, { result }) {
    const pair = result.pairs[0]
    const { probability, distanceLog2, interval } = pair
    return html`<section class="card stack" data-test="side-${which}" aria-labelledby="h-${which}"><h2
        id="h-${which}">${which.toUpperCase()}${t('where.colon')}${t(`verdict.${verdictOf(pair)}.short`)}</h2>
      <p><span class="figure num">${apart(distanceLog2)}</span>log2 <span
          class="soft">${number(interval[0], 1)}–${number(interval[1], 1)}</span></p>
      <x-ruler .distance=${distanceLog2} .low=${interval[0]} .high=${interval[1]}
          .threshold=${result.threshold.distanceLog2}></x-ruler>
      <p>${t('compare.probability')} <strong class="num">${chance(probability)}</strong></p></section>`
  }

  /** @param {any} a @param {any} b */
  sites(a, b) {
    const rows = contributions(a.substitutions ?? [], b.substitutions ?? [])
    if (rows.length === 0) return nothing
    const share = (/** @type {number|null} */ value) => (value === null ? '–' : number(value, 2))
    return html`<section class="stack"><h2 id="h-shares">${t('compare.substitutions')}</h2><p
        class="hint">${t('compare.substitutions.hint')}</p>
      <div class="scroll card flush" tabindex="0" role="region" aria-labelledby="h-shares"><table
          class="substitutions"><thead><tr><th scope="col">${t('substitutions.one')}</th><th
          scope="col">${t('substitutions.site')}</th><th scope="col" class="end">A</th><th scope="col"
          class="end">B</th></tr></thead>
        <tbody>${rows.map(
          ({ item, a: shareA, b: shareB }) => html`<tr data-test="share"><th scope="row"
              class="mono">${notation(item.from, item.to, item.position)} <span
              class="soft">(${item.numbering})</span></th>
          <td>${
            item.site
              ? siteName(item.site)
              : html`<span
              class="soft">${t('substitutions.outside')}</span>`
          }</td><td class="num end">${share(shareA)}</td><td
              class="num end">${share(shareB)}</td></tr>`,
        )}</tbody></table></div></section>`
  }
}
customElements.define('x-compared-pair', ComparedPair)
