// @ts-check
// <x-return-page>: where the provider sends a browser back to, which is then signed in, or told why not.
import { html } from 'lit'
import { Element } from '../base/element.js'
import { go, ours } from '../base/router.js'
import { store } from '../base/store.js'
import '../components/frame/x-problem.js'
import { api } from '../connection/api.js'
import { comeBack } from '../connection/provider.js'
import { t } from '../i18n/language.js'

class ReturnPage extends Element {
  static properties = { error: { state: true }, refused: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.error = null
    this.refused = false
    this.begun = false
  }

  render() {
    const over = this.error || this.refused
    return html`<div class="narrow stack"><div class="page-head"><h1>${t('title.return')}</h1></div>
      ${this.refused ? html`<p class="notice" role="status" data-test="provider-refused">${t('provider.refused')}</p>` : ''}
      <x-problem .error=${this.error}></x-problem>
      ${
        over
          ? html`<div class="row"><a class="button main" href="/signin" data-test="return-again">${t('provider.again')}</a></div>`
          : html`<p class="soft" role="status">${t('provider.busy')}</p>`
      }</div>`
  }

  /** Not before it is known who is signed in, which would be taken for the latest otherwise. */
  updated() {
    if (this.begun || store.user === undefined) return
    this.begun = true
    this.finish()
  }

  async finish() {
    const { asked, refused, answer } = comeBack()
    this.refused = refused
    if (refused) return
    try {
      if (asked.connect) {
        await api.post('/account/provider', answer)
        go('/account?connected', { replace: true })
        return
      }
      const invited = asked.invitation ? { invitation: asked.invitation } : {}
      const wished = { stay: asked.stay === true, ...invited }
      const { user } = await api.put('/session/provider', { ...answer, ...wished }, { renew: false })
      store.signedIn(user)
      go(ours(asked.next), { replace: true })
    } catch (error) {
      this.error = error
    }
  }
}
customElements.define('x-return-page', ReturnPage)
