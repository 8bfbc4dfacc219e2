// @ts-check
// <x-heat-legend .reach .threshold>: the scale of distances, with the one from which strains are called variants.
import { html } from 'lit'
import { Element } from '../../base/element.js'
import { fold } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'

class HeatLegend extends Element {
  static properties = { reach: {}, threshold: {} }

  constructor() {
    super()
    this.reach = 4
    this.threshold = 2
  }

  render() {
    const { reach, threshold } = this
    return html`<div class="heat-legend small"><span>${t('table.distance')}</span><span class="heat-scale"><span
        class="heat-ramp" aria-hidden="true" .style=${`--middle: ${(100 * threshold) / reach}%`}></span>
      <span class="heat-mark" aria-hidden="true" .style=${`inset-inline-start: ${(100 * threshold) / reach}%`}></span>
      ${Array.from(
        { length: reach + 1 },
        (_, log2) => html`<span class="num heat-tick"
          .style=${`inset-inline-start: ${(100 * log2) / reach}%`}>${number(log2)}</span>`,
      )}</span>
      <span class="heat-note"><span class="heat-mark-key"
          aria-hidden="true"></span>${t('heat.threshold', { fold: fold(threshold) })}</span>
      <span class="heat-note"><i class="heat-absent" aria-hidden="true"></i>${t('heat.none')}</span></div>`
  }
}
customElements.define('x-heat-legend', HeatLegend)
