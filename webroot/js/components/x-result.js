// @ts-check
// <x-result .job>: the result of a pair: verdict, probability, distance, substitutions, warnings, provenance.
import { html, nothing } from 'lit'
import { Element } from '../element.js'
import { icon } from '../icons.js'
import { chance, fold, local, number, t, tn, warningTexts } from '../i18n.js'
import { strainNames } from '../job.js'
import { siteMap } from '../sites.js'
import { store } from '../store.js'
import './x-probability.js'
import './x-ruler.js'
import './x-site-strip.js'
import './x-substitutions.js'

/** Keys of what explains a result rather than weakens it. */
const CALM = new Set(['warning.identical'])

class Result extends Element {
  static properties = { job: {} }

  constructor() {
    super()
    /** @type {any} */ this.job = null
  }

  render() {
    const pair = this.job?.result?.pairs?.[0]
    return pair ? html`<div class="stack-l" data-test="result">${this.verdict(pair)}${this.warnings(pair)}${this.numbers(pair)}
      ${this.agreement(pair)}${this.changes(pair)}${this.provenance()}</div>` : nothing
  }

  /** @param {any} pair */
  strains(pair) {
    const [a, b] = strainNames([pair.a, pair.b])
    return { a, b }
  }

  /** @param {any} pair */
  verdict(pair) {
    return html`<section class="verdict ${pair.variant ? 'variant' : 'similar'}" data-test="verdict" data-variant=${pair.variant} role="status">
      <p class="soft small">${pair.subtype}</p>
      <h2>${t(pair.variant ? 'verdict.variant' : 'verdict.similar')}</h2>
      <p>${t(pair.variant ? 'verdict.variant.text' : 'verdict.similar.text', this.strains(pair))}</p></section>`
  }

  /** What explains is told calmly; what calls for caution stands out. @param {any} pair */
  warnings(pair) {
    const all = warningTexts(pair).map((text, index) => ({ text, calm: CALM.has(pair.warningKeys?.[index]?.key) }))
    const [calm, grave] = [all.filter(each => each.calm), all.filter(each => !each.calm)]
    return html`${calm.map(({ text }) => html`<p class="notice" data-test="note">${text}</p>`)}
      ${grave.length > 0 ? html`<section class="warnings" data-test="warnings" aria-label=${t('result.warnings')}>${grave.map(({ text }) => html`
      <p>${icon('warn')}<span>${text}</span></p>`)}</section>` : nothing}`
  }

  /** What the other models say of the same pair. @param {any} pair */
  agreement(pair) {
    const others = pair.agreement ?? []
    if (others.length === 0) return nothing
    const alike = others.filter((/** @type {any} */ other) => other.variant === pair.variant).length
    return html`<section class="stack" aria-labelledby="h-agreement" data-test="agreement"><h2 id="h-agreement">${t('agreement.title')}</h2>
      <p class="soft">${tn('agreement.text', others.length, { alike: number(alike) })}</p>
      <div class="card flush scroll"><table class="agreement"><thead><tr><th scope="col">${t('result.model')}</th><th scope="col">${t('result.encoding')}</th>
        <th scope="col">${t('agreement.verdict')}</th><th scope="col" class="end">${t('table.probability')}</th><th scope="col" class="end">${t('table.distance')}</th></tr></thead>
      <tbody>${others.map((/** @type {any} */ other) => html`<tr data-test="opinion"><th scope="row">${other.title ?? other.model} ${other.version}</th>
        <td>${local(store.known('encodings', { id: other.encoding, name: other.encoding }), 'name')}</td>
        <td><span class="chip ${other.variant ? 'variant' : 'good'}">${t(other.variant ? 'verdict.variant.short' : 'verdict.similar.short')}</span></td>
        <td class="num end">${chance(other.probability)}</td><td class="num end">${number(other.distanceLog2, 1)}</td></tr>`)}</tbody></table></div></section>`
  }

