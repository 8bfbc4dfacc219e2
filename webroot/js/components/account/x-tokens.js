// @ts-check
// <x-tokens>: the personal tokens with which scripts may act for their owner.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { dateTime } from '../../i18n/figures.js'
import { t } from '../../i18n/language.js'
import { store } from '../../base/store.js'
import '../frame/x-problem.js'

const DAYS = [30, 90, 365]
const SCOPES = ['jobs:read', 'jobs:write']
const OPERATORS_SCOPE = 'models:admin'

/** In plain words. @param {string} scope */
const word = scope => t(/** @type {any} */ (`tokens.scope.${scope}`))

class TokenList extends Element {
  static properties = Object.fromEntries(
    ['tokens', 'secret', 'error', 'copied', 'busy'].map(name => [name, { state: true }]),
  )

  constructor() {
    super()
    /** @type {any[]|null} */ this.tokens = null
    /** @type {{name: string, token: string}|null} shown once, kept nowhere */ this.secret = null
    /** @type {any} */ this.error = null
    this.copied = false
    this.busy = false
    this.load()
  }

  async load() {
    try {
      this.tokens = (await api.get('/tokens')).items
    } catch (error) {
      this.error = error
    }
  }

  render() {
    return html`<section class="stack" aria-labelledby="h-tokens"><h2 id="h-tokens">${t('tokens.title')}</h2><p
        class="soft">${t('tokens.lead')} <a href="/api">${t('api.link')}</a></p>
      <x-problem .error=${this.error}></x-problem>${this.shown()}${this.form()}${this.list()}</section>`
  }

  shown() {
    const { secret } = this
    if (!secret) return nothing
    return html`<div class="card stack secret"
        role="status"><p><strong>${t('tokens.created', { name: secret.name })}</strong> ${t('tokens.once')}</p>
      <div class="with-button"><input type="text" readonly .value=${secret.token} data-test="token-secret"
          aria-label=${t('tokens.secret')} class="mono"
          @focus=${(/** @type {any} */ focus) => focus.target.select()}>
        <button class="button" type="button" data-test="token-copy"
            @click=${this.copy}>${icon('copy')}${t(this.copied ? 'tokens.copied' : 'tokens.copy')}</button></div></div>`
  }

  form() {
    return html`<form class="card token-form" @submit=${this.create}>
      <div class="field"><label for="token-name">${t('tokens.name')}</label>
        <input id="token-name" name="name" type="text" required maxlength="100" autocomplete="off"
            data-test="token-name" placeholder=${t('tokens.name.example')}></div>
      <div class="field"><label for="token-days">${t('tokens.days')}</label>
        <select id="token-days" name="days">${DAYS.map(
          days => html`<option value=${days}
            ?selected=${days === 90}>${t('tokens.days.n', { n: days })}</option>`,
        )}</select></div>
      ${this.scopes()}
      <button class="button main" data-test="token-create" ?disabled=${this.busy}>${t('tokens.create')}</button></form>`
  }

  scopes() {
    const offered = store.user?.role === 'operator' ? [...SCOPES, OPERATORS_SCOPE] : SCOPES
    return html`<fieldset class="token-scopes"><legend class="label">${t('tokens.may')}</legend>${offered.map(
      scope => html`
      <label class="tick"><input type="checkbox" name="scope" value=${scope} data-test="token-scope"
          ?checked=${SCOPES.includes(scope)}
        @change=${this.ticked}><span>${word(scope)} <code class="soft small">${scope}</code></span></label>`,
    )}</fieldset>`
  }

  list() {
    if (!this.tokens) return nothing
    if (this.tokens.length === 0) return html`<p class="soft">${t('tokens.none')}</p>`
    return html`<ul class="tokens">${this.tokens.map(
      token => html`<li class="card row" data-test="token-row"><div class="stack-xs"><strong>${token.name}</strong>
        <span class="small" data-test="token-scopes">${token.scopes.map(word).join(t('tokens.and'))}</span>
        <span class="soft small">${t('tokens.dates', { created: dateTime(token.createdAt), expires: token.expiresAt ? dateTime(token.expiresAt) : '–' })}
          ${token.lastUsedAt ? t('tokens.used', { at: dateTime(token.lastUsedAt) }) : t('tokens.unused')}</span></div>
      <button class="button danger push" type="button" data-test="token-revoke"
          aria-label="${t('tokens.revoke')}: ${token.name}"
          @click=${() => this.revoke(token)}>${t('tokens.revoke')}</button></li>`,
    )}</ul>`
  }

  /** @param {SubmitEvent} submit */
  async create(submit) {
    submit.preventDefault()
    const form = /** @type {HTMLFormElement} */ (submit.target)
    const values = new FormData(form)
    this.busy = true
    this.error = null
    try {
      this.secret = await api.post('/tokens', {
        name: values.get('name'),
        expiresInDays: Number(values.get('days')),
        scopes: values.getAll('scope'),
      })
      this.copied = false
      form.reset()
      await this.load()
    } catch (error) {
      this.error = error
    }
    this.busy = false
  }

  /** A token that may do nothing is of no use: the form says so before it is sent. @param {Event} change */
  ticked(change) {
    const box = /** @type {HTMLElement} */ (change.target)
    const boxes = [...(box.closest('fieldset')?.querySelectorAll('input') ?? [])]
    boxes[0].setCustomValidity(boxes.some(box => box.checked) ? '' : t('tokens.may.something'))
  }

  /** @param {any} token */
  async revoke(token) {
    this.error = null
    try {
      await api.delete(`/tokens/${token.id}`)
      this.tokens = this.tokens?.filter(({ id }) => id !== token.id) ?? null
      if (this.secret?.name === token.name) this.secret = null
    } catch (error) {
      this.error = error
    }
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.secret?.token ?? '')
      this.copied = true
    } catch {
      const secret = /** @type {HTMLInputElement} */ (this.querySelector('.secret input'))
      secret.focus() // selected, for copying by hand
    }
  }
}
customElements.define('x-tokens', TokenList)
