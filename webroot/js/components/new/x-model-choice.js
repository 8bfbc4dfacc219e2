// @ts-check
// <x-model-choice .model .models .encodings .encodingId>: which model and encoding, in one line; the choice of others is there for who
// wants it. Says `model` with the model chosen, and `encoding` with the id of the encoding.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { local, t } from '../../i18n/language.js'
import { encodingsFor, subtypesWith } from '../../catalogue/trained.js'
import '../x-choices.js'

class ModelChoice extends Element {
  static properties = { model: {}, models: {}, encodings: {}, encodingId: {} }

  constructor() {
    super()
    /** @type {import('../../base/store.js').Model|undefined} */ this.model = undefined
    /** @type {import('../../base/store.js').Model[]} */ this.models = []
    /** @type {import('../../base/store.js').Encoding[]} */ this.encodings = []
    /** @type {string|null} */ this.encodingId = null
  }

  render() {
    const { model, models, encodings, encodingId } = this
    const offered = (model?.encodings ?? []).map(
      ({ id, name }) => encodings.find(encoding => encoding.id === id) ?? { id, name, info: '' },
    )
    const encoding = offered.find(({ id }) => id === encodingId)
    return html`<details class="chosen-model"><summary data-test="choose-model"><span
        class="name">${local(model, 'name')}</span>
        <span class="soft">${local(encoding, 'name')}</span><span
            class="change">${t('new.model.change')}</span></summary>
      <div class="stack"><h3>${t('new.model.which')}</h3><x-choices name="model" .label=${t('new.model.which')}
          .items=${models} .chosen=${model?.id}
          @choose=${(/** @type {CustomEvent} */ chosen) => this.say('model', chosen.detail)}></x-choices>
        <h3>${t('new.encoding')}</h3><x-choices name="encoding" .label=${t('new.encoding')} .items=${offered}
            .chosen=${encodingId}
          @choose=${(/** @type {CustomEvent} */ chosen) => this.say('encoding', chosen.detail.id)}></x-choices></div></details>
      ${this.untrained(encoding)}
      <p class="hint">${t('new.model.hint')}</p>`
  }

  /** Subtypes of the model that it was not trained for with this encoding, and which it takes for them. @param {any} encoding */
  untrained(encoding) {
    const { model, encodingId } = this
    const known = subtypesWith(model, encodingId)
    const others = model?.subtypes.filter(subtype => !known.includes(subtype)) ?? []
    return others.length === 0 || !encoding
      ? nothing
      : html`<p class="small" role="status" data-test="untrained">${others
          .map(subtype =>
            t('new.model.untrained', {
              subtype,
              encoding: local(encoding, 'name'),
              encodings: this.names(encodingsFor(/** @type {any} */ (model), subtype)),
            }),
          )
          .join(' ')}</p>`
  }

  /** @param {{id: string, name: string}[]} encodings */
  names(encodings) {
    return encodings
      .map(known => local(this.encodings.find(({ id }) => id === known.id) ?? known, 'name'))
      .join(t('list.join'))
  }

  /** @param {string} name @param {unknown} detail */
  say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
customElements.define('x-model-choice', ModelChoice)
