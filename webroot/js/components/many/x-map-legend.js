// @ts-check
// <x-map-legend .square .scale .title .entries .circle ?landmarks>: what the squares, colours and shapes of an antigenic map mean.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { number, t } from '../../i18n/language.js'
import { STEPS } from '../../pictures/scale.js'

class MapLegend extends Element {
  static properties = { square: {}, scale: {}, title: {}, entries: {}, circle: {}, landmarks: { type: Boolean } }

  constructor() {
    super()
    /** Log2 units of a square. */ this.square = 1
    /** @type {import('../../pictures/tints.js').Scale|undefined} */ this.scale = undefined
    /** What groups are of, empty where they say so themselves. */ this.title = ''
    /** @type {import('../../pictures/tints.js').Entry[]} */ this.entries = []
    /** Log2 units around the chosen strain; 0: none is chosen. */ this.circle = 0
    this.landmarks = false
  }

  render() {
    const { square, circle, landmarks, title } = this
    return html`<ul class="row small legend map-legend">
      <li class="site-chip"><i class="square"
          aria-hidden="true"></i>${t('map.square', { n: number(square), fold: number(2 ** square) })}</li>
      ${
        circle > 0
          ? html`<li class="site-chip"><i class="circle"
          aria-hidden="true"></i>${t('map.circle', { fold: number(2 ** circle) })}</li>`
          : nothing
      }
      ${
        landmarks
          ? html`<li class="site-chip"><i class="diamond"
          aria-hidden="true"></i>${t('map.landmark')}</li>`
          : nothing
      }
      ${title ? html`<li class="site-chip"><span>${t('map.legend', { name: title })}</span></li>` : nothing}
      ${this.steps()}${this.entries.map(
        ({ tint, name, worded }) =>
          html`<li class="site-chip"><i class="tint ${tint}" aria-hidden="true"></i>${worded ? t(/** @type {any} */ (name)) : name}</li>`,
      )}</ul>`
  }

  steps() {
    const { scale } = this
    if (!scale) return nothing
    const { name, from, to, log } = scale
    return html`<li class="site-chip"><span>${name === null ? t('map.years') : t('map.legend', { name })}</span><span class="num">${from}</span>
      <span class="heat-strip" aria-hidden="true">${Array.from(
        { length: STEPS },
        (_, step) => html`<i class="year-${step}"></i>`,
      )}</span><span class="num">${to}</span>${log ? html`<span>${t('map.scale.log')}</span>` : nothing}</li>`
  }
}
customElements.define('x-map-legend', MapLegend)
