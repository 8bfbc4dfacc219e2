// @ts-check
// <x-reset-page>: another password for one that was lost, by an operator's link. Its code stands behind the #, which no server sees.
import { html } from 'lit'
import { api, PASSWORD_LENGTH } from '../connection/api.js'
import '../components/frame/x-problem.js'
import { Element } from '../base/element.js'
import { t } from '../i18n/language.js'

class ResetPage extends Element {
  static properties = { error: { state: true }, busy: { state: true }, done: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.error = null
    this.busy = false
    this.done = false
  }

  render() {
    return html`<div class="narrow stack"><div class="page-head"><h1>${t('title.reset')}</h1>
        <p class="soft">${t('reset.lead')}</p></div>${this.done ? this.changed() : this.form()}</div>`
  }

  changed() {
    return html`<p class="notice" role="status" data-test="reset-done">${t('reset.done')}</p>
      <div class="row"><a class="button main" href="/signin" data-test="reset-sign-in">${t('sign.in.title')}</a></div>`
  }

  form() {
    const faulty = this.error?.errors?.some((/** @type {any} */ fault) => fault.pointer === '/password')
    return html`<form class="card stack" data-test="reset-form" @submit=${this.submit}>
      <div class="field"><label for="f-password">${t('password.password')}</label>
        <input id="f-password" name="password" type="password" required maxlength="128" minlength=${PASSWORD_LENGTH}
          autocomplete="new-password" spellcheck="false" autocapitalize="off" data-test="field-password"
          aria-describedby="password-hint" aria-invalid=${faulty ? 'true' : 'false'}>
        <p class="hint" id="password-hint">${t('sign.password.hint', { n: PASSWORD_LENGTH })}</p></div>
      <x-problem .error=${this.error}></x-problem>
      <button class="button main big" data-test="reset-submit" ?disabled=${this.busy}>${t('password.change')}</button>
    </form>`
  }

  /** @param {SubmitEvent} submit */
  async submit(submit) {
    submit.preventDefault()
    const { password } = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (submit.target)))
    const code = new URLSearchParams(location.hash.slice(1)).get('code') || 'none'
    this.busy = true
    this.error = null
    try {
      await api.post('/account/password-reset', { code, password }, { renew: false })
      this.done = true
    } catch (error) {
      this.error = error
    }
    this.busy = false
  }
}
customElements.define('x-reset-page', ResetPage)
