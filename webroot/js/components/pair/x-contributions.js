// @ts-check
// <x-contributions .pair .scheme .threshold>: how the predicted distance comes about, difference by difference; the table beside it says the same.
import { html, nothing, svg } from 'lit'
import { named, numberingOf } from '../../result/alignment.js'
import { Picture } from '../../base/element.js'
import { signed } from '../../i18n/figures.js'
import { number, t, tn } from '../../i18n/language.js'
import { siteColour } from '../../result/sites.js'
import { siteLabel } from './site-names.js'
import '../x-picture-tools.js'

const FIRST = 12 // as many as tell the story; the others in one bar
const ROW = 22
const TOP = 24
const END = 46 // pixels for a figure behind the last bar

class Contributions extends Picture {
  static properties = { pair: {}, scheme: {}, threshold: {} }

  constructor() {
    super()
    /** @type {any} */ this.pair = null
    this.scheme = ''
    this.threshold = 0
  }

  /** The steps from no distance to the whole, the largest first. */
  get steps() {
    const numbering = numberingOf(this.pair)
    const ordered = [...this.pair.substitutions].sort((x, y) => Math.abs(y.contribution) - Math.abs(x.contribution))
    const rest = ordered.slice(FIRST)
    const steps = ordered.slice(0, FIRST).map(item => ({
      label: named(item, numbering, this.scheme).short,
      site: item.site,
      at: item.position,
      value: item.contribution,
    }))
    if (rest.length > 0)
      steps.push({
        label: tn('contributions.rest', rest.length),
        site: '',
        at: 0,
        value: rest.reduce((sum, { contribution }) => sum + contribution, 0),
      })
    return steps
  }

  render() {
    if (this.width < 80 || !this.pair?.substitutions?.length) return nothing
    const { steps, threshold } = this
    let reached = this.pair.contributionBase ?? 0
    const bars = steps.map(step => {
      const from = reached
      reached += step.value
      return { ...step, from, to: reached }
    })
    const label = this.width < 480 ? 74 : 96
    const [low, high] = [Math.min(0, ...bars.map(({ to }) => to)), Math.max(threshold, ...bars.map(({ to }) => to))]
    const x = (/** @type {number} */ log2) => label + ((log2 - low) / (high - low)) * (this.width - label - END)
    const bottom = TOP + (bars.length + 1) * ROW
    const ticks = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, index) => Math.ceil(low) + index)
    return html`<svg class="scale contributions" width=${this.width} height=${bottom + 22} role="img"
        aria-label=${t('contributions.picture', { n: number(this.pair.substitutions.length), distance: number(this.pair.distanceLog2, 1) })}>${svg`
      <line class="landmark" x1=${x(threshold)} x2=${x(threshold)} y1="17" y2=${bottom}/>
      <text class="end" x=${x(threshold)} y="12"
          text-anchor="middle">${t('contributions.threshold', { n: number(threshold) })}</text>
      ${bars.map((bar, index) => this.step(bar, TOP + index * ROW, x))}
      <rect class="whole" x=${x(0)} y=${bottom - ROW + 4} width=${Math.max(1, x(reached) - x(0))} height=${ROW - 8}
          rx="2"/>
      <text class="end whole-name" x="0" y=${bottom - 7}>${t('contributions.whole')}</text><text class="end"
          x=${x(reached) + 6} y=${bottom - 7}>${number(reached, 1)}</text>
      <line class="axis" x1=${x(low)} x2=${x(high)} y1=${bottom} y2=${bottom}/>
      ${ticks.map(
        tick => svg`<line class="axis" x1=${x(tick)} x2=${x(tick)} y1=${bottom} y2=${bottom + 5}/><text
          class="tick" x=${x(tick)} y=${bottom + 18} text-anchor="middle">${number(tick)}</text>`,
      )}`}</svg>
      <x-picture-tools name="contributions" distances></x-picture-tools>`
  }

  /** @param {{label: string, site: string, at: number, value: number, from: number, to: number}} bar @param {number} y @param {(log2: number) => number} x */
  step({ label, site, at, value, from, to }, y, x) {
    const [left, right] = [Math.min(x(from), x(to)), Math.max(x(from), x(to))]
    return svg`<g data-at=${at || nothing}><rect class="reach" x="0" y=${y} width=${this.width} height=${ROW}/>
      <text class="step-name" x="0" y=${y + 15}>${label}</text>
      <line class="joint" x1=${x(to)} x2=${x(to)} y1=${y + 4} y2=${y + ROW + 4}/>
      <rect class="site-${siteColour(site)}" x=${left} y=${y + 4} width=${Math.max(1, right - left)} height=${ROW - 8}
          rx="2"/>
      <text class="tick" x=${right + 6}
          y=${y + 15}>${signed(value, 2)}${site ? ` ${siteLabel(site)}` : ''}</text></g>`
  }
}
customElements.define('x-contributions', Contributions)
