// @ts-check
// <x-models-compared .models>: all models at a glance, each with its default encoding, on strains later than those it was trained with.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { local, number, t } from '../../i18n/language.js'
import { defaultEncoding, encodingName, mean } from '../../catalogue/quality.js'
import { subtypesWith } from '../../catalogue/trained.js'

class ModelsCompared extends Element {
  static properties = { models: {} }

  constructor() {
    super()
    /** @type {import('../../base/store.js').Model[]} */ this.models = []
  }

  render() {
    const rows = this.models
      .map(model => ({ model, quality: mean(model, defaultEncoding(model)) }))
      .filter(({ quality }) => quality !== undefined)
    if (rows.length < 2) return nothing
    return html`<div class="stack section"><div class="card flush"><div class="scroll" tabindex="0" role="group"
        aria-label=${t('compared.title')}><table class="compared" aria-describedby="compared-means"
        data-test="models-compared">
        <thead><tr><th scope="col">${t('compared.model')}</th><th scope="col" class="end">MCC</th><th scope="col"
            class="end">${t('quality.baseline')}</th><th scope="col" class="end">AUROC</th><th scope="col" class="end">${t('quality.mae')}</th><th
            scope="col">${t('compared.encoding')}</th><th scope="col">${t('compared.subtypes')}</th></tr></thead>
        <tbody class="num">${rows.map(({ model, quality }) => this.row(model, /** @type {any} */ (quality)))}</tbody></table></div>
      <p class="hint compared-note" id="compared-means">${t('compared.means')}</p></div></div>`
  }

  /** @param {import('../../base/store.js').Model} model @param {import('../../base/store.js').Quality} quality */
  row(model, { mcc, baselineMcc, auc, maeLog2 }) {
    const figure = (/** @type {number|undefined} */ value) => (value === undefined ? '–' : number(value, 2))
    const served = subtypesWith(model, defaultEncoding(model))
    return html`<tr><th scope="row"><a href="/models/${model.id}">${local(model, 'name')}</a></th><td
        class="end">${figure(mcc)}</td><td class="end soft">${figure(baselineMcc)}</td><td class="end">${figure(auc)}</td>
      <td class="end">${figure(maeLog2)}</td><td>${encodingName(model, defaultEncoding(model))}</td><td>${served.join(t('list.join'))}</td></tr>`
  }
}
customElements.define('x-models-compared', ModelsCompared)
