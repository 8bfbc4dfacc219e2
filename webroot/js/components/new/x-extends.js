// @ts-check
// <x-extends .prediction>: which batch the sequences are added to, if they are, and what they share with it.
import { html, nothing } from 'lit'
import { icon } from '../../base/icons.js'
import { local, t } from '../../i18n/language.js'
import { nameOf } from '../history/names.js'
import { Step } from './step.js'

class Extends extends Step {
  render() {
    const { batch } = this.prediction.draft
    if (!batch) return nothing
    return html`<div class="notice row" role="status" data-test="extends"><div class="stack-xs"><p><strong>${t('extend.title')}${t('where.colon')}<a
        href="/jobs/${batch.id}">${nameOf(batch)}</a></strong>${batch.subtypes.map(
          subtype => html` <span class="chip">${subtype}</span>`,
        )}</p>
      <p>${t(batch.mode === 'all' ? 'extend.all' : 'extend.same')}</p>${this.model(batch)}</div>
      <button class="button" type="button" data-test="extend-none"
        @click=${() => this.prediction.change({ batch: null })}>${icon('cross')}${t('extend.none')}</button></div>`
  }

  /** Figures of another model or version differ a little. @param {import('../../form/draft.js').Batch} batch */
  model(batch) {
    const { model } = this.prediction
    if (!model || (model.id === batch.model.id && model.version === batch.model.version)) return nothing
    const named = (/** @type {any} */ each) => `${local(each, 'name')} ${each.version}`
    return html`<p>${t('extend.model', { before: named(batch.model), now: named(model) })}</p>`
  }
}
customElements.define('x-extends', Extends)
