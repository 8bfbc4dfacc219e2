// @ts-check
// <x-job-list .query .batch .name .ticked .stamp>: the user's jobs that meet a query, newest first, kept current by the live line; those under a
// batch are such a list of their own, folded under its row. With a query the folds in which something was found are open.
// Says `listed` with how many stand here; what its rows say (tick, reuse, extend) goes on to the page. Another .stamp: they may have changed.
import { html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { keep, kept } from '../../base/place.js'
import { store } from '../../base/store.js'
import { api } from '../../connection/api.js'
import { t } from '../../i18n/language.js'
import { hasEnded } from '../../result/job.js'
import '../frame/x-problem.js'
import { nameOf } from './names.js'
import './x-job-row.js'

const PAGE = 20
const MOST = 100

class JobList extends Element {
  static properties = {
    query: {},
    batch: {},
    name: {},
    ticked: {},
    stamp: {},
    jobs: { state: true },
    next: { state: true },
    open: { state: true },
    error: { state: true },
  }

  constructor() {
    super()
    /** As an address has it. */ this.query = ''
    /** Under which they stand; empty for those that stand under none. */ this.batch = ''
    /** Of the batch. */ this.name = ''
    /** Ids of jobs. @type {Set<string>} */ this.ticked = new Set()
    this.stamp = 0
    /** @type {any[]|null} */ this.jobs = null
    /** @type {string|null} */ this.next = null
    /** Ids of batches. @type {Set<string>} */ this.open = new Set()
    /** @type {any} */ this.error = null
    /** Jobs that were looked for because of an event, found here or not. @type {Set<string>} */ this.heard = new Set()
    /** Counts what was asked for, so that an old answer never takes the place of a newer one. */ this.turn = 0
    /** @type {ReturnType<typeof setTimeout>|undefined} */ this.soon = undefined
    this.onEvent = (/** @type {any} */ { detail }) => this.take(detail)
    this.onReset = () => this.load()
  }

  connectedCallback() {
    super.connectedCallback()
    store.stream.addEventListener('event', this.onEvent)
    store.stream.addEventListener('reset', this.onReset)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    store.stream.removeEventListener('event', this.onEvent)
    store.stream.removeEventListener('reset', this.onReset)
    clearTimeout(this.soon)
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('query')) {
      this.open = new Set()
      this.load(PAGE)
    } else if (changed.has('stamp')) this.load()
  }

  /** @param {number} limit @param {string} [before] the last job of the page before */
  ask(limit, before) {
    const query = new URLSearchParams(this.query)
    if (this.batch) query.set('batch', this.batch)
    else query.set('view', 'folded')
    query.set('limit', String(limit))
    if (before) query.set('before', before)
    return api.get(`/jobs?${query}`)
  }

  /** As many as stand here, or the first ones. */
  async load(limit = Math.min(MOST, Math.max(PAGE, this.jobs?.length ?? 0))) {
    const turn = ++this.turn
    try {
      const { items, next } = await this.ask(limit)
      if (turn !== this.turn) return
      this.jobs = items
      this.next = next ?? null
      this.error = null
      this.unfold(items)
    } catch (error) {
      if (turn === this.turn) this.error = error
    }
    this.dispatchEvent(new CustomEvent('listed', { detail: this.jobs?.length }))
  }

  async more() {
    try {
      const { items, next } = await this.ask(PAGE, this.next ?? undefined)
      const shown = new Set(this.jobs?.map(job => job.id))
      const older = items.filter((/** @type {any} */ job) => !shown.has(job.id))
      this.jobs = [...(this.jobs ?? []), ...older]
      this.next = next ?? null
      this.unfold(older)
    } catch (error) {
      this.error = error
    }
  }

  /** @param {any[]} jobs that have come */
  unfold(jobs) {
    const found = this.query ? jobs.filter(({ inside }) => inside > 0).map(({ id }) => id) : (kept(this.place) ?? [])
    this.open = new Set([...this.open, ...found])
  }

  /** Where the page's entry in the history keeps what is open. */
  get place() {
    return `folds${this.batch}`
  }

  /** @param {string} id */
  fold(id) {
    const open = new Set(this.open)
    if (!open.delete(id)) open.add(id)
    this.open = this.query ? open : new Set(keep(this.place, [...open]))
  }

  /** What stands elsewhere is looked for once. @param {import('../../connection/stream.js').JobEvent} event */
  take(event) {
    if (!this.jobs || event.messageKey === 'job.deleted') return
    const job = this.jobs.find(({ id }) => id === event.job)
    if (!job) {
      if (!this.query && !this.heard.has(event.job)) this.loadSoon(event.job)
      return
    }
    if (hasEnded(job.state)) return
    const { state, stage, attempt } = event
    this.change(job.id, { state, stage, attempt, result: event.result ?? job.result })
  }

  /** @param {string} id @param {any} part */
  change(id, part) {
    this.jobs = (this.jobs ?? []).map(job => (job.id === id ? { ...job, ...part } : job))
  }

  /** Many new jobs at once are read together. @param {string} job */
  loadSoon(job) {
    this.heard.add(job)
    this.soon ??= setTimeout(() => {
      this.soon = undefined
      this.load()
    }, 300)
  }

  render() {
    const { jobs } = this
    if (!jobs)
      return this.error
        ? html`<x-problem .error=${this.error}></x-problem>`
        : html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
    return html`<x-problem .error=${this.error}></x-problem>
      <ol class="history" aria-label=${this.name || nothing}>${repeat(
        jobs,
        job => job.id,
        job => html`<li>${this.row(job)}${this.open.has(job.id) && job.inside > 0 ? this.inside(job) : nothing}</li>`,
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
    return html`<x-job-row .job=${job} ?ticked=${this.ticked.has(job.id)} ?renames=${!store.isGuest} ?open=${this.open.has(job.id)} ?sought=${Boolean(this.query)}
      @fold=${() => this.fold(job.id)}
      @renamed=${(/** @type {CustomEvent} */ { detail }) => this.change(job.id, { title: detail })}></x-job-row>`
  }

  /** @param {any} job a batch @returns {unknown} */
  inside(job) {
    return html`<x-job-list class="inside" id="inside-${job.id}" data-test="inside" .query=${this.query} .batch=${job.id} .name=${nameOf(job)}
      .ticked=${this.ticked} .stamp=${this.stamp}></x-job-list>`
  }
}
customElements.define('x-job-list', JobList)
