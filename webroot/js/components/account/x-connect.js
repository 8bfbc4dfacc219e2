// @ts-check
// <x-connect>: an account with a password can be signed in to by the provider too, once its user has said so.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { t } from '../../i18n/language.js'
import { store } from '../../base/store.js'
import './x-provider.js'

class Connect extends Element {
  static properties = { named: { state: true }, provider: { state: true } }

  constructor() {
    super()
    /** @type {string|null} */ this.provider = null
    /** @type {string|null} */ this.named = null
  }

  connectedCallback() {
    super.connectedCallback()
    store.read('/service').then(
      ({ provider, named }) => {
        this.provider = provider
        this.named = named
      },
      () => {},
    )
  }

  render() {
    const by = this.provider ?? this.named
    if (!by) return nothing
    const connected = new URLSearchParams(location.search).has('connected')
    return html`<section class="stack" aria-labelledby="h-connect"><h2 id="h-connect">${t('provider.title')}</h2>
      ${
        connected
          ? html`<p class="notice" role="status" data-test="connected">${t('provider.connected', { provider: by })}</p>`
          : html`<p class="soft">${t('provider.lead', { provider: by })}</p>
            <x-provider .name=${this.provider} .named=${this.named} .asked=${() => ({ next: '/account', connect: true })}></x-provider>`
      }</section>`
  }
}
customElements.define('x-connect', Connect)
