// @ts-check
// <x-history-page>: the user's jobs, newest first, kept current by the live line.
import { html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { api } from '../connection/api.js'
import '../components/frame/x-problem.js'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { dateTime } from '../i18n/figures.js'
import { local, number, t, tn } from '../i18n/language.js'
import { jobTitle } from '../i18n/sentences.js'
import { hasEnded, isMany, strainsOf, verdictOf } from '../result/job.js'
import { store } from '../base/store.js'

const CHIPS = /** @type {Record<string, string>} */ ({
  SUCCEEDED: 'good',
  FAILED: 'bad',
  CANCELLED: '',
  EXPIRED: 'warn',
})

class HistoryPage extends Element {
  static properties = { jobs: { state: true }, next: { state: true }, error: { state: true } }

  constructor() {
    super()
    /** @type {any[]|null} */ this.jobs = null
    /** @type {string|null} */ this.next = null
    /** @type {any} */ this.error = null
    /** @type {ReturnType<typeof setTimeout>|undefined} */ this.soon = undefined
    this.onEvent = (/** @type {any} */ { detail }) => this.take(detail)
    this.onReset = () => this.load()
  }

  connectedCallback() {
    super.connectedCallback()
    store.stream.addEventListener('event', this.onEvent)
    store.stream.addEventListener('reset', this.onReset)
    this.load()
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    store.stream.removeEventListener('event', this.onEvent)
    store.stream.removeEventListener('reset', this.onReset)
    clearTimeout(this.soon)
  }

  async load() {
    try {
      const page = await api.get('/jobs?limit=20')
      this.jobs = page.items
      this.next = page.next ?? null
      this.error = null
    } catch (error) {
      this.error = error
    }
  }

  async more() {
    try {
      const page = await api.get(`/jobs?limit=20&before=${this.next}`)
      const shown = new Set(this.jobs?.map(job => job.id))
      this.jobs = [...(this.jobs ?? []), ...page.items.filter((/** @type {any} */ job) => !shown.has(job.id))]
      this.next = page.next ?? null
    } catch (error) {
      this.error = error
    }
  }

  /** @param {import('../connection/stream.js').JobEvent} event */
  take(event) {
    if (!this.jobs || event.messageKey === 'job.deleted') return
    const index = this.jobs.findIndex(job => job.id === event.job)
    if (index < 0) return this.loadSoon()
    const job = this.jobs[index]
    if (hasEnded(job.state)) return
    const changed = {
      ...job,
      state: event.state,
      stage: event.stage,
      attempt: event.attempt,
      result: event.result ?? job.result,
    }
    this.jobs = this.jobs.with(index, changed)
  }

  /** Many new jobs at once are read together. */
  loadSoon() {
    this.soon ??= setTimeout(() => {
      this.soon = undefined
      this.load()
    }, 300)
  }

  render() {
    return html`<div class="page-head"><div class="row apart"><h1>${t('nav.history')}</h1><div
        class="row">${
          this.jobs && this.jobs.length > 1
            ? html`<a class="button" href="/compare"
            data-test="compare-link">${t('compare.two')}</a>`
            : nothing
        }<a class="button main"
            href="/new">${t('nav.new')}</a></div></div></div>
      <x-problem .error=${this.error}></x-problem>${this.list()}`
  }

  list() {
    if (!this.jobs) return this.error ? nothing : html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
    if (this.jobs.length === 0) {
      return html`<div class="empty" data-test="history-empty"><h2>${t('history.none')}</h2><p
          class="soft">${t('history.none.text')}</p>
        <a class="button main" href="/new?example=1">${t('catalogue.try')}</a></div>`
    }
    return html`<ol class="history">${repeat(
      this.jobs,
      job => job.id,
      job => this.row(job),
    )}</ol>
      ${
        this.next
          ? html`<div class="row more"><button class="button" type="button" data-test="history-more"
          @click=${this.more}>${t('history.more')}</button></div>`
          : nothing
      }`
  }

  /** @param {any} job */
  row(job) {
    const [a, b] = isMany(job) ? [] : strainsOf(job)
    return html`<li class="job-row" data-test="history-row" data-state=${job.state} data-job=${job.id}>
      <a href="/jobs/${job.id}" class="strains"
          title=${(job.strains ?? []).join(' – ') || nothing}>${
            a && b
              ? html`${a} <span
              class="soft">${t('versus')}</span> ${b}`
              : isMany(job)
                ? jobTitle(job)
                : t('title.job')
          }</a>
      <span class="outcome">${this.outcome(job)}</span>
      <span class="soft small">${local(store.known('models', job.model), 'name')} ${job.model.version} · ${local(store.known('encodings', job.encoding), 'name')}</span>
      <time class="soft small num" datetime=${job.createdAt}>${dateTime(job.createdAt)}</time></li>`
  }

  /** @param {any} job */
  outcome(job) {
    const verdict = job.state === 'SUCCEEDED' ? verdictOf(job.result ?? job.summary) : null
    if (verdict) {
      return html`<span class="chip ${verdict.variant ? 'variant' : 'good'}">${t(verdict.variant ? 'verdict.variant' : 'verdict.similar')}</span>
        ${
          typeof verdict.distanceLog2 === 'number'
            ? html`<span
            class="small num soft">${t('distance.short', { n: number(verdict.distanceLog2, 1) })}</span>`
            : nothing
        }`
    }
    const { variants, pairs, differences, subtype } = job.summary ?? job.result ?? {}
    if (job.state === 'SUCCEEDED' && typeof differences === 'number') {
      return html`<span class="chip">${t('verdict.none', { subtype })}</span>
        <span class="small num soft">${tn('history.differences', differences)}</span>`
    }
    if (job.state === 'SUCCEEDED' && typeof variants === 'number') {
      return html`<span class="chip">${t('many.short', { n: number(variants), of: number(pairs) })}</span>`
    }
    const ended = hasEnded(job.state)
    return html`<span class="chip ${ended ? CHIPS[job.state] : 'live'}">${ended ? nothing : icon('ring', 'spin')}${t(/** @type {any} */ (`state.${job.state}`))}</span>`
  }
}
customElements.define('x-history-page', HistoryPage)
