// @ts-check
// <x-guest .page=${name}>: tells who has no account how long what they ran stays, where they see it, and how to keep it.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { go } from '../../base/router.js'
import { own } from '../../base/site.js'
import { store } from '../../base/store.js'
import { t } from '../../i18n/language.js'

const PAGES = new Set(['job', 'history'])

class Guest extends Element {
  static properties = { page: {}, failed: { state: true } }

  constructor() {
    super()
    this.page = ''
    this.failed = false
  }

  render() {
    if (!store.isGuest || !PAGES.has(this.page)) return nothing
    const here = encodeURIComponent(own(location.pathname) + location.search)
    return html`<p class="notice row" data-test="guest"><span>${t('guest.kept')}</span>
      <a class="button main" href="/signup?next=${here}" data-test="guest-keep">${t('guest.keep')}</a>
      <button class="button quiet" type="button" data-test="guest-forget" @click=${this.forget}>${t('guest.forget')}</button>
      ${this.failed ? html`<span class="wrong" role="alert">${t('problem.client/unreachable')}</span>` : nothing}</p>`
  }

  async forget() {
    try {
      await store.signOut()
      go('/')
    } catch {
      this.failed = true
    }
  }
}
customElements.define('x-guest', Guest)
