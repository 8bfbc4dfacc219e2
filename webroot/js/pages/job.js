// @ts-check
// <x-job-page .jobId>: a job while it runs, and its result at the same address once it has ended.
import { html, nothing } from 'lit'
import { api } from '../connection/api.js'
import '../components/job/x-clock.js'
import '../components/many/x-many.js'
import '../components/job/x-messages.js'
import '../components/frame/x-problem.js'
import '../components/pair/x-result.js'
import '../components/job/x-share.js'
import '../components/job/x-stages.js'
import { headingOf, spokenOf, titleOf } from '../components/job/words.js'
import { emptyDraft, forgetInput, recallInput, saveDraft } from '../form/draft.js'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { dateTime } from '../i18n/figures.js'
import { local, number, t } from '../i18n/language.js'
import { hasEnded, isMany } from '../result/job.js'
import { go } from '../base/router.js'
import { store } from '../base/store.js'

const FILES = /** @type {const} */ (['csv', 'tsv', 'json'])
const POLL_MS = 4_000 // while the live line is broken, and for the place in the queue, which no event tells

class JobPage extends Element {
  static properties = {
    jobId: {},
    job: { state: true },
    error: { state: true },
    actionError: { state: true },
    asking: { state: true },
  }

  constructor() {
    super()
    this.jobId = ''
    /** @type {any} */ this.job = null
    /** @type {Map<number, import('../connection/stream.js').JobEvent>} */ this.events = new Map()
    /** @type {any} */ this.error = null
    /** @type {any} */ this.actionError = null
    this.asking = false
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
        this.load(),
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
  }

  /** Reads what is known; what arrives on the stream meanwhile is merged by offset, so nothing is missed or doubled. @returns {Promise<void>} */
  async load() {
    try {
      const job = await api.get(`/jobs/${this.jobId}`)
      for (const event of (await api.get(`/jobs/${this.jobId}/events`)).items) this.events.set(event.offset, event)
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
      this.job = { ...this.job, progress }
      this.entitle()
    }
  }

  entitle() {
    document.title = `${titleOf(this.job)} · Driftline`
  }

  /** Other models on the same input are loaded once that is wanted at all. */
  updated() {
    if (this.job?.state === 'SUCCEEDED' && this.job.result?.pairs) import('../components/job/x-again.js')
  }

  render() {
    if (this.error) {
      return html`<div class="stack"><div class="page-head"><h1>${t('title.job')}</h1></div><x-problem
          .error=${this.error}></x-problem>
        <div class="row"><a class="button" href="/history">${t('nav.history')}</a><button class="button" type="button"
            @click=${this.load}>${t('again')}</button></div></div>`
    }
    const { job } = this
    if (!job) return html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
    const done = job.state === 'SUCCEEDED'
    return html`<div class="stack-l" data-test="job" data-state=${job.state}>
      ${this.head(job)}
      <p class="hidden" role="status" data-test="stage-status">${spokenOf(job, this.told)}</p>
      ${done && job.result?.pairs ? this.result(job) : nothing}
      ${done ? nothing : html`<x-stages .job=${job} .events=${this.told}></x-stages>`}
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
      <x-problem .error=${this.actionError}></x-problem>
      ${this.actions(job)}
      ${done && job.result?.pairs ? html`<x-again .job=${job}></x-again>` : nothing}
      <section class="card course">${done ? html`<x-stages .job=${job} .events=${this.told}></x-stages>` : nothing}
        <details ?open=${!done}><summary>${t('messages.title')}</summary><x-messages .job=${job} .events=${this.told}
            .encoding=${local(store.known('encodings', job.encoding), 'name')}></x-messages></details></section>
    </div>`
  }

  /** @param {any} job */
  result(job) {
    return isMany(job) ? html`<x-many .job=${job}></x-many>` : html`<x-result .job=${job}></x-result>`
  }

  /** @param {any} job */
  head(job) {
    return html`<div class="page-head">${headingOf(job)}
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
        ${job.expiresAt && hasEnded(job.state) ? html`<span>${t('job.kept', { at: dateTime(job.expiresAt) })}</span>` : nothing}</p></div>`
  }

  /** @param {any} job */
  actions(job) {
    if (!hasEnded(job.state)) {
      return html`<div class="row"><button class="button danger" type="button" data-test="cancel"
          @click=${() => this.act('cancel')}>${icon('stop')}${t('job.cancel')}</button>
        <x-clock class="row soft small" .job=${job}></x-clock></div>`
    }
    const word = job.state === 'FAILED' ? 'job.correct' : 'job.again'
    return html`<div class="row actions">
      ${
        job.state === 'SUCCEEDED'
          ? html`<span class="row downloads" role="group" aria-label=${t('job.download')}><span
              class="small soft">${t('job.download')}</span>${FILES.map(
                file => html`
        <a class="button" data-test="download-${file}" href="/api/v1/jobs/${job.id}/result.${file}"
            download="driftline-${job.id}.${file}">${icon('download')}${t(`job.${file}`)}</a>`,
              )}</span>`
          : nothing
      }
      ${
        job.state !== 'SUCCEEDED'
          ? nothing
          : isMany(job)
            ? html`<span
          class="hint">${t('share.pair')}</span>`
            : html`<x-share .jobId=${job.id}></x-share>`
      }
      <button class="button ${job.state === 'SUCCEEDED' ? '' : 'main'}" type="button" data-test="again"
          @click=${this.again}>${t(word)}</button>
      ${
        this.asking
          ? html`<span class="row push" role="group" aria-label=${t('job.delete')}><span
              class="small">${t('job.delete.sure')}</span>
          <button class="button danger" type="button" data-test="delete-confirm"
              @click=${() => this.act('delete')}>${t('job.delete.yes')}</button>
          <button class="button" type="button" @click=${() => {
            this.asking = false
          }}>${t('no')}</button></span>`
          : html`<button class="button quiet danger push" type="button" data-test="delete" @click=${() => {
              this.asking = true
            }}>${icon('bin')}${t('job.delete')}</button>`
      }</div>`
  }

  again() {
    const { model, encoding } = this.job
    saveDraft({ ...emptyDraft(), ...recallInput(this.jobId), modelId: model.id, encodingId: encoding.id })
    go('/new')
  }

  /** @param {'cancel'|'delete'} action */
  async act(action) {
    this.actionError = null
    try {
      if (action === 'delete') {
        await api.delete(`/jobs/${this.jobId}`)
        forgetInput(this.jobId)
        return go('/history')
      }
      this.job = { ...this.job, ...(await api.post(`/jobs/${this.jobId}/cancel`)) }
    } catch (error) {
      this.actionError = error
    }
    this.load()
  }
}
customElements.define('x-job-page', JobPage)
