// @ts-check
// <x-leave>: deleting the account with everything that belongs to it.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { t } from '../../i18n/language.js'
import { store } from '../../base/store.js'
import '../frame/x-problem.js'

class Leave extends Element {
  static properties = { asking: { state: true }, error: { state: true }, busy: { state: true } }

  constructor() {
    super()
    this.asking = false
    /** @type {any} */ this.error = null
    this.busy = false
  }

  render() {
    return html`<section class="stack" aria-labelledby="h-leave"><h2 id="h-leave">${t('leave.title')}</h2><p
        class="soft">${t('leave.lead')}</p>
      ${
        this.asking
          ? this.form()
          : html`<div class="row"><button class="button danger" type="button" data-test="leave"
          @click=${this.ask}>${icon('bin')}${t('leave.ask')}</button></div>`
      }</section>`
  }

  form() {
    return html`<form class="card stack" @submit=${this.submit}>
      <input type="text" name="username" autocomplete="username" .value=${store.user?.email ?? ''} hidden>
      <div class="field narrow-field"><label for="leave-password">${t('leave.password')}</label>
        <input id="leave-password" name="password" type="password" required maxlength="128"
            autocomplete="current-password" data-test="leave-password"></div>
      <x-problem .error=${this.error}></x-problem>
      <div class="row"><button class="button danger" data-test="leave-confirm"
          ?disabled=${this.busy}>${t('leave.confirm')}</button>
        <button class="button" type="button" @click=${() => {
          this.asking = false
        }}>${t('leave.stay')}</button>
        ${this.busy ? html`<span class="soft small" role="status">${t('leave.busy')}</span>` : nothing}</div></form>`
  }

  async ask() {
    this.error = null
    this.asking = true
    await this.updateComplete
    const password = /** @type {HTMLInputElement} */ (this.querySelector('#leave-password'))
    password.focus()
  }

  /** @param {SubmitEvent} submit */
  async submit(submit) {
    submit.preventDefault()
    const values = new FormData(/** @type {HTMLFormElement} */ (submit.target))
    this.busy = true
    this.error = null
    try {
      await store.leave(String(values.get('password')))
    } catch (error) {
      this.error = error
    }
    this.busy = false
  }
}
customElements.define('x-leave', Leave)
