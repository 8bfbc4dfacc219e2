// @ts-check
// <x-job-page .jobId>: a job while it runs, and its result at the same address once it has ended.
import { html, nothing } from 'lit'
import { api } from '../connection/api.js'
import '../components/job/x-actions.js'
import { additionsOf } from '../components/job/x-batch.js'
import '../components/job/x-clock.js'
import '../components/many/x-many.js'
import '../components/job/x-messages.js'
import '../components/job/x-note.js'
import '../components/frame/x-problem.js'
import '../components/pair/x-result.js'
import '../components/job/x-stages.js'
import '../components/job/x-unread.js'
import { headingOf, spokenOf, titleOf } from '../components/job/words.js'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { dateTime } from '../i18n/figures.js'
import { local, number, t } from '../i18n/language.js'
import { hasEnded, isMany } from '../result/job.js'
import { noted, pairsAsked, paceOf } from '../result/pace.js'
import { store } from '../base/store.js'

const POLL_MS = 4_000 // while the live line is broken, and for the place in the queue, which no event tells

class JobPage extends Element {
  static properties = {
    jobId: {},
    job: { state: true },
    error: { state: true },
  }

  constructor() {
    super()
    this.jobId = ''
    /** @type {any} */ this.job = null
    /** @type {Map<number, import('../connection/stream.js').JobEvent>} */ this.events = new Map()
    /** Of the present stage. @type {import('../result/pace.js').Tick[]} */ this.ticks = []
    /** @type {any} */ this.error = null
    /** What was added to it. @type {any[]} */ this.additions = []
    /** Whether an answer is awaited. */ this.asked = false
    this.onEvent = (/** @type {any} */ { detail }) => detail.job === this.jobId && this.take(detail)
    this.onProgress = (/** @type {any} */ { detail }) => detail.job === this.jobId && this.advance(detail)
    this.onReset = () => this.load()
  }

  connectedCallback() {
    super.connectedCallback()
    store.stream.addEventListener('event', this.onEvent)
    store.stream.addEventListener('progress', this.onProgress)
    store.stream.addEventListener('reset', this.onReset)
    this.poll = setInterval(
      () =>
        this.job &&
        !hasEnded(this.job.state) &&
        (store.stream.state !== 'live' || this.job.state === 'QUEUED') &&
        this.loadOnce(),
      POLL_MS,
    )
  }

  /** Not earlier: an element that was in the page before its module had arrived learns its jobId only now. */
  firstUpdated() {
    this.load()
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    store.stream.removeEventListener('event', this.onEvent)
    store.stream.removeEventListener('progress', this.onProgress)
    store.stream.removeEventListener('reset', this.onReset)
    clearInterval(this.poll)
    store.stream.attend(this, false)
  }

  /** A server that does not answer is not asked again and again meanwhile. */
  async loadOnce() {
    if (this.asked) return
    this.asked = true
    await this.load()
    this.asked = false
  }

  /** Reads what is known; what arrives on the stream meanwhile is merged by offset, so nothing is missed or doubled. @returns {Promise<void>} */
  async load() {
    try {
      const job = await api.get(`/jobs/${this.jobId}`)
      for (const event of (await api.get(`/jobs/${this.jobId}/events`)).items) this.events.set(event.offset, event)
      this.additions = await additionsOf(job)
      const newest = this.told.at(-1)
      if (newest && hasEnded(newest.state) && !hasEnded(job.state)) return this.load() // it ended between the two readings
      if (!this.job || !hasEnded(this.job.state)) this.job = { ...this.job, ...job }
      if (newest) this.follow(newest)
      this.error = null
      this.entitle()
    } catch (error) {
      if (/** @type {any} */ (error).status !== 0 || !this.job) this.error = error
    }
  }

  get told() {
    return [...this.events.values()].sort((x, y) => x.offset - y.offset)
  }

  /** @param {import('../connection/stream.js').JobEvent} event */
  take(event) {
    if (this.events.has(event.offset)) return
    this.events.set(event.offset, event)
    this.requestUpdate()
    if (!this.job) return
    if (hasEnded(event.state)) this.load()
    else this.follow(event)
  }

  /** @param {import('../connection/stream.js').JobEvent} event */
  follow(event) {
    if (hasEnded(this.job.state) || !event.state || (event.attempt ?? 0) < this.job.attempt) return
    const onward = event.attempt > this.job.attempt || event.state !== this.job.state // progress is that of a stage
    if (onward) this.ticks = []
    this.job = {
      ...this.job,
      state: event.state,
      stage: event.stage,
      attempt: event.attempt,
      problem: event.problem ?? this.job.problem,
      ...(onward ? { progress: null } : {}),
    }
    this.entitle()
  }

