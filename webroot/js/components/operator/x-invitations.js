// @ts-check
// <x-invitations>: letting people in, where creating an account takes an invitation.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { at } from '../../base/site.js'
import { dateTime } from '../../i18n/figures.js'
import { t } from '../../i18n/language.js'
import '../frame/x-problem.js'
import './x-confirm.js'

/** @typedef {{id: string, createdAt: string, expiresAt: string}} Invitation */

class Invitations extends Element {
  static properties = {
    needed: { state: true },
    mail: { state: true },
    sent: { state: true },
    open: { state: true },
    link: { state: true },
    error: { state: true },
  }

  constructor() {
    super()
    this.needed = false
    /** Whether links can be sent. */ this.mail = false
    this.sent = ''
    /** @type {Invitation[]} */ this.open = []
    this.link = ''
    /** @type {any} */ this.error = null
  }

  connectedCallback() {
    super.connectedCallback()
    this.attempt(async () => {
      const { registration, mail } = await api.get('/service')
      this.needed = registration === 'invitation'
      this.mail = mail === true
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

  /** @param {SubmitEvent} submit */
  make(submit) {
    submit.preventDefault()
    const form = /** @type {HTMLFormElement} */ (submit.target)
    const email = String(new FormData(form).get('email') ?? '').trim()
    return this.attempt(async () => {
      const { code } = await api.post('/admin/invitations', email ? { email } : {})
      form.reset()
      this.sent = email
      this.link = `${location.origin}${at('/signup')}#invitation=${code}`
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
      <form class="stack" @submit=${this.make}>${this.mail ? this.address() : nothing}
        <div class="row"><button class="button" data-test="invite">${t('invitations.make')}</button></div></form>
      ${this.sent ? html`<p class="notice" role="status" data-test="invitation-sent">${t('invitations.sent', { email: this.sent })}</p>` : nothing}
      ${
        this.link
          ? html`<p class="notice" role="status">${t('invitations.made')} <code
          data-test="invitation-link">${this.link}</code></p>`
          : nothing
      }
      <ul class="log" data-test="invitations">${this.open.map(invitation => this.row(invitation))}</ul></section>`
  }

  address() {
    return html`<div class="field narrow-field"><label for="f-invite">${t('invitations.email')}</label>
      <input id="f-invite" name="email" type="email" maxlength="254" autocomplete="off" data-test="invite-email"></div>`
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