  /** @param {any} pair */
  numbers(pair) {
    const [low, high] = pair.interval ?? []
    const { threshold, intervalLevel } = this.job.result
    return html`<div class="two">
      <section class="card stack" aria-labelledby="h-probability"><h3 id="h-probability">${t('probability.title')}</h3>
        <p><span class="figure num" data-test="probability" data-value=${pair.probability}>${chance(pair.probability)}</span>
          <span class="soft">${t(pair.probability >= threshold.probability ? 'probability.above' : 'probability.below', { threshold: number(threshold.probability) })}</span></p>
        <x-probability .value=${pair.probability} .threshold=${threshold.probability}></x-probability></section>
      <section class="card stack" aria-labelledby="h-distance"><h3 id="h-distance">${t('distance.title')}</h3>
        <p><span class="figure num" data-test="distance" data-value=${pair.distanceLog2}>${number(pair.distanceLog2, 1)}</span>
          <span class="soft">${t('distance.unit', { fold: fold(pair.distanceLog2) })}</span></p>
        <x-ruler .distance=${pair.distanceLog2} .low=${low} .high=${high} .threshold=${threshold.distanceLog2}></x-ruler>
        ${low === undefined ? nothing : html`<p class="soft small num">${t('distance.interval', { level: number(Math.round(intervalLevel * 100)), low: number(low, 1), high: number(high, 1), lowFold: fold(low), highFold: fold(high) })}</p>`}</section>
    </div>`
  }

  /** @param {any} pair */
  changes(pair) {
    const count = pair.substitutions?.length ?? 0
    return html`<section class="stack" aria-labelledby="h-changes"><h2 id="h-changes">${tn('substitutions.count', count)}</h2>
      ${count === 0 ? html`<p class="soft">${t('substitutions.none')}</p>` : html`<p class="soft">${t('substitutions.direction', this.strains(pair))}</p>`}
      ${count === 0 ? nothing : html`<x-site-strip .pair=${pair}></x-site-strip>`}
      ${this.glycosylation(pair.glycosylation ?? {}, siteMap(pair.subtype)?.numbering ?? '')}
      ${count === 0 ? nothing : html`<x-substitutions .items=${pair.substitutions}></x-substitutions>`}</section>`
  }

  /** @param {{gained?: number[], lost?: number[]}} changes @param {string} numbering */
  glycosylation({ gained = [], lost = [] }, numbering) {
    if (gained.length + lost.length === 0) return nothing
    const sites = (/** @type {number[]} */ list) => list.join(t('list.join'))
    return html`<p class="row" data-test="glycosylation">${gained.length > 0 ? html`<span class="chip">${t('glycosylation.gained', { sites: sites(gained), numbering })}</span>` : nothing}
      ${lost.length > 0 ? html`<span class="chip">${t('glycosylation.lost', { sites: sites(lost), numbering })}</span>` : nothing}</p>`
  }

  provenance() {
    const { model, encoding, result } = this.job
    const digest = result.model?.digest ?? model.digest
    return html`<section class="stack" aria-labelledby="h-provenance"><h2 id="h-provenance">${t('result.provenance')}</h2>
      <dl class="facts provenance" data-test="provenance">
        <div><dt>${t('result.model')}</dt><dd>${local(store.known('models', model), 'name')}</dd></div>
        <div><dt>${t('result.version')}</dt><dd>${result.model?.version ?? model.version}</dd></div>
        <div><dt>${t('result.encoding')}</dt><dd>${local(store.known('encodings', encoding), 'name')}</dd></div>
        ${digest ? html`<div><dt>${t('result.digest')}</dt><dd class="mono">${digest}</dd></div>` : nothing}
        ${result.citation ? html`<div><dt>${t('result.citation')}</dt><dd>${result.citation}</dd></div>` : nothing}
      </dl><p class="hint">${t('result.same')}</p></section>`
  }
}
customElements.define('x-result', Result)
