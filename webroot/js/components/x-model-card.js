// @ts-check
// <x-model-card .model .encodings>: one model: what it is for, how good it was measured to be, its heart.
import { html, nothing } from 'lit'
import { api } from '../api.js'
import { Element } from '../element.js'
import { icon } from '../icons.js'
import { local, number, t, tn } from '../i18n.js'
import './x-heart.js'
import './x-quality.js'

class ModelCard extends Element {
  static properties = { model: {}, encodings: {}, open: {}, views: { state: true } }

  constructor() {
    super()
    this.model = /** @type {import('../store.js').Model} */ (/** @type {unknown} */ (null))
    /** @type {import('../store.js').Encoding[]} */ this.encodings = []
    this.open = false
    /** @type {number|undefined} */ this.views = undefined
  }

  render() {
    const { model } = this
    const years = model.trainingYears
    return html`<article class="card model" data-test="model-card" data-model=${model.id} aria-labelledby="model-${model.id}">
      <header class="stack">
        <div class="row row-b"><h3 id="model-${model.id}">${local(model, 'name')}</h3><span class="soft small">${t('model.version', { version: model.version })}</span>
          <x-heart class="push" .model=${model}></x-heart></div>
        <p>${local(model, 'info')}</p>
        <p class="row chips">${model.subtypes.map(subtype => html`<span class="chip">${subtype}</span>`)}
          ${model.online === false ? html`<span class="chip warn" data-test="offline">${icon('warn')}${t('model.offline')}</span>` : nothing}</p>
      </header>
      <dl class="facts">
        ${years ? html`<div><dt>${t('model.years')}</dt><dd class="num">${years[0]}–${years[1]}</dd></div>` : nothing}
        <div><dt>${t('model.encodings')}</dt><dd>${model.encodings.map(({ id, name }) => this.nameOf(id, name)).join(t('list.join'))}</dd></div>
      </dl>
      <x-quality .model=${model}></x-quality>
      <details ?open=${this.open} @toggle=${this.opened}><summary data-test="model-details">${t('model.details')}</summary>${this.details()}</details>
      <footer class="row"><a class="button main" href="/new?model=${model.id}" data-test="predict-with">${t('model.predict')}${icon('arrow')}</a>
        <span class="soft small push row views" data-test="views">${icon('eye')}${tn('model.views', this.views ?? model.views)}</span></footer>
    </article>`
  }

  /** @param {string} id @param {string} name */
  nameOf(id, name) {
    const encoding = this.encodings.find(known => known.id === id)
    return encoding ? local(encoding, 'name') : name
  }

  details() {
    const { model } = this
    return html`<div class="stack details">
      <h4>${t('model.encodings.mean')}</h4>
      <dl class="terms">${model.encodings.map(({ id, name }) => {
        const encoding = this.encodings.find(known => known.id === id)
        return html`<dt>${this.nameOf(id, name)}</dt><dd class="soft">${encoding ? `${local(encoding, 'info')} · ${t('encoding.features', { n: number(encoding.features) })}` : ''}</dd>`
      })}</dl>
      <x-quality .model=${model} .whole=${true}></x-quality>
      ${model.citation ? html`<p class="small soft">${t('result.citation')}${t('where.colon')}${model.citation}</p>` : nothing}
    </div>`
  }

  /** Opening a model counts a view, once per visit. @param {Event} toggle */
  async opened(toggle) {
    if (!/** @type {HTMLDetailsElement} */ (toggle.target).open || this.views !== undefined) return
    try {
      this.views = (await api.get(`/models/${this.model.id}`)).views
    } catch {
      // the card already says all there is; only the count stays as it was
    }
  }
}
customElements.define('x-model-card', ModelCard)
