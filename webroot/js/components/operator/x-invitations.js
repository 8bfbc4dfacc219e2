// @ts-check
// <x-invitations>: letting people in, where creating an account takes an invitation.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { dateTime } from '../../i18n/figures.js'
import { t } from '../../i18n/language.js'
import '../frame/x-problem.js'
import './x-confirm.js'

/** @typedef {{id: string, createdAt: string, expiresAt: string}} Invitation */

class Invitations extends Element {
  static properties = { needed: { state: true }, open: { state: true }, link: { state: true }, error: { state: true } }

  constructor() {
    super()
    this.needed = false
    /** @type {Invitation[]} */ this.open = []
    this.link = ''
    /** @type {any} */ this.error = null
  }

  connectedCallback() {
    super.connectedCallback()
    this.attempt(async () => {
      const { registration } = await api.get('/service')
      this.needed = registration === 'invitation'
      if (this.needed) await this.load()
    })
  }

  /** @param {() => Promise<void>} work */
  async attempt(work) {
    this.error = null
    try {
      await work()
    } catch (error) {
      this.error = error
    }
  }

  async load() {
    this.open = (await api.get('/admin/invitations')).items
  }

  make() {
    return this.attempt(async () => {
      const { code } = await api.post('/admin/invitations', {})
      this.link = `${location.origin}/signup#invitation=${code}`
      await this.load()
    })
  }

  /** @param {Invitation} invitation */
  withdraw({ id }) {
    return this.attempt(async () => {
      await api.delete(`/admin/invitations/${id}`)
      await this.load()
    })
  }

  render() {
    if (!this.needed) return nothing
    return html`<section class="stack" aria-labelledby="h-invitations"><h2
        id="h-invitations">${t('invitations.title')}</h2>
      <p class="soft measure">${t('invitations.lead')}</p><x-problem .error=${this.error}></x-problem>
      <div class="row"><button class="button" type="button" data-test="invite"
          @click=${this.make}>${t('invitations.make')}</button></div>
      ${
        this.link
          ? html`<p class="notice" role="status">${t('invitations.made')} <code
          data-test="invitation-link">${this.link}</code></p>`
          : nothing
      }
      <ul class="log" data-test="invitations">${this.open.map(invitation => this.row(invitation))}</ul></section>`
  }

  /** @param {Invitation} invitation */
  row(invitation) {
    const at = dateTime(invitation.createdAt)
    return html`<li><time class="soft num"
        datetime=${invitation.createdAt}>${at}</time><span>${t('invitations.until', { at: dateTime(invitation.expiresAt) })}</span>
      <x-confirm name="withdraw" .label=${t('invitations.withdraw')} .about=${at}
          .question=${t('invitations.withdraw.sure', { at })} .danger=${true}
        @confirmed=${() => this.withdraw(invitation)}></x-confirm></li>`
  }
}
customElements.define('x-invitations', Invitations)
