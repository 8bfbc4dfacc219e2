// @ts-check
// <x-scatter .common .threshold>: the distances of the same pairs by two models; where both say the same, points lie on the diagonal.
import { html, nothing, svg } from 'lit'
import { sample } from '../../result/compared.js'
import { Picture } from '../../base/element.js'
import { fold } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'
import { reach } from '../../pictures/scale.js'
import '../x-picture-tools.js'

const LEFT = 44
const BELOW = 40
const ABOVE = 20
const LARGEST = 520

class Scatter extends Picture {
  static properties = { common: {}, threshold: {} }

  constructor() {
    super()
    /** @type {import('../../result/compared.js').Match[]} */ this.common = []
    this.threshold = 2
    /** @type {import('../../result/compared.js').Match[]} */ this.drawn = []
    this.reach = 4
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('common')) return
    this.drawn = sample(this.common)
    this.reach = reach(
      this.common.reduce((most, { a, b }) => Math.max(most, Number(a.distanceLog2), Number(b.distanceLog2)), 0),
    )
  }

  render() {
    if (this.width < 40) return nothing
    const size = Math.min(LARGEST, this.width - LEFT - 8)
    const x = (/** @type {number} */ log2) => LEFT + (log2 / this.reach) * size
    const y = (/** @type {number} */ log2) => ABOVE + size - (log2 / this.reach) * size
    const ticks = Array.from({ length: this.reach + 1 }, (_, log2) => log2)
    const { threshold, drawn } = this
    const apart = drawn.filter(({ alike }) => !alike)
    return html`<svg class="scale scatter" width=${LEFT + size + 8} height=${ABOVE + size + BELOW} role="img"
        aria-label=${t('compare.scatter.label', { n: number(this.common.length) })}>${svg`
      <g class="squares">${ticks.map(
        tick => svg`<line x1=${x(tick)} x2=${x(tick)} y1=${y(0)} y2=${y(this.reach)}/><line
          x1=${x(0)} x2=${x(this.reach)} y1=${y(tick)} y2=${y(tick)}/>`,
      )}</g>
      <line class="axis" x1=${x(0)} y1=${y(0)} x2=${x(this.reach)} y2=${y(this.reach)}/>
      <line class="landmark" x1=${x(threshold)} x2=${x(threshold)} y1=${y(0)} y2=${y(this.reach)}/><line
          class="landmark" x1=${x(0)} x2=${x(this.reach)} y1=${y(threshold)} y2=${y(threshold)}/>
      <text class="end" x=${x(threshold)} y="12"
          text-anchor="middle">${t('distance.landmark', { fold: fold(threshold) })}</text>
      ${drawn
        .filter(({ alike }) => alike)
        .map(
          ({ a, b }) => svg`<circle class="alike" cx=${x(Number(a.distanceLog2))}
          cy=${y(Number(b.distanceLog2))} r="3"/>`,
        )}
      ${apart.map(
        ({ a, b }) => svg`<path class="apart"
          d="M${x(Number(a.distanceLog2))} ${y(Number(b.distanceLog2)) - 4.5}l4.5 8h-9z"/>`,
      )}
      ${ticks.map(
        tick => svg`<text class="tick" x=${x(tick)} y=${y(0) + 16}
          text-anchor="middle">${number(tick)}</text><text class="tick" x=${LEFT - 8} y=${y(tick) + 4}
          text-anchor="end">${number(tick)}</text>`,
      )}
      <text class="end" x=${x(this.reach / 2)} y=${y(0) + 34} text-anchor="middle">${t('compare.axis.a')}</text>
      <text class="end" text-anchor="middle"
          transform="translate(12 ${y(this.reach / 2)}) rotate(-90)">${t('compare.axis.b')}</text>`}</svg>
      <ul class="row small legend"><li class="site-chip"><svg class="scale" width="12" height="12"
          aria-hidden="true"><circle class="alike" cx="6" cy="6" r="3.5"/></svg>${t('compare.alike')}</li>
        <li class="site-chip"><svg class="scale" width="12" height="12" aria-hidden="true"><path class="apart"
            d="M6 1.500l4.500 8h-9z"/></svg>${t('compare.apart.key')}</li></ul>
      ${
        drawn.length < this.common.length
          ? html`<p
          class="hint">${t('compare.sample', { n: number(drawn.length), all: number(this.common.length) })}</p>`
          : nothing
      }
      <x-picture-tools name="compare" distances .picture=${() => this.querySelector('svg.scatter')}></x-picture-tools>`
  }
}
customElements.define('x-scatter', Scatter)
