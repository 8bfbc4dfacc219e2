// @ts-check
// <x-account-page>: who is signed in and where, the password, panels and personal tokens, and the way out.
import { html, nothing } from 'lit'
import '../components/account/x-connect.js'
import '../components/account/x-leave.js'
import '../components/account/x-panels.js'
import '../components/account/x-password.js'
import '../components/frame/x-problem.js'
import '../components/account/x-sessions.js'
import '../components/account/x-tokens.js'
import '../components/account/x-usage.js'
import { Element } from '../base/element.js'
import { t } from '../i18n/language.js'
import { go } from '../base/router.js'
import { store } from '../base/store.js'

class AccountPage extends Element {
  static properties = { error: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.error = null
  }

  render() {
    const { user } = store
    if (!user) return nothing
    return html`<div class="page-head"><h1>${t('nav.account')}</h1></div>
      <div class="stack-l"><section class="card row"><div class="stack-xs"><strong>${user.name}</strong><span
          class="soft">${user.email}</span>
          ${
            user.role === 'operator'
              ? html`<span><span
              class="chip">${t('account.operator')}</span></span>`
              : nothing
          }</div>
        <button class="button push" type="button" data-test="sign-out"
            @click=${this.signOut}>${t('account.signout')}</button></section>
      <x-problem .error=${this.error}></x-problem>
      <x-sessions></x-sessions>
      <x-password @changed=${() => /** @type {any} */ (this.querySelector('x-sessions')).load()}></x-password>
      <x-connect></x-connect>
      <x-panels></x-panels>
      <x-tokens></x-tokens>
      <x-usage></x-usage>
      <x-leave></x-leave></div>`
  }

  async signOut() {
    try {
      await store.signOut()
      go('/')
    } catch (error) {
      this.error = error
    }
  }
}
customElements.define('x-account-page', AccountPage)
