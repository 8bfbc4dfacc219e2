// @ts-check
// <x-provider .name .named .asked>: the buttons of those who vouch for people: a provider elsewhere, or a proxy that names them.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { asNamed, setOut } from '../../connection/provider.js'
import { t } from '../../i18n/language.js'
import '../frame/x-problem.js'

class Provider extends Element {
  static properties = {
    name: {},
    named: {},
    asked: { attribute: false },
    error: { state: true },
    busy: { state: true },
  }

  constructor() {
    super()
    /** @type {string|null} */ this.name = null
    /** As whom a proxy says that we come. @type {string|null} */ this.named = null
    /** As it is when the page is left. @type {() => import('../../connection/provider.js').Asked} */ this.asked =
      () => ({ next: '/' })
    /** @type {any} */ this.error = null
    this.busy = false
  }

  render() {
    if (!this.name && !this.named) return nothing
    const key = this.asked().connect ? 'provider.connect' : 'provider.sign'
    return html`<div class="stack">
      ${this.named ? this.button('named', t(`${key}.named`, { name: this.named }), asNamed) : nothing}
      ${this.name ? this.button('provider', t(key, { provider: this.name }), setOut) : nothing}
      <x-problem .error=${this.error}></x-problem></div>`
  }

  /** @param {string} test @param {string} words @param {typeof setOut} way */
  button(test, words, way) {
    return html`<div><button class="button big" type="button" data-test=${test} ?disabled=${this.busy}
        @click=${() => this.take(way)}>${words}</button></div>`
  }

  /** @param {typeof setOut} way */
  async take(way) {
    this.busy = true
    this.error = null
    try {
      await way(this.asked())
    } catch (error) {
      this.error = error
      this.busy = false
    }
  }
}
customElements.define('x-provider', Provider)
