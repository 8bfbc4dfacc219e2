// @ts-check
// <x-history-page>: the user's jobs, newest first, kept current by the live line: looked for, ticked, given again.
import { html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { api } from '../connection/api.js'
import '../components/frame/x-problem.js'
import { NO_FILTER, queryOf } from '../components/history/x-filters.js'
import '../components/history/x-job-row.js'
import '../components/history/x-ticked.js'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { keep, kept } from '../base/place.js'
import { go } from '../base/router.js'
import { store } from '../base/store.js'
import { reuse } from '../form/reuse.js'
import { addWords, t } from '../i18n/language.js'
import { hasEnded } from '../result/job.js'

await addWords('history')

const PAGE = 20

class HistoryPage extends Element {
  static properties = {
    jobs: { state: true },
    next: { state: true },
    error: { state: true },
    filter: { state: true },
    models: { state: true },
    ticked: { state: true },
  }

  constructor() {
    super()
    /** @type {any[]|null} */ this.jobs = null
    /** @type {string|null} */ this.next = null
    /** @type {any} */ this.error = null
    /** @type {import('../components/history/x-filters.js').Filter} */ this.filter = {
      ...NO_FILTER,
      ...kept('history'),
    }
    /** @type {import('../base/store.js').Model[]} */ this.models = []
    /** Ids of jobs. @type {Set<string>} */ this.ticked = new Set()
    /** Counts what was asked for, so that an old answer never takes the place of a newer one. */ this.turn = 0
    /** @type {ReturnType<typeof setTimeout>|undefined} */ this.soon = undefined
    this.onEvent = (/** @type {any} */ { detail }) => this.take(detail)
    this.onReset = () => this.load()
  }

  connectedCallback() {
    super.connectedCallback()
    store.stream.addEventListener('event', this.onEvent)
    store.stream.addEventListener('reset', this.onReset)
    this.load()
    store.read('/models').then(
      ({ items }) => {
        this.models = items
      },
      () => {}, // only the choice of a model is missing then
    )
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    store.stream.removeEventListener('event', this.onEvent)
    store.stream.removeEventListener('reset', this.onReset)
    clearTimeout(this.soon)
  }

  get filtered() {
    return queryOf(this.filter) !== ''
  }

  /** @param {string} [before] the last job of the page before */
  async ask(before) {
    const query = new URLSearchParams(queryOf(this.filter))
    query.set('limit', String(PAGE))
    if (before) query.set('before', before)
    return api.get(`/jobs?${query}`)
  }

  async load() {
    const turn = ++this.turn
    try {
      const page = await this.ask()
      if (turn !== this.turn) return
      this.jobs = page.items
      this.next = page.next ?? null
      this.ticked = new Set()
      this.error = null
    } catch (error) {
      if (turn === this.turn) this.error = error
    }
  }

  async more() {
    try {
      const page = await this.ask(this.next ?? undefined)
      const shown = new Set(this.jobs?.map(job => job.id))
      this.jobs = [...(this.jobs ?? []), ...page.items.filter((/** @type {any} */ job) => !shown.has(job.id))]
      this.next = page.next ?? null
    } catch (error) {
      this.error = error
    }
  }

  /** @param {Partial<import('../components/history/x-filters.js').Filter>} part */
  narrow(part) {
    this.filter = keep('history', { ...this.filter, ...part })
    this.load()
  }

  /** @param {import('../connection/stream.js').JobEvent} event */
  take(event) {
    if (!this.jobs || event.messageKey === 'job.deleted') return
    const job = this.jobs.find(({ id }) => id === event.job)
    if (!job) return this.filtered ? undefined : this.loadSoon()
    if (hasEnded(job.state)) return
    const { state, stage, attempt } = event
    this.change(job.id, { state, stage, attempt, result: event.result ?? job.result })
  }

  /** @param {string} id @param {any} part */
  change(id, part) {
    this.jobs = (this.jobs ?? []).map(job => (job.id === id ? { ...job, ...part } : job))
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
    const { jobs } = this
    if (!jobs) return this.error ? nothing : html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
    if (jobs.length === 0 && !this.filtered) {
      return html`<div class="empty" data-test="history-empty"><h2>${t('history.none')}</h2><p
          class="soft">${t('history.none.text')}</p>
        <a class="button main" href="/examples/h3n2-variant">${t('home.example')}</a></div>`
    }
    return html`<x-filters .models=${this.models} .filter=${this.filter}
        @filter=${(/** @type {CustomEvent} */ { detail }) => this.narrow(detail)}></x-filters>
      ${
        this.ticked.size > 0
          ? html`<x-ticked .count=${this.ticked.size} @untick=${() => this.untick()}
          @delete=${() => this.delete()}></x-ticked>`
          : nothing
      }
      ${jobs.length === 0 ? this.nothingFound() : nothing}
      <ol class="history">${repeat(
        jobs,
        job => job.id,
        job => html`<li>${this.row(job)}</li>`,
      )}</ol>
      ${
        this.next
          ? html`<div class="row more"><button class="button" type="button" data-test="history-more"
          @click=${this.more}>${t('history.more')}</button></div>`
          : nothing
      }`
  }

  nothingFound() {
    return html`<div class="row" data-test="history-none-found"><p class="soft" role="status">${t('history.none.found')}</p>
      <button class="button" type="button" data-test="history-all"
        @click=${() => this.narrow(NO_FILTER)}>${t('history.all')}</button></div>`
  }

  /** @param {any} job */
  row(job) {
    return html`<x-job-row .job=${job} ?ticked=${this.ticked.has(job.id)} ?renames=${!store.isGuest}
      @tick=${() => this.tick(job.id)}
      @renamed=${(/** @type {CustomEvent} */ { detail }) => this.change(job.id, { title: detail })}
      @reuse=${() => this.reuse(job)}></x-job-row>`
  }

  /** @param {string} id */
  tick(id) {
    const ticked = new Set(this.ticked)
    if (!ticked.delete(id)) ticked.add(id)
    this.ticked = ticked
  }

  untick() {
    this.ticked = new Set()
  }

  /** One after the other; what is gone already is as wanted. */
  async delete() {
    this.error = null
    for (const id of this.ticked) {
      try {
        await api.delete(`/jobs/${id}`)
      } catch (error) {
        if (/** @type {any} */ (error).status !== 404) {
          this.error = error
          return
        }
      }
      this.jobs = (this.jobs ?? []).filter(job => job.id !== id)
      this.tick(id)
    }
    if (this.jobs?.length === 0) this.load()
  }

  /** @param {any} job */
  async reuse(job) {
    try {
      await reuse(job)
      go('/new')
    } catch (error) {
      this.error = error
    }
  }
}
customElements.define('x-history-page', HistoryPage)
