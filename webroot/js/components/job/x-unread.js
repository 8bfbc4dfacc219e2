// @ts-check
// <x-unread .error ?deleted>: in place of a job that could not be read: why, and what to do. Says `again`.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { at } from '../../base/site.js'
import { store } from '../../base/store.js'
import { number, t } from '../../i18n/language.js'
import '../frame/x-problem.js'

class Unread extends Element {
  static properties = { error: {}, deleted: { type: Boolean }, days: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.error = null
    /** Whether it was deleted while it was looked at. */ this.deleted = false
    /** For how many days results are kept. @type {number|null} */ this.days = null
  }

  connectedCallback() {
    super.connectedCallback()
    store.read('/limits').then(
      ({ retentionDays }) => {
        this.days = retentionDays
      },
      () => {}, // the reason is told without it
    )
  }

  render() {
    return this.error?.status === 404 ? this.gone() : this.failed()
  }

  gone() {
    return html`<div class="narrow stack" data-test="job-gone"><div class="page-head"><h1>${t('job.gone.title')}</h1></div>
      ${this.reason()}
      <p>${t('job.gone.next')}</p>
      <div class="row"><a class="button main" href="/history">${t('nav.history')}</a><a class="button"
          href="/new">${t('nav.new')}</a></div></div>`
  }

  reason() {
    if (this.deleted) return html`<p class="notice" role="status">${t('job.gone.deleted')}</p>`
    if (!this.days) return nothing
    const link = location.origin + at('/shared')
    return html`<p class="notice" role="status">${t('job.gone.text', { days: number(this.days), link })}</p>`
  }

  failed() {
    return html`<div class="stack"><div class="page-head"><h1>${t('title.job')}</h1></div><x-problem
        .error=${this.error}></x-problem>
      <div class="row"><a class="button" href="/history">${t('nav.history')}</a><button class="button" type="button"
          @click=${() => this.dispatchEvent(new CustomEvent('again'))}>${t('again')}</button></div></div>`
  }
}
customElements.define('x-unread', Unread)