  /** @param {{attempt: number, progress: number}} tick */
  advance({ attempt, progress }) {
    if (this.job && !hasEnded(this.job.state) && attempt >= this.job.attempt) {
      this.ticks = noted(this.ticks, { at: performance.now(), progress })
      this.job = { ...this.job, progress }
      this.entitle()
    }
  }

  /** Of many pairs, while they are predicted. */
  get pace() {
    return this.job.state === 'PREDICTING' ? paceOf(this.ticks, pairsAsked(this.told)) : null
  }

  entitle() {
    document.title = `${titleOf(this.job)} · Driftline`
  }

  /** A server that freezes is noticed soon while a job runs; other models on the same input are loaded once that is wanted at all. */
  updated() {
    store.stream.attend(this, Boolean(this.job) && !hasEnded(this.job.state))
    if (this.job?.state === 'SUCCEEDED' && this.job.result?.pairs) import('../components/job/x-again.js')
  }

  render() {
    if (this.error) {
      return html`<x-unread .error=${this.error} ?deleted=${Boolean(this.job)} @again=${() => this.load()}></x-unread>`
    }
    const { job } = this
    if (!job) return html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
    const done = job.state === 'SUCCEEDED'
    return html`<div class="stack-l" data-test="job" data-state=${job.state}>
      ${this.head(job)}
      <p class="hidden" role="status" data-test="stage-status">${spokenOf(job, this.told)}</p>
      ${done && job.result?.pairs ? this.result(job) : nothing}
      ${done ? nothing : html`<x-stages .job=${job} .events=${this.told} .pace=${this.pace}></x-stages>`}
      ${
        job.state === 'FAILED'
          ? html`<x-problem
          .error=${job.problem ?? { type: 'job/failed' }}></x-problem>`
          : nothing
      }
      ${
        job.state === 'CANCELLED' || job.state === 'EXPIRED'
          ? html`<p class="notice"
          role="status">${t(/** @type {any} */ (`job.${job.state}`))}</p>`
          : nothing
      }
      ${done ? nothing : this.actions(job)}
      ${done && job.result?.pairs && !store.isGuest ? html`<x-again .job=${job}></x-again>` : nothing}
      <section class="card course">${done ? html`<x-stages .job=${job} .events=${this.told}></x-stages>` : nothing}
        <details ?open=${!done}><summary>${t('messages.title')}</summary><x-messages .job=${job} .events=${this.told}
            .encoding=${local(store.known('encodings', job.encoding), 'name')}></x-messages></details></section>
    </div>`
  }

  /** @param {any} job */
  result(job) {
    return isMany(job) ? html`<x-many .job=${job}></x-many>` : html`<x-result .job=${job} addressed></x-result>`
  }

  /** @param {any} job */
  head(job) {
    return html`<div class="page-head job-head"><x-batch .job=${job} .additions=${this.additions}></x-batch>${headingOf(job)}
      <p class="row soft small"><span>${local(store.known('models', job.model), 'name')} ${job.model.version}</span><span>${local(store.known('encodings', job.encoding), 'name')}</span>
        <span>${dateTime(job.createdAt)}</span>${
          hasEnded(job.state)
            ? html`<x-clock
            .job=${job}></x-clock>`
            : nothing
        }${
          job.attempt > 1
            ? html`<span class="chip warn"
                data-test="attempt">${t('job.attempt', { n: number(job.attempt) })}</span>`
            : nothing
        }
        ${
          job.expiresAt && hasEnded(job.state)
            ? html`<span>${t(job.state === 'SUCCEEDED' ? 'job.kept' : 'job.kept.input', { at: dateTime(job.expiresAt) })}</span>`
            : nothing
        }</p>${job.state === 'SUCCEEDED' ? this.actions(job) : nothing}${this.note(job)}</div>`
  }

  /** @param {any} job */
  note(job) {
    if (store.isGuest) return nothing
    return html`<x-note .job=${job} @noted=${(/** @type {CustomEvent} */ { detail }) => {
      this.job = { ...this.job, note: detail }
    }}></x-note>`
  }

  /** @param {any} job */
  actions(job) {
    return html`<x-actions .job=${job} @moved=${(/** @type {CustomEvent} */ { detail }) => {
      this.job = { ...this.job, ...detail }
      this.load()
    }}></x-actions>`
  }
}
customElements.define('x-job-page', JobPage)
