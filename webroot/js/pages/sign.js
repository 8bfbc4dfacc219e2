// @ts-check
// <x-sign-page .kind=${'in' or 'up'}>: signing in and up; in place of a page that needs it, or at its own address.
import { html, nothing } from 'lit'
import { api, PASSWORD_LENGTH } from '../connection/api.js'
import '../components/frame/x-problem.js'
import { Element } from '../base/element.js'
import { gap, t } from '../i18n/language.js'
import { go, next } from '../base/router.js'
import { store } from '../base/store.js'

class SignPage extends Element {
  static properties = {
    kind: {},
    inPlace: {},
    error: { state: true },
    busy: { state: true },
    plain: { state: true },
    registration: { state: true },
  }

  constructor() {
    super()
    /** @type {'in'|'up'} */ this.kind = 'in'
    this.inPlace = false
    /** @type {any} */ this.error = null
    this.busy = false
    this.plain = false
    /** @type {'open'|'invitation'|'closed'} */ this.registration = 'open'
  }

  connectedCallback() {
    super.connectedCallback()
    // Whether it is open may have changed since the page was opened.
    api.get('/service').then(
      ({ registration }) => {
        this.registration = registration
      },
      () => {},
    )
  }

  render() {
    const up = this.kind === 'up'
    return html`<div class="narrow stack">
      <div class="page-head"><h1>${t(up ? 'sign.up.title' : 'sign.in.title')}</h1>
        <p class="soft">${t(up ? 'sign.up.lead' : 'sign.in.lead')}</p></div>
      ${this.notice()}
      ${
        up && this.registration === 'closed'
          ? html`<p class="notice" role="status"
          data-test="registration-closed">${t('sign.closed')}</p>`
          : this.form(up)
      }
      <p class="small soft">${t(up ? 'sign.have' : 'sign.none')}${gap()}<a
          href=${this.other()} data-test="sign-other">${t(up ? 'sign.in.title' : 'sign.up.title')}</a></p>
    </div>`
  }

  /** @param {boolean} up */
  form(up) {
    return html`<form class="card stack" data-test="${up ? 'sign-up' : 'sign-in'}-form" @submit=${this.submit}>
        ${up ? this.field('name', 'text', 'name') : nothing}
        ${this.field('email', 'email', 'username')}
        ${this.password(up)}
        ${up && this.registration === 'invitation' ? this.invitation() : nothing}
        <x-problem .error=${this.error}></x-problem>
        <button class="button main big" data-test="${up ? 'sign-up' : 'sign-in'}-submit"
            ?disabled=${this.busy}>${t(up ? 'sign.up.submit' : 'sign.in.submit')}</button>
      </form>`
  }

  /** The code of a link stands behind its #, which no server sees. */
  invitation() {
    const given = new URLSearchParams(location.hash.slice(1)).get('invitation') ?? ''
    return html`<div class="field"><label for="f-invitation">${t('sign.invitation')}</label>
      <input id="f-invitation" name="invitation" type="text" autocomplete="off" spellcheck="false" required
          maxlength="100" .value=${given}
        data-test="field-invitation" aria-describedby="invitation-hint" aria-invalid=${this.faulty('invitation')}>
      <p class="hint" id="invitation-hint">${t('sign.invitation.hint')}</p></div>`
  }

  notice() {
    if (store.left) return html`<p class="notice" role="status" data-test="left">${t('sign.left')}</p>`
    if (store.ended) return html`<p class="notice" role="status">${t('sign.ended')}</p>`
    const wanted = this.inPlace ? location.pathname : (new URLSearchParams(location.search).get('next') ?? '')
    return wanted.startsWith('/new') ? html`<p class="notice">${t('sign.kept')}</p>` : nothing
  }

  other() {
    const target = this.inPlace ? location.pathname + location.search : next()
    return `/sign${this.kind === 'up' ? 'in' : 'up'}${target === '/' ? '' : `?next=${encodeURIComponent(target)}`}`
  }

  /** @param {'name'|'email'} name @param {string} type @param {any} complete */
  field(name, type, complete) {
    return html`<div class="field"><label for="f-${name}">${t(`sign.${name}`)}</label>
      <input id="f-${name}" name=${name} type=${type} autocomplete=${complete} required
          maxlength=${name === 'name' ? 100 : 254}
        data-test="field-${name}" aria-invalid=${this.faulty(name)}></div>`
  }

  /** @param {boolean} up */
  password(up) {
    return html`<div class="field"><label for="f-password">${t('sign.password')}</label>
      <div class="with-button">
        <input id="f-password" name="password" type=${this.plain ? 'text' : 'password'} required maxlength="128"
          minlength=${up ? PASSWORD_LENGTH : 1} autocomplete=${up ? 'new-password' : 'current-password'}
          spellcheck="false" autocapitalize="off"
          data-test="field-password" aria-describedby=${up ? 'password-hint' : nothing}
          aria-invalid=${this.faulty('password')}>
        <button class="button" type="button" aria-pressed=${this.plain} @click=${() => {
          this.plain = !this.plain
        }}>${t('sign.show')}</button>
      </div>
      ${up ? html`<p class="hint" id="password-hint">${t('sign.password.hint', { n: PASSWORD_LENGTH })}</p>` : nothing}
    </div>`
  }

  /** @param {string} field */
  faulty(field) {
    return this.error?.errors?.some((/** @type {any} */ fault) => fault.pointer === `/${field}`) ? 'true' : 'false'
  }

  /** @param {SubmitEvent} submit */
  async submit(submit) {
    submit.preventDefault()
    const values = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (submit.target)))
    this.busy = true
    this.error = null
    try {
      const { user } = await api.post(this.kind === 'up' ? '/users' : '/session', values, { renew: false })
      store.signedIn(user)
      if (!this.inPlace) go(next(), { replace: true })
    } catch (error) {
      this.error = error
    } finally {
      this.busy = false
    }
  }
}
customElements.define('x-sign-page', SignPage)
