// @ts-check
// <x-result .job ?addressed>: the result of a pair: verdict, warnings, probability and distance on one side; where they differ, other
// models and provenance on the other.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { FAR, apart, chance, fold } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'
import { warningTexts } from '../../i18n/sentences.js'
import { IN_HEADINGS, shortened, strainNames } from '../../result/names.js'
import { verdictOf } from '../../result/verdict.js'
import { madeOf } from '../job/words.js'
import './x-agreement.js'
import './x-contents.js'
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
  static properties = { job: {}, addressed: { type: Boolean } }

  constructor() {
    super()
    /** @type {any} */ this.job = null
    this.addEventListener('figured', event => this.figured(/** @type {CustomEvent} */ (event).detail))
    /** Whether sections may stand behind the # of the address, which may be a shared link's secret. */ this.addressed = false
  }

  render() {
    const pair = this.job?.result?.pairs?.[0]
    return pair
      ? html`<div class="pair" data-test="result"><div
          class="pair-side">${figured(pair) ? this.verdict(pair) : this.none(pair)}${this.warnings(pair)}${figured(pair) ? this.numbers(pair) : nothing}<x-notable .pair=${pair}></x-notable></div>
        <div class="pair-main"><x-contents .pair=${pair} ?addressed=${this.addressed}></x-contents>
          <x-differences .pair=${pair}
              .threshold=${this.job.result.threshold.distanceLog2}></x-differences><x-agreement
              .pair=${pair}></x-agreement><x-provenance .job=${this.job}></x-provenance></div></div>`
      : nothing
  }

  /** What its pictures show, and what made them. @param {import('../x-picture-tools.js').Figured} figured */
  figured(figured) {
    const { a, b } = this.strains(this.job.result.pairs[0])
    figured.subject = `${a} – ${b}`
    figured.made = madeOf(this.job)
  }

  /** @param {any} pair */
  strains(pair) {
    const [a, b] = strainNames([pair.a, pair.b]).map(name => shortened(name, IN_HEADINGS))
    return { a, b }
  }

  /** @param {any} pair */
  verdict(pair) {
    const verdict = verdictOf(pair)
    return html`<section class="verdict ${verdict}" data-test="verdict"
        data-variant=${pair.variant} role="status">
      <h2>${t(`verdict.${verdict}`)}</h2>
      <p>${t(this.sentence(pair), { ...this.strains(pair), fold: fold(Math.min(pair.distanceLog2, FAR)) })}</p></section>`
  }

  /** What is said of a subtype that no model has learned. @param {any} pair */
  none(pair) {
    return html`<section class="verdict none" data-test="verdict" role="status">
      <h2>${t('verdict.none', { subtype: pair.subtype })}</h2>
      <p>${t('verdict.none.text', { ...this.strains(pair), subtype: pair.subtype })}</p></section>`
  }

  /** @param {any} pair @returns {any} */
  sentence(pair) {
    if (verdictOf(pair) === 'undecided') return 'verdict.undecided.text'
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

  /** What a probability says of many such pairs: how forecasts like it came out, where the result tells. @param {any} pair */
  means({ probability, forecasts }) {
    if (forecasts) {
      const { from, to, pairs, variants } = forecasts
      return t('probability.forecasts', {
        from: number(from, 1),
        to: number(to, 1),
        pairs: number(pairs),
        variants: number(variants),
      })
    }
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
        <p class="soft small" data-test="forecasts">${identical(pair) ? nothing : this.means(pair)}</p><x-picture-tools
            name="probability"></x-picture-tools></section>
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
        <x-picture-tools name="distance" distances></x-picture-tools></section>
    </div>`
  }
}
customElements.define('x-result', Result)
