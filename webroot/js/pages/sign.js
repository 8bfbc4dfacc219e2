// @ts-check
// <x-sign-page .kind=${'in' or 'up'}>: signing in and up; in place of a page that needs it, or at its own address.
import { html, nothing } from 'lit'
import { api, PASSWORD_LENGTH } from '../connection/api.js'
import '../components/account/x-provider.js'
import '../components/frame/x-problem.js'
import { Element } from '../base/element.js'
import { duration } from '../i18n/figures.js'
import { gap, t } from '../i18n/language.js'
import { go, next } from '../base/router.js'
import { own } from '../base/site.js'
import { store } from '../base/store.js'

class SignPage extends Element {
  static properties = {
    kind: {},
    inPlace: {},
    error: { state: true },
    busy: { state: true },
    plain: { state: true },
    registration: { state: true },
    sessions: { state: true },
    provider: { state: true },
    named: { state: true },
    mail: { state: true },
    first: { state: true },
  }

  constructor() {
    super()
    /** @type {'in'|'up'} */ this.kind = 'in'
    this.inPlace = false
    /** @type {any} */ this.error = null
    this.busy = false
    this.plain = false
    /** @type {'open'|'invitation'|'closed'} */ this.registration = 'open'
    /** How long sessions live. @type {{seconds: number, staySeconds: number}|undefined} */ this.sessions = undefined
    /** Whether a lost password can be replaced by mail. */ this.mail = false
    /** As whom a proxy says that we come. @type {string|null} */ this.named = null
    /** By whom people can sign in too. @type {string|null} */ this.provider = null
    /** Whether nobody has an account yet. */ this.first = false
  }

  connectedCallback() {
    super.connectedCallback()
    // Whether it is open may have changed since the page was opened.
    api.get('/service').then(
      ({ registration, provider, named, mail, first, sessions }) => {
        this.sessions = sessions
        this.registration = registration
        this.provider = provider
        this.named = named
        this.mail = mail === true
        this.first = first === true
      },
      () => {},
    )
  }

  render() {
    const up = this.kind === 'up'
    return html`<div class="narrow stack">
      <div class="page-head"><h1>${t(up ? 'sign.up.title' : 'sign.in.title')}</h1>
        <p class="soft">${t(up ? 'sign.up.lead' : 'sign.in.lead')}</p></div>
      ${up && this.first ? html`<p class="notice" role="status" data-test="first-operator">${t('sign.first')}</p>` : nothing}
      ${this.notice()}
      <x-provider .name=${this.provider} .named=${this.named} .asked=${() => this.asked}></x-provider>
      ${
        up && this.registration === 'closed'
          ? html`<p class="notice" role="status"
          data-test="registration-closed">${t('sign.closed')}</p>`
          : this.form(up)
      }
      ${up || !this.mail ? nothing : html`<p class="small"><a href="/forgotten" data-test="forgotten">${t('forgotten.ask')}</a></p>`}
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
        ${this.sessions?.staySeconds ? this.stay(this.sessions) : nothing}
        <x-problem .error=${this.error}></x-problem>
        <button class="button main big" data-test="${up ? 'sign-up' : 'sign-in'}-submit"
            ?disabled=${this.busy}>${t(up ? 'sign.up.submit' : 'sign.in.submit')}</button>
      </form>`
  }

  /** The code of a link stands behind its #, which no server sees. */
  get invited() {
    return new URLSearchParams(location.hash.slice(1)).get('invitation') ?? ''
  }

  invitation() {
    return html`<div class="field"><label for="f-invitation">${t('sign.invitation')}</label>
      <input id="f-invitation" name="invitation" type="text" autocomplete="off" spellcheck="false" required
          maxlength="100" .value=${this.invited}
        data-test="field-invitation" aria-describedby="invitation-hint" aria-invalid=${this.faulty('invitation')}>
      <p class="hint" id="invitation-hint">${t('sign.invitation.hint')}</p></div>`
  }

  /** @param {{seconds: number, staySeconds: number}} sessions */
  stay({ seconds, staySeconds }) {
    return html`<div class="field"><label class="check"><input type="checkbox" name="stay" data-test="stay"
        aria-describedby="stay-hint"><span>${t('sign.stay')}</span></label>
      <p class="hint" id="stay-hint">${t('sign.stay.hint', { long: duration(staySeconds), short: duration(seconds) })}</p></div>`
  }

  notice() {
    if (store.left) return html`<p class="notice" role="status" data-test="left">${t('sign.left')}</p>`
    if (store.ended) return html`<p class="notice" role="status">${t('sign.ended')}</p>`
    const wanted = this.inPlace ? own(location.pathname) : (new URLSearchParams(location.search).get('next') ?? '')
    return html`${wanted.startsWith('/new') ? this.kept(wanted.startsWith('/new?run=')) : nothing}${this.ofGuest()}`
  }

  /** @param {boolean} runs by itself afterwards */
  kept(runs) {
    return html`<p class="notice" data-test="sign-kept">${t(runs ? 'sign.runs' : 'sign.kept')}</p>`
  }

  ofGuest() {
    if (!store.isGuest) return nothing
    return html`<p class="notice" data-test="sign-guest">${t(this.kind === 'up' ? 'sign.guest.up' : 'sign.guest.in')}</p>`
  }

  /** What is wished of signing in by the provider. */
  get asked() {
    const box = /** @type {HTMLInputElement|null} */ (this.querySelector('[name=stay]'))
    return { next: this.wanted, invitation: this.invited, stay: box?.checked ?? false }
  }

  /** Where to go afterwards. */
  get wanted() {
    return this.inPlace ? own(location.pathname) + location.search : next()
  }

  other() {
    const target = this.wanted
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
    const given = new FormData(/** @type {HTMLFormElement} */ (submit.target))
    const values = { ...Object.fromEntries(given), stay: given.has('stay') }
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
