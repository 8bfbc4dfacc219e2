// @ts-check
// <x-model-card .model .encodings>: one model: what it is for, how good it was measured to be, its heart.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { local, number, t, tn } from '../../i18n/language.js'
import './x-heart.js'
import { defaultEncoding } from '../../catalogue/quality.js'
import './x-measured.js'
import '../new/x-quality.js'

class ModelCard extends Element {
  static properties = { model: {}, encodings: {}, open: {}, whole: { state: true }, encoding: { state: true } }

  constructor() {
    super()
    this.model = /** @type {import('../../base/store.js').Model} */ (/** @type {unknown} */ (null))
    /** @type {import('../../base/store.js').Encoding[]} */ this.encodings = []
    this.open = false
    /** The model with all that pictures are drawn from, once it was opened. @type {import('../../base/store.js').Model|undefined} */ this.whole =
      undefined
    /** What the reader has chosen; empty: the default. */ this.encoding = ''
  }

  render() {
    const { model } = this
    const years = model.trainingYears
    return html`<article class="card model" data-test="model-card" data-model=${model.id}
        aria-labelledby="model-${model.id}">
      <header class="stack">
        <div class="row row-b"><h3 id="model-${model.id}">${local(model, 'name')}</h3><span
            class="soft small">${t('model.version', { version: model.version })}</span>
          <x-heart class="push" .model=${model}></x-heart></div>
        <p>${local(model, 'info')}</p>
        <p class="row chips">${model.subtypes.map(subtype => html`<span class="chip">${subtype}</span>`)}
          ${
            model.online === false
              ? html`<span class="chip warn"
              data-test="offline">${icon('warn')}${t('model.offline')}</span>`
              : nothing
          }</p>
      </header>
      <dl class="facts">
        ${years ? html`<div><dt>${t('model.years')}</dt><dd class="num">${years[0]}–${years[1]}</dd></div>` : nothing}
      </dl>
      ${this.choice()}
      <x-quality .model=${model} .encoding=${this.chosen}></x-quality>
      <details ?open=${this.open} @toggle=${this.opened}><summary
          data-test="model-details">${t('model.details')}</summary>${this.details()}</details>
      <footer class="row"><a class="button main"
          href="/new?model=${model.id}${this.encoding ? `&encoding=${this.encoding}` : ''}"
          data-test="predict-with">${t('model.predict')}${icon('arrow')}</a>
        <span class="soft small push row views"
            data-test="views">${icon('eye')}${tn('model.views', this.whole?.views ?? model.views)}</span></footer>
    </article>`
  }

  get chosen() {
    return this.encoding || defaultEncoding(this.model)
  }

  choice() {
    const { model } = this
    return html`<div class="quality-choice"><label class="label" for="encoding-${model.id}">${t('quality.with')}</label>
      <select id="encoding-${model.id}" class="short" data-test="card-encoding" @change=${(
        /** @type {any} */ change,
      ) => {
        this.encoding = change.target.value
      }}>
        ${model.encodings.map(
          ({ id, name }, index) => html`<option value=${id}
            ?selected=${id === this.chosen}>${index === 0 ? t('quality.default', { name: this.nameOf(id, name) }) : this.nameOf(id, name)}</option>`,
        )}</select></div>`
  }

  /** @param {string} id @param {string} name */
  nameOf(id, name) {
    const encoding = this.encodings.find(known => known.id === id)
    return encoding ? local(encoding, 'name') : name
  }

  details() {
    const model = this.whole ?? this.model
    const encoding = this.encodings.find(({ id }) => id === this.chosen)
    return html`<div class="stack details">
      ${
        encoding
          ? html`<p class="small"><strong>${local(encoding, 'name')}</strong>${t('where.colon')}<span
              class="soft">${local(encoding, 'info')} · ${t('encoding.features', { n: number(encoding.features) })}${t('sentence.end')}</span>
        ${
          this.chosen === defaultEncoding(model) && model.encodings.length > 1
            ? html`<span
            class="soft">${t('quality.default.why')}</span>`
            : nothing
        }</p>`
          : nothing
      }
      <x-measured .model=${model} .encoding=${this.chosen}></x-measured>
      ${
        model.citation
          ? html`<p
          class="small soft">${t('result.citation')}${t('where.colon')}${model.citation}</p>`
          : nothing
      }
    </div>`
  }

  /** Opening a model counts a view, once per visit. @param {Event} toggle */
  async opened(toggle) {
    if (!(/** @type {HTMLDetailsElement} */ (toggle.target).open) || this.whole) return
    try {
      this.whole = await api.get(`/models/${this.model.id}`)
    } catch {
      // the figures stand there already; only the calibration and the count are missing
    }
  }
}
customElements.define('x-model-card', ModelCard)
