// @ts-check
// <x-confirm .label .question .yes .name @confirmed>: a button whose action is asked about once more, in place.
import { html } from 'lit'
import { Element } from '../../base/element.js'
import { t } from '../../i18n/language.js'

class Confirm extends Element {
  static properties = { label: {}, question: {}, yes: {}, name: {}, about: {}, danger: {}, asking: { state: true } }

  constructor() {
    super()
    this.label = ''
    this.question = ''
    this.yes = ''
    /** For tests. */ this.name = ''
    /** What it is about, where the label alone does not say. */ this.about = ''
    this.danger = false
    this.asking = false
  }

  render() {
    const look = `button ${this.danger ? 'danger' : ''}`
    if (!this.asking) {
      return html`<button class=${look} type="button" data-test=${this.name}
          aria-label=${this.about ? `${this.label}: ${this.about}` : this.label}
          @click=${this.ask}>${this.label}</button>`
    }
    return html`<span class="confirm" role="group" aria-label=${this.question} @keydown=${this.escape}><span
        class="small">${this.question}</span>
      <span class="row tight"><button class=${look} type="button" data-test="${this.name}-yes"
          @click=${this.confirm}>${this.yes || this.label}</button>
      <button class="button" type="button" @click=${this.leave}>${t('operator.cancel')}</button></span></span>`
  }

  ask() {
    this.asking = true
    this.focusSoon(`[data-test="${this.name}-yes"]`)
  }

  leave() {
    this.asking = false
    this.focusSoon('button')
  }

  /** @param {KeyboardEvent} key */
  escape(key) {
    if (key.key === 'Escape') this.leave()
  }

  confirm() {
    this.leave()
    this.dispatchEvent(new CustomEvent('confirmed'))
  }

  /** @param {string} selector */
  async focusSoon(selector) {
    await this.updateComplete
    const button = /** @type {HTMLElement|null} */ (this.querySelector(selector))
    button?.focus()
  }
}
customElements.define('x-confirm', Confirm)
