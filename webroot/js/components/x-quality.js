// @ts-check
// <x-quality .model [.whole]>: measured quality in plain words: the best encoding per subtype, or every measurement as a table.
import { html, nothing, svg } from 'lit'
import { Element } from '../element.js'
import { known, local, number, t } from '../i18n.js'
import { store } from '../store.js'

/** @typedef {import('../store.js').Quality} Quality */

/** In place of a subtype: the mean over subtypes. */
const MEAN = 'macro'

/** @param {{split: string, from?: number}} quality */
function splitOf({ split, from }) {
  if (split === 'time' && from) return t('quality.from', { year: from })
  return known(`split.${split}`) ? t(/** @type {any} */ (`split.${split}`)) : split
}

/** The strictest measurement of each subtype, with its best encoding. @param {Quality[]} all */
function headlines(all) {
  /** @type {Map<string, Quality>} */
  const best = new Map()
  const strictness = /** @type {Record<string, number>} */ ({ time: 10, rolling: -10, random: -20 })
  const rank = (/** @type {Quality} */ q) => (strictness[q.split] ?? 0) + (q.mcc ?? -1)
  for (const quality of all) {
    if (quality.subtype === MEAN) continue
    const known = best.get(quality.subtype)
    if (!known || rank(quality) > rank(known)) best.set(quality.subtype, quality)
  }
  return [...best.values()].sort((x, y) => x.subtype.localeCompare(y.subtype))
}

class QualityView extends Element {
  static properties = { model: {}, whole: {} }

  constructor() {
    super()
    this.model = /** @type {import('../store.js').Model} */ (/** @type {unknown} */ (null))
    this.whole = false
  }

  render() {
    const all = this.model?.quality ?? []
    if (all.length === 0) return nothing
    return this.whole ? this.table(all) : html`<div class="quality">
      <p class="small label">${t('quality.title')}</p>
      ${headlines(all).map(quality => this.line(quality))}
      <p class="hint">${t('quality.mcc.means')} ${all.some(quality => quality.baselineMcc !== undefined) ? t('quality.baseline.means') : nothing}</p></div>`
  }

  /** @param {Quality} quality */
  line({ subtype, encoding, mcc = 0, accuracy, pairs, from, split, baselineMcc }) {
    const x = (/** @type {number} */ value) => 4 + Math.max(0, Math.min(1, value)) * 112
    return html`<div class="quality-line"><span class="num">${subtype}</span>
      <svg viewBox="0 0 120 12" width="120" height="12" aria-hidden="true">${svg`<line class="track" x1="4" x2="116" y1="6" y2="6"/>
        <line class="fill" x1="4" x2=${x(mcc)} y1="6" y2="6"/>
        ${baselineMcc === undefined ? nothing : svg`<line class="baseline" x1=${x(baselineMcc)} x2=${x(baselineMcc)} y1="0" y2="12"/>`}<circle class="dot" cx=${x(mcc)} cy="6" r="4.5"/>`}</svg>
      <span class="num">MCC ${number(mcc, 2)}</span>
      <span class="soft small words">${accuracy === undefined ? nothing : t('quality.right', { n: number(Math.round(accuracy * 100)) })}${t('clause.join')}${splitOf({ split, from })}${pairs ? t('quality.pairs', { n: number(pairs) }) : nothing}${t('clause.join')}${this.nameOf(encoding)}</span></div>`
  }

  /** @param {string} encoding */
  nameOf(encoding) {
    return local(store.known('encodings', this.model.encodings.find(({ id }) => id === encoding) ?? { id: encoding, name: encoding }), 'name')
  }

  /** @param {Quality[]} all */
  table(all) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('quality.title')}><table>
      <thead><tr><th scope="col">${t('quality.subtype')}</th><th scope="col">${t('quality.encoding')}</th><th scope="col">${t('quality.split')}</th>
        <th scope="col">${t('quality.n')}</th><th scope="col">MCC</th><th scope="col">${t('quality.baseline')}</th><th scope="col">${t('quality.accuracy')}</th><th scope="col">${t('quality.mae')}</th></tr></thead>
      <tbody class="num">${all.map(q => html`<tr><th scope="row">${q.subtype === MEAN ? t('quality.mean') : q.subtype}</th>
        <td>${this.nameOf(q.encoding)}</td>
        <td>${splitOf(q)}</td><td>${q.pairs === undefined ? '–' : number(q.pairs)}</td>
        <td>${q.mcc === undefined ? '–' : number(q.mcc, 2)}</td><td>${q.baselineMcc === undefined ? '–' : number(q.baselineMcc, 2)}</td><td>${q.accuracy === undefined ? '–' : number(q.accuracy, 2)}</td>
        <td>${q.maeLog2 === undefined ? '–' : number(q.maeLog2, 2)}</td></tr>`)}</tbody></table></div>`
  }
}
customElements.define('x-quality', QualityView)
