// @ts-check
// <x-map-legend .square .years .entries .circle ?landmarks>: what the squares, colours and shapes of an antigenic map mean.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { known, number, t } from '../../i18n/language.js'
import { STEPS, tintOf } from '../../pictures/scale.js'

class MapLegend extends Element {
  static properties = { square: {}, years: {}, entries: {}, circle: {}, landmarks: { type: Boolean } }

  constructor() {
    super()
    /** Log2 units of a square. */ this.square = 1
    /** @type {{from: number, to: number}|null} */ this.years = null
    /** @type {import('../../pictures/tints.js').Tints['entries']} */ this.entries = []
    /** Log2 units around the chosen strain; 0: none is chosen. */ this.circle = 0
    this.landmarks = false
  }

  render() {
    const { square, circle, landmarks } = this
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
      ${this.scale()}${this.entries.map(
        ({ tint, name }) =>
          html`<li class="site-chip"><i class="tint ${tint}" aria-hidden="true"></i>${known(name) ? t(/** @type {any} */ (name)) : name}</li>`,
      )}</ul>`
  }

  scale() {
    const { years } = this
    if (!years) return nothing
    if (years.from === years.to)
      return html`<li class="site-chip"><i class="tint ${tintOf(years.from, years)}" aria-hidden="true"></i><span
          class="num">${years.from}</span></li>`
    return html`<li class="site-chip"><span>${t('map.years')}</span><span class="num">${years.from}</span>
      <span class="heat-strip" aria-hidden="true">${Array.from(
        { length: STEPS },
        (_, step) => html`<i class="year-${step}"></i>`,
      )}</span><span class="num">${years.to}</span></li>`
  }
}
customElements.define('x-map-legend', MapLegend)
