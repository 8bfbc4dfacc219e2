// @ts-check
// <x-measured .model .encoding>: every measurement of a model with an encoding, one way of testing at a time, and its calibration.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { number, t } from '../../i18n/language.js'
import { MEAN, measured, splitName, STRICTEST } from '../../catalogue/quality.js'
import './x-calibration.js'

/** @param {number|undefined} value */
const figure = value => (value === undefined ? '–' : number(value, 2))

class Measured extends Element {
  static properties = { model: {}, encoding: {}, split: { state: true } }

  constructor() {
    super()
    this.model = /** @type {import('../../base/store.js').Model} */ (/** @type {unknown} */ (null))
    this.encoding = ''
    this.split = STRICTEST
  }

  render() {
    const splits = [...new Set((this.model.quality ?? []).map(({ split }) => split))]
    if (splits.length === 0) return nothing
    const split = splits.includes(this.split) ? this.split : splits[0]
    const rows = measured(this.model, this.encoding, split)
    return html`<div class="stack">
      <div class="row"><label class="label" for="split-${this.model.id}">${t('quality.split')}</label>
        <select id="split-${this.model.id}" class="short" data-test="split" @change=${(/** @type {any} */ change) => {
          this.split = change.target.value
        }}>
          ${splits.map(
            each => html`<option value=${each}
              ?selected=${each === split}>${splitName({ split: each })}</option>`,
          )}</select></div>
      <div class="scroll" tabindex="0" role="group" aria-label=${t('quality.title')}><table>
        <thead><tr><th scope="col">${t('quality.subtype')}</th><th scope="col" class="end">MCC</th><th scope="col"
            class="end">${t('quality.baseline')}</th><th scope="col" class="end">AUROC</th>
          <th scope="col" class="end">${t('quality.accuracy')}</th><th scope="col"
              class="end">${t('quality.mae')}</th><th scope="col" class="end">${t('quality.n')}</th></tr></thead>
        <tbody class="num">${rows.map(
          q => html`<tr><th scope="row">${q.subtype === MEAN ? t('quality.mean') : q.subtype}</th><td
              class="end">${figure(q.mcc)}</td><td class="end">${figure(q.baselineMcc)}</td>
          <td class="end">${figure(q.auc)}</td><td class="end">${figure(q.accuracy)}</td><td
              class="end">${figure(q.maeLog2)}</td><td
              class="end">${q.pairs === undefined ? '–' : number(q.pairs)}</td></tr>`,
        )}</tbody></table></div>
      <x-calibration .measured=${rows.filter(({ reliability }) => reliability)}></x-calibration></div>`
  }
}
customElements.define('x-measured', Measured)
