// @ts-check
// <x-forgotten-page>: asking for a letter with a link that replaces a lost password.
import { html } from 'lit'
import { Element } from '../base/element.js'
import '../components/frame/x-problem.js'
import { api } from '../connection/api.js'
import { t } from '../i18n/language.js'

class ForgottenPage extends Element {
  static properties = { error: { state: true }, busy: { state: true }, done: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.error = null
    this.busy = false
    this.done = false
  }

  render() {
    return html`<div class="narrow stack"><div class="page-head"><h1>${t('title.forgotten')}</h1>
        <p class="soft">${t('forgotten.lead')}</p></div>${this.done ? this.asked() : this.form()}</div>`
  }

  asked() {
    return html`<p class="notice" role="status" data-test="forgotten-done">${t('forgotten.done')}</p>`
  }

  form() {
    return html`<form class="card stack" data-test="forgotten-form" @submit=${this.submit}>
      <div class="field"><label for="f-email">${t('sign.email')}</label>
        <input id="f-email" name="email" type="email" autocomplete="username" required maxlength="254"
          data-test="field-email"></div>
      <x-problem .error=${this.error}></x-problem>
      <button class="button main big" data-test="forgotten-submit" ?disabled=${this.busy}>${t('forgotten.submit')}</button>
    </form>`
  }

  /** @param {SubmitEvent} submit */
  async submit(submit) {
    submit.preventDefault()
    const values = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (submit.target)))
    this.busy = true
    this.error = null
    try {
      await api.post('/account/forgotten-password', values, { renew: false })
      this.done = true
    } catch (error) {
      this.error = error
    }
    this.busy = false
  }
}
customElements.define('x-forgotten-page', ForgottenPage)
