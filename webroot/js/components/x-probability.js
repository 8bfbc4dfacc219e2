// @ts-check
// <x-probability .value>: a probability on its scale from 0 to 1, with the threshold of the verdict.
import { html, nothing, svg } from 'lit'
import { Picture } from '../element.js'
import { number, t } from '../i18n.js'

const THRESHOLD = 0.5
const MARGIN = 14

class Probability extends Picture {
  static properties = { value: {} }

  constructor() {
    super()
    this.value = 0
  }

  render() {
    if (this.width < 40) return nothing
    const x = (/** @type {number} */ share) => MARGIN + share * (this.width - 2 * MARGIN)
    return html`<svg class="scale" width=${this.width} height="66" role="img"
        aria-label=${t('probability.picture', { value: number(this.value, 2), threshold: number(THRESHOLD) })}>${svg`
      <rect class="band similar" x=${x(0)} y="22" width=${x(THRESHOLD) - x(0)} height="12"/>
      <rect class="band variant" x=${x(THRESHOLD)} y="22" width=${x(1) - x(THRESHOLD)} height="12"/>
      <line class="landmark" x1=${x(THRESHOLD)} x2=${x(THRESHOLD)} y1="16" y2="40"/>
      <text class="end" x=${x(0)} y="12">${t('verdict.similar.short')}</text>
      <text class="end" x=${x(1)} y="12" text-anchor="end">${t('verdict.variant.short')}</text>
      <circle class="point" cx=${x(this.value)} cy="28" r="9"/>
      ${[0, THRESHOLD, 1].map(tick => svg`<text class="tick" x=${x(tick)} y="56" text-anchor="middle">${number(tick)}</text>`)}`}</svg>`
  }
}
customElements.define('x-probability', Probability)
