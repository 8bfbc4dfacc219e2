// @ts-check
// <x-choices name .label .items .chosen>: radio cards for models or encodings; says `choose` with the item.
import { html, nothing } from 'lit'
import { Element } from '../base/element.js'
import { local, number, t } from '../i18n/language.js'

class Choices extends Element {
  static properties = { name: {}, label: {}, items: {}, chosen: {} }

  constructor() {
    super()
    this.name = ''
    this.label = ''
    /** @type {any[]} */ this.items = []
    /** @type {string|number|null} */ this.chosen = null
  }

  render() {
    return html`<fieldset><legend class="hidden">${this.label}</legend>
      <div class="choices">${this.items.map(
        item => html`<label class="choice">
        <input type="radio" name=${this.name} data-test="${this.name}-radio" value=${item.id}
            .checked=${item.id === this.chosen}
          @change=${() => this.dispatchEvent(new CustomEvent('choose', { detail: item }))}>
        <span class="stack-xs"><span class="name">${local(item, 'name')}</span>
          <span class="small soft">${local(item, 'info')}</span>${this.extra(item)}</span>
      </label>`,
      )}</div></fieldset>`
  }

  /** @param {any} item */
  extra(item) {
    if (item.subtypes)
      return html`<span class="row chips">${item.subtypes.map(
        (/** @type {string} */ subtype) => html`<span
          class="chip">${subtype}</span>`,
      )}</span>`
    return item.features
      ? html`<span class="small soft num">${t('encoding.features', { n: number(item.features) })}</span>`
      : nothing
  }
}
customElements.define('x-choices', Choices)
