// @ts-check
// <x-password>: changing the password; says `changed`, for the other sessions have ended then.
import { html, nothing } from 'lit'
import { api, PASSWORD_LENGTH } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { t } from '../../i18n/language.js'
import { store } from '../../base/store.js'
import '../frame/x-problem.js'

class NewPassword extends Element {
  static properties = { error: { state: true }, busy: { state: true }, done: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.error = null
    this.busy = false
    this.done = false
  }

  render() {
    return html`<section class="stack" aria-labelledby="h-password"><h2 id="h-password">${t('password.title')}</h2><p
        class="soft">${t('password.lead')}</p>
      <form class="card stack" @submit=${this.submit}>
        <input type="text" name="username" autocomplete="username" .value=${store.user?.email ?? ''} hidden>
        <div class="password-form">${this.field('currentPassword', 'current-password')}${this.field('password', 'new-password')}
          <button class="button main" data-test="password-change"
              ?disabled=${this.busy}>${t('password.change')}</button></div>
        <p class="hint" id="password-hint">${t('sign.password.hint', { n: PASSWORD_LENGTH })}</p>
        <x-problem .error=${this.error}></x-problem>
        ${
          this.done
            ? html`<p class="notice" role="status"
            data-test="password-changed">${t('password.changed')}</p>`
            : nothing
        }</form></section>`
  }

  /** @param {'currentPassword'|'password'} name @param {any} complete */
  field(name, complete) {
    const faulty = this.error?.errors?.some((/** @type {any} */ fault) => fault.pointer === `/${name}`)
    return html`<div class="field"><label for="p-${name}">${t(`password.${name}`)}</label>
      <input id="p-${name}" name=${name} type="password" required maxlength="128"
          minlength=${name === 'password' ? PASSWORD_LENGTH : 1}
        autocomplete=${complete} spellcheck="false" autocapitalize="off" data-test="password-${name}"
        aria-describedby=${name === 'password' ? 'password-hint' : nothing}
        aria-invalid=${faulty ? 'true' : 'false'}></div>`
  }

  /** @param {SubmitEvent} submit */
  async submit(submit) {
    submit.preventDefault()
    const form = /** @type {HTMLFormElement} */ (submit.target)
    const values = new FormData(form)
    this.busy = true
    this.error = null
    this.done = false
    try {
      await api.put('/account/password', {
        currentPassword: values.get('currentPassword'),
        password: values.get('password'),
      })
      form.reset()
      this.done = true
      this.dispatchEvent(new Event('changed'))
    } catch (error) {
      this.error = error
    }
    this.busy = false
  }
}
customElements.define('x-password', NewPassword)
