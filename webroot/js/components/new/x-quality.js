// @ts-check
// <x-quality .model .encoding>: how good a model is with an encoding, on later strains, in plain words and a line for each subtype.
import { html, nothing, svg } from 'lit'
import { Element } from '../../base/element.js'
import { gap, number, t } from '../../i18n/language.js'
import { EARLIER, MEAN, measured, splitName, STRICTEST } from '../../catalogue/quality.js'
import { subtypesWith } from '../../catalogue/trained.js'

class QualityView extends Element {
  static properties = { model: {}, encoding: {} }

  constructor() {
    super()
    this.model = /** @type {import('../../base/store.js').Model} */ (/** @type {unknown} */ (null))
    this.encoding = ''
  }

  render() {
    const later = this.measured(STRICTEST)
    if (later.length === 0) return nothing
    const served = subtypesWith(this.model, this.encoding)
    const earlier = this.measured(EARLIER).filter(
      ({ subtype }) => served.includes(subtype) && later.every(quality => quality.subtype !== subtype),
    )
    const known = [...later, ...earlier]
    const missing = this.model.subtypes.filter(subtype => !served.includes(subtype))
    return html`<div class="quality">
      ${known.map(quality => this.line(quality))}
      ${missing.map(
        subtype => html`<div class="quality-line"><span class="num">${subtype}</span><span
          class="soft small span">${t('quality.without')}</span></div>`,
      )}
      <p class="hint">${t('quality.mcc.means')}${gap()}${known.some(quality => quality.baselineMcc !== undefined) ? t('quality.baseline.means') : nothing}</p></div>`
  }

  /** @param {string} split */
  measured(split) {
    return measured(this.model, this.encoding, split).filter(({ subtype }) => subtype !== MEAN)
  }

  /** @param {import('../../base/store.js').Quality} quality */
  line({ subtype, mcc = 0, accuracy, pairs, from, split, baselineMcc }) {
    const x = (/** @type {number} */ value) => 4 + Math.max(0, Math.min(1, value)) * 112
    return html`<div class="quality-line"><span class="num">${subtype}</span>
      <svg viewBox="0 0 120 12" width="120" height="12" aria-hidden="true">${svg`<line class="track" x1="4" x2="116"
          y1="6" y2="6"/>
        <line class="fill" x1="4" x2=${x(mcc)} y1="6" y2="6"/>
        ${
          baselineMcc === undefined
            ? nothing
            : svg`<line class="baseline" x1=${x(baselineMcc)} x2=${x(baselineMcc)}
            y1="0" y2="12"/>`
        }<circle class="dot" cx=${x(mcc)} cy="6" r="4.5"/>`}</svg>
      <span class="num">MCC ${number(mcc, 2)}</span>
      <span class="soft small words">${accuracy === undefined ? nothing : t('quality.right', { n: number(Math.round(accuracy * 100)) })}${t('clause.join')}${splitName({ split, from })}${pairs ? t('quality.pairs', { n: number(pairs) }) : nothing}</span></div>`
  }
}
customElements.define('x-quality', QualityView)
