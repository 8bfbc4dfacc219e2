// @ts-check
// <x-ruler .distance .low .high .threshold>: an antigenic distance on a ruler of log2 titre units, with its interval and the
// distance from which strains are called variants.
import { html, nothing, svg } from 'lit'
import { Picture } from '../../base/element.js'
import { fold } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'

const MARGIN = 14

class Ruler extends Picture {
  static properties = { distance: {}, low: {}, high: {}, threshold: {} }

  constructor() {
    super()
    this.distance = 0
    /** @type {number|undefined} */ this.low = undefined
    /** @type {number|undefined} */ this.high = undefined
    this.threshold = 0
  }

  render() {
    if (this.width < 40) return nothing
    const { distance, low = distance, high = distance, threshold } = this
    const from = Math.min(0, Math.floor(low))
    const to = Math.max(5, Math.ceil(high))
    const x = (/** @type {number} */ log2) => MARGIN + ((log2 - from) / (to - from)) * (this.width - 2 * MARGIN)
    const ticks = Array.from({ length: to - from + 1 }, (_, index) => from + index)
    const roomy = (this.width - 2 * MARGIN) / (to - from) > 34
    return html`<svg class="scale" viewBox="0 0 ${this.width} 78" width=${this.width} height="78" role="img"
        aria-label=${t('distance.picture', { value: number(distance, 1), low: number(low, 1), high: number(high, 1), threshold: number(threshold), fold: fold(threshold) })}>${svg`
      <text class="end" x=${x(threshold)} y="12"
          text-anchor=${x(threshold) < 90 ? 'start' : 'middle'}>${t('distance.landmark', { fold: fold(threshold) })}</text>
      <line class="landmark" x1=${x(threshold)} x2=${x(threshold)} y1="17" y2="42"/>
      <rect class="interval" x=${x(low)} y="22" width=${Math.max(2, x(high) - x(low))} height="12" rx="6"/>
      <line class="axis" x1=${x(from)} x2=${x(to)} y1="42" y2="42"/>
      ${ticks.map(
        tick => svg`<line class="axis" x1=${x(tick)} x2=${x(tick)} y1="42" y2="47"/>
        <text class="tick" x=${x(tick)} y="59" text-anchor="middle">${number(tick)}</text>
        ${
          roomy || tick % 2 === 0
            ? svg`<text class="tick faint" x=${x(tick)} y="74"
            text-anchor="middle">${tick === 0 ? t('distance.same') : `${tick < 0 ? `1/${2 ** -tick}` : 2 ** tick}×`}</text>`
            : nothing
        }`,
      )}
      <circle class="point" cx=${x(distance)} cy="28" r="9"/>`}</svg>`
  }
}
customElements.define('x-ruler', Ruler)
