// @ts-check
// <x-share .jobId ?many>: a link by which anybody may read the job's result; what it exposes, and revoking it.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { at } from '../../base/site.js'
import { dateTime } from '../../i18n/figures.js'
import { t } from '../../i18n/language.js'
import '../frame/x-problem.js'

class Share extends Element {
  static properties = {
    jobId: {},
    many: { type: Boolean },
    since: { state: true },
    link: { state: true },
    error: { state: true },
    copied: { state: true },
  }

  constructor() {
    super()
    this.jobId = ''
    this.many = false
    /** Since when there is a link. @type {string|null} */ this.since = null
    /** Shown once, kept nowhere. */ this.link = ''
    /** @type {any} */ this.error = null
    this.copied = false
  }

  firstUpdated() {
    this.act(async () => {
      this.since = (await api.get(`/jobs/${this.jobId}/share`)).createdAt
    })
  }

  render() {
    return html`<button class="button" type="button" data-test="share" data-shared=${Boolean(this.since)}
        aria-haspopup="dialog"
        @click=${() => this.dialog.showModal()}>${icon('link')}${t(this.since ? 'share.shared' : 'share.open')}</button>
      <dialog class="card share" aria-labelledby="h-share" @close=${() => {
        this.link = ''
      }}><div class="stack">
        <h2 id="h-share">${t('share.title')}</h2><p>${t(this.many ? 'share.exposes.many' : 'share.exposes')}</p><p class="soft">${t('share.lasts')}</p><p
            class="soft">${t('share.terms')}</p>
        <x-problem .error=${this.error}></x-problem>${this.made()}
        ${
          this.since
            ? html`<p class="notice" role="status"
            data-test="share-since">${t('share.since', { at: dateTime(this.since) })}</p>`
            : nothing
        }
        <div class="row"><button class="button ${this.since ? '' : 'main'}" type="button" data-test="share-create"
            @click=${this.create}>${t(this.since ? 'share.replace' : 'share.create')}</button>
          ${
            this.since
              ? html`<button class="button danger" type="button" data-test="share-revoke"
              @click=${this.revoke}>${t('share.revoke')}</button>`
              : nothing
          }
          <button class="button push" type="button" data-test="share-close"
              @click=${() => this.dialog.close()}>${t('share.close')}</button></div>
      </div></dialog>`
  }

  made() {
    if (!this.link) return nothing
    return html`<p><strong>${t('share.once')}</strong></p><div class="with-button"><input type="text" readonly
        .value=${this.link} class="mono" data-test="share-link" aria-label=${t('share.link')}
        @focus=${(/** @type {any} */ focus) => focus.target.select()}>
      <button class="button" type="button" data-test="share-copy" @click=${this.copy}>${icon('copy')}<span
          role="status">${t(this.copied ? 'tokens.copied' : 'tokens.copy')}</span></button></div>`
  }

  get dialog() {
    return /** @type {HTMLDialogElement} */ (this.querySelector('dialog'))
  }

  create() {
    return this.act(async () => {
      const { secret, createdAt } = await api.post(`/jobs/${this.jobId}/share`)
      this.link = `${location.origin}${at('/shared')}#${secret}`
      this.copied = false
      this.since = createdAt
    })
  }

  revoke() {
    return this.act(async () => {
      await api.delete(`/jobs/${this.jobId}/share`)
      this.link = ''
      this.since = null
    })
  }

  /** @param {() => Promise<void>} action */
  async act(action) {
    this.error = null
    try {
      await action()
    } catch (error) {
      this.error = error
    }
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.link)
      this.copied = true
    } catch {
      const field = /** @type {HTMLInputElement} */ (this.querySelector('[data-test=share-link]'))
      field.focus() // selected, for copying by hand
    }
  }
}
customElements.define('x-share', Share)
