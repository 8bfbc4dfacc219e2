// @ts-check
// <x-result .job>: the result of a pair: verdict, probability, distance, substitutions, warnings, provenance.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { FAR, apart, chance, fold } from '../../i18n/figures.js'
import { local, number, t, tn } from '../../i18n/language.js'
import { warningTexts } from '../../i18n/sentences.js'
import { IN_HEADINGS, shortened, strainNames } from '../../result/names.js'
import { undecided } from '../../result/rows.js'
import { store } from '../../base/store.js'
import './x-differences.js'
import './x-notable.js'
import '../x-picture-tools.js'
import './x-probability.js'
import './x-provenance.js'
import './x-ruler.js'

/** Whether nothing differs, so that no network was asked. @param {any} pair */
const identical = pair => (pair.warningKeys ?? []).some((/** @type {any} */ { key }) => key === 'warning.identical')

/** Whether a model was asked; of a subtype that none has learned there are no figures. @param {any} pair */
const figured = pair => typeof pair.distanceLog2 === 'number'

/** Said in place of the verdict. */
const NO_MODEL = 'warning.no-model'

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
    return pair
      ? html`<div class="stack-l"
          data-test="result">${figured(pair) ? this.verdict(pair) : this.none(pair)}${this.warnings(pair)}<x-notable .pair=${pair}></x-notable>${figured(pair) ? this.numbers(pair) : nothing}${this.contents(pair)}
      <x-differences .pair=${pair}
          .threshold=${this.job.result.threshold.distanceLog2}></x-differences>${this.agreement(pair)}<x-provenance
          .job=${this.job}></x-provenance></div>`
      : nothing
  }

  /** @param {any} pair */
  strains(pair) {
    const [a, b] = strainNames([pair.a, pair.b]).map(name => shortened(name, IN_HEADINGS))
    return { a, b }
  }

  /** @param {any} pair */
  verdict(pair) {
    const verdict = undecided(pair) ? 'undecided' : pair.variant ? 'variant' : 'similar'
    return html`<section class="verdict ${verdict === 'undecided' ? 'many' : verdict}" data-test="verdict"
        data-variant=${pair.variant} role="status">
      <p class="soft small">${pair.subtype}</p>
      <h2>${t(`verdict.${verdict}`)}</h2>
      <p>${t(this.sentence(pair), { ...this.strains(pair), fold: fold(Math.min(pair.distanceLog2, FAR)) })}</p></section>`
  }

  /** What is said of a subtype that no model has learned. @param {any} pair */
  none(pair) {
    return html`<section class="verdict none" data-test="verdict" role="status"><p class="soft small">${pair.subtype}</p>
      <h2>${t('verdict.none', { subtype: pair.subtype })}</h2>
      <p>${t('verdict.none.text', { ...this.strains(pair), subtype: pair.subtype })}</p></section>`
  }

  /** @param {any} pair @returns {any} */
  sentence(pair) {
    if (pair.variant) return pair.distanceLog2 > FAR ? 'verdict.variant.far' : 'verdict.variant.text'
    return identical(pair) ? 'verdict.identical.text' : 'verdict.similar.text'
  }

  /** What explains is told calmly; what calls for caution stands out. @param {any} pair */
  warnings(pair) {
    const all = warningTexts(pair)
      .map((text, index) => ({ text, key: pair.warningKeys?.[index]?.key }))
      .filter(({ key }) => key !== NO_MODEL)
      .map(({ text, key }) => ({ text, calm: CALM.has(key) }))
    const [calm, grave] = [all.filter(each => each.calm), all.filter(each => !each.calm)]
    return html`${calm.map(({ text }) => html`<p class="notice" data-test="note">${text}</p>`)}
      ${
        grave.length > 0
          ? html`<section class="warnings" data-test="warnings" aria-label=${t('result.warnings')}>${grave.map(
              ({ text }) => html`
      <p>${icon('warn')}<span>${text}</span></p>`,
            )}</section>`
          : nothing
      }`
  }

  /** The sections below, which are long. Buttons: what stands behind the # of an address may be a shared link's secret. @param {any} pair */
  contents(pair) {
    const sections = /** @type {const} */ ([
      ['h-changes', 'contents.changes'],
      ['h-glycosylation', 'glycosylation.title'],
      ['h-alignment', 'alignment.title'],
      ['h-contributions', figured(pair) ? 'contributions.title' : 'substitutions.each'],
      ['h-agreement', 'agreement.title'],
      ['h-provenance', 'contents.provenance'],
    ])
    const there = {
      'h-alignment': pair.alignment?.a,
      'h-contributions': pair.substitutions?.length,
      'h-agreement': pair.agreement?.length,
    }
    return html`<nav class="row contents" aria-label=${t('contents.label')}>${sections
      .filter(([id]) => !(id in there) || there[/** @type {keyof typeof there} */ (id)])
      .map(
        ([id, label]) => html`
      <button class="button pill" type="button" data-test="to-${id}"
          @click=${() => this.show(id)}>${t(label)}</button>`,
      )}</nav>`
  }

  /** @param {string} id of a heading */
  show(id) {
    const heading = /** @type {HTMLElement} */ (this.querySelector(`#${id}`))
    heading.scrollIntoView()
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }

  /** What the other models say of the same pair. @param {any} pair */
  agreement(pair) {
    const others = pair.agreement ?? []
    if (others.length === 0) return nothing
    const alike = others.filter((/** @type {any} */ other) => other.variant === pair.variant).length
    const said = alike === others.length ? 'all' : alike === 0 ? 'none' : 'some'
    return html`<section class="stack" data-test="agreement"><h2>${t('agreement.title')}</h2>
      <p class="soft">${tn(`agreement.${said}`, others.length, { alike: number(alike), ha: pair.subtype })}</p>
      <div class="card flush scroll" tabindex="0" role="region" aria-label=${t('agreement.table')}><table
          class="agreement"><thead><tr><th scope="col">${t('result.model')}</th><th
          scope="col">${t('result.encoding')}</th>
        <th scope="col">${t('agreement.verdict')}</th><th scope="col" class="end">${t('table.probability')}</th><th
            scope="col" class="end">${t('table.distance')}</th></tr></thead>
      <tbody>${others.map(
        (
          /** @type {any} */ other,
        ) => html`<tr data-test="opinion"><th scope="row">${other.title ?? other.model} ${other.version}</th>
        <td>${local(store.known('encodings', { id: other.encoding, name: other.encoding }), 'name')}</td>
        <td><span class="chip ${other.variant ? 'variant' : 'good'}">${t(other.variant ? 'verdict.variant.short' : 'verdict.similar.short')}</span></td>
        <td class="num end">${chance(other.probability)}</td><td
            class="num end">${apart(other.distanceLog2)}</td></tr>`,
      )}</tbody></table></div></section>`
  }

  /** What a calibrated probability says of many such pairs. @param {number} probability */
  means(probability) {
    const hundred = Math.round(probability * 100)
    if (hundred >= 99 || hundred <= 1) return t(hundred > 50 ? 'probability.nearly.all' : 'probability.nearly.none')
    return t('probability.means', { n: number(hundred) })
  }

  /** @param {any} pair */
  unit(pair) {
    if (identical(pair)) return t('distance.none')
    return pair.distanceLog2 > FAR ? t('distance.far') : t('distance.unit', { fold: fold(pair.distanceLog2) })
  }

  /** @param {any} pair */
  numbers(pair) {
    const [low, high] = pair.interval ?? []
    const { threshold, intervalLevel } = this.job.result
    return html`<div class="two">
      <section class="card stack" aria-labelledby="h-probability"><h3 id="h-probability">${t('probability.title')}</h3>
        <p><span class="figure num" data-test="probability"
            data-value=${pair.probability}>${chance(pair.probability)}</span>
          <span class="soft">${t(pair.probability >= threshold.probability ? 'probability.above' : 'probability.below', { threshold: number(threshold.probability) })}</span></p>
        <x-probability .value=${pair.probability} .threshold=${threshold.probability}></x-probability>
        <p class="soft small">${identical(pair) ? nothing : this.means(pair.probability)}</p><x-picture-tools
            name="driftline-probability"></x-picture-tools></section>
      <section class="card stack" aria-labelledby="h-distance"><h3 id="h-distance">${t('distance.title')}</h3>
        <p><span class="figure num" data-test="distance"
            data-value=${pair.distanceLog2}>${apart(pair.distanceLog2)}</span>
          <span class="soft">${this.unit(pair)}</span></p>
        <x-ruler .distance=${pair.distanceLog2} .low=${low} .high=${high}
            .threshold=${threshold.distanceLog2}></x-ruler>
        ${
          low === undefined
            ? nothing
            : html`<p
            class="soft small num">${t('distance.interval', { level: number(Math.round(intervalLevel * 100)), low: number(low, 1), high: number(high, 1), lowFold: fold(low), highFold: fold(high) })}</p>`
        }
        <x-picture-tools name="driftline-distance"></x-picture-tools></section>
    </div>`
  }
}
customElements.define('x-result', Result)
