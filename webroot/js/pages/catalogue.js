// @ts-check
// <x-catalogue-page>: the deployed models, open to visitors too.
import { html } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import '../components/catalogue/x-model-card.js'
import '../components/catalogue/x-models-compared.js'
import '../components/frame/x-problem.js'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { t } from '../i18n/language.js'
import { store } from '../base/store.js'

class CataloguePage extends Element {
  static properties = { modelId: {}, models: { state: true }, encodings: { state: true }, error: { state: true } }

  constructor() {
    super()
    /** The model whose details are opened. @type {string|undefined} */ this.modelId = undefined
    /** @type {import('../base/store.js').Model[]|null} */ this.models = null
    /** @type {import('../base/store.js').Encoding[]} */ this.encodings = []
    /** @type {any} */ this.error = null
    /** @type {string|null|undefined} */ this.reader = undefined
  }

  willUpdate() {
    const reader = store.user === undefined ? undefined : (store.user?.id ?? null)
    if (reader === undefined || reader === this.reader) return
    this.reader = reader // whose hearts are shown
    this.load()
  }

  async load() {
    try {
      store.forget('/models')
      const [models, encodings] = await Promise.all([store.read('/models'), store.read('/encodings')])
      this.models = models.items
      this.encodings = encodings.items
      this.error = null
    } catch (error) {
      this.error = error
    }
  }

  render() {
    return html`<div class="page-head"><h1>${t('title.catalogue')}</h1></div>
      ${this.list()}`
  }

  list() {
    if (this.error) {
      return html`<div class="stack"><x-problem .error=${this.error}></x-problem>
        <div><button class="button" type="button" @click=${this.load}>${t('again')}</button></div></div>`
    }
    if (!this.models) return html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
    if (this.models.length === 0)
      return html`<div class="empty"><h2>${t('catalogue.none')}</h2><p
          class="soft">${t('catalogue.none.text')}</p></div>`
    return html`<h2 class="section">${t('compared.title')}</h2>
      <x-models-compared .models=${this.models}></x-models-compared>
      <div class="models">${repeat(
        this.models,
        model => model.id,
        model =>
          html`<x-model-card .model=${model} .encodings=${this.encodings}
              .open=${String(model.id) === this.modelId}></x-model-card>`,
      )}</div>`
  }
}
customElements.define('x-catalogue-page', CataloguePage)
