// @ts-check
// <x-connection>: says that the connection is broken, and vanishes when it is healed.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { t } from '../../i18n/language.js'
import { route } from '../../base/router.js'
import { store } from '../../base/store.js'

const PATIENCE_MS = 1_000 // a connection that is back at once is not worth a word

class Connection extends Element {
  constructor() {
    super()
    this.shown = false
    /** @type {ReturnType<typeof setTimeout>|undefined} */ this.timer = undefined
    this.onState = () => this.look()
  }

  connectedCallback() {
    super.connectedCallback()
    store.stream.addEventListener('state', this.onState)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    store.stream.removeEventListener('state', this.onState)
  }

  look() {
    const broken = ['lost', 'stopped'].includes(store.stream.state)
    if (!broken) {
      clearTimeout(this.timer)
      this.timer = undefined
      this.shown = false
      this.requestUpdate()
    } else if (this.shown) this.requestUpdate()
    else
      this.timer ??= setTimeout(() => {
        this.shown = true
        this.requestUpdate()
      }, PATIENCE_MS)
  }

  render() {
    return html`<div role="status">${this.shown ? this.banner() : nothing}</div>`
  }

  banner() {
    if (store.stream.state === 'stopped') {
      return html`<div class="connection-lost" data-test="connection-banner"
          data-state="stopped">${icon('warn')}<span>${t('connection.stopped')}</span>
        <button class="button" type="button" @click=${() => location.reload()}>${t('connection.reload')}</button></div>`
    }
    return html`<div class="connection-lost" data-test="connection-banner" data-state="lost">${icon('ring', 'spin')}
      <span>${t(this.words())}</span></div>`
  }

  words() {
    if (store.stream.silent) return 'connection.silent'
    return route().page === 'job' ? 'connection.job' : 'connection.lost'
  }
}
customElements.define('x-connection', Connection)
