// @ts-check
// <x-probability .value .threshold>: a probability on its scale from 0 to 1, with the threshold of the verdict.
import { html, nothing, svg } from 'lit'
import { Picture } from '../../base/element.js'
import { chance } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'

const MARGIN = 14

class Probability extends Picture {
  static properties = { value: {}, threshold: {} }

  constructor() {
    super()
    this.value = 0
    this.threshold = 0
  }

  render() {
    const { threshold } = this
    if (this.width < 40) return nothing
    const x = (/** @type {number} */ share) => MARGIN + share * (this.width - 2 * MARGIN)
    return html`<svg class="scale" viewBox="0 0 ${this.width} 66" width=${this.width} height="66" role="img"
        aria-label=${t('probability.picture', { value: chance(this.value), threshold: number(threshold) })}>${svg`
      <rect class="band similar" x=${x(0)} y="22" width=${x(threshold) - x(0)} height="12"/>
      <rect class="band variant" x=${x(threshold)} y="22" width=${x(1) - x(threshold)} height="12"/>
      <line class="landmark" x1=${x(threshold)} x2=${x(threshold)} y1="16" y2="40"/>
      <text class="end" x=${x(0)} y="12">${t('verdict.similar.short')}</text>
      <text class="end" x=${x(1)} y="12" text-anchor="end">${t('verdict.variant.short')}</text>
      <circle class="point" cx=${x(this.value)} cy="28" r="9"/>
      ${[0, threshold, 1].map(
        tick => svg`<text class="tick" x=${x(tick)} y="56"
          text-anchor="middle">${number(tick)}</text>`,
      )}`}</svg>`
  }
}
customElements.define('x-probability', Probability)
