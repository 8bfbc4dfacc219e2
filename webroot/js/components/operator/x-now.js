// @ts-check
// <x-now>: how the installation stands, asked for again every five seconds while somebody looks.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { clock } from '../../i18n/figures.js'
import { number, t, tn } from '../../i18n/language.js'
import { store } from '../../base/store.js'
import '../frame/x-problem.js'
import './x-dead-letters.js'
import { milliseconds, mebibytes, since } from './quantities.js'
import { failureTable, jobCounts, queueTable, workerTable } from './tables.js'

const EVERY_MS = 5_000
/** A queue that moves is not worth a word. */
const LONG_WAIT_MS = 5 * 60_000
const WRONG_CLOCK_MS = 5_000
const DEPENDENCIES = /** @type {const} */ (['database', 'redis', 'broker'])

class Now extends Element {
  static properties = { overview: { state: true }, error: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.overview = null
    /** @type {any} */ this.error = null
    /** @type {ReturnType<typeof setTimeout>|undefined} */ this.next = undefined
    this.loading = false
    this.onSight = () => {
      if (!document.hidden) this.load()
    }
  }

  connectedCallback() {
    super.connectedCallback()
    document.addEventListener('visibilitychange', this.onSight)
    this.load()
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    document.removeEventListener('visibilitychange', this.onSight)
    clearTimeout(this.next)
  }

  /** One question at a time; the next one five seconds after the answer, and none while nobody looks. */
  async load() {
    if (this.loading) return
    this.loading = true
    clearTimeout(this.next)
    try {
      this.overview = await api.get('/admin/overview')
      this.error = null
    } catch (error) {
      this.error = error
      // the role may have been taken away meanwhile: then the page says that instead
      if (/** @type {any} */ (error).status === 403) await store.whoAmI().catch(() => undefined)
    }
    this.loading = false
    if (this.isConnected && !document.hidden) this.next = setTimeout(() => this.load(), EVERY_MS)
  }

  render() {
    const { overview, error } = this
    if (!overview)
      return error
        ? html`<x-problem .error=${error}></x-problem>`
        : html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
    return html`<div class="stack-l operator" data-test="overview">
      ${error ? html`<x-problem .error=${error}></x-problem>` : nothing}
      ${this.verdict()}
      <section class="stack" aria-labelledby="h-dependencies"><h2 id="h-dependencies">${t('operator.dependencies')}</h2>
        <ul class="tiles">${DEPENDENCIES.map(name => this.dependency(name))}</ul></section>
      <section class="stack" aria-labelledby="h-workers"><h2
          id="h-workers">${t('operator.workers')}</h2>${workerTable(overview.workers)}</section>
      ${
        overview.jobs
          ? html`<section class="stack" aria-labelledby="h-jobs"><h2
              id="h-jobs">${t('operator.jobs')}</h2>${jobCounts(overview.jobs)}</section>
      <section class="stack" aria-labelledby="h-queue"><h2
          id="h-queue">${t('operator.queue')}</h2>${queueTable(overview.queue, overview.at)}</section>
      <section class="stack" aria-labelledby="h-failures"><h2
          id="h-failures">${t('operator.failures')}</h2>${failureTable(overview.failures)}</section>`
          : nothing
      }
      <x-dead-letters .count=${overview.dependencies.broker?.deadLetters}></x-dead-letters></div>`
  }

  verdict() {
    const found = this.concerns()
    const good = found.length === 0
    return html`<div class="verdict-now ${good ? 'good' : 'warn'}" data-test="verdict-now" data-good=${good}>
      <div role="status">${
        good
          ? html`<p><strong>${icon('check')}${t('operator.good')}</strong></p>`
          : html`<p><strong>${icon('warn')}${tn('operator.concerns', found.length)}</strong></p><ul>${found.map(text => html`<li>${text}</li>`)}</ul>`
      }</div>
      <p class="small">${t('operator.as.of', { at: clock(this.overview.at), s: number(EVERY_MS / 1000) })}</p></div>`
  }

  /** What somebody should look at, in words. */
  concerns() {
    const { dependencies, workers, jobs, at } = this.overview
    const names = DEPENDENCIES.filter(name => !dependencies[name]?.up).map(name =>
      t('operator.concern.down', { name: t(`operator.dependency.${name}`) }),
    )
    const silent = workers.filter((/** @type {any} */ worker) => !worker.reachable && !worker.leaving)
    const found = [
      ...names,
      ...silent.map((/** @type {any} */ worker) => t('operator.concern.worker', { address: worker.address })),
    ]
    if (workers.length === 0) found.push(t('operator.concern.workers'))
    if (!jobs) found.push(t('operator.concern.jobs'))
    if (jobs?.oldestWaiting && Date.parse(at) - Date.parse(jobs.oldestWaiting) > LONG_WAIT_MS) {
      found.push(t('operator.concern.wait', { time: since(jobs.oldestWaiting, at) }))
    }
    for (const warning of dependencies.database?.warnings ?? [])
      found.push(t('operator.concern.durability', { warning }))
    const skew = dependencies.database?.clockSkewMillis ?? 0
    if (Math.abs(skew) > WRONG_CLOCK_MS) found.push(t('operator.concern.clock', { s: number(Math.round(skew / 1000)) }))
    const letters = dependencies.broker?.deadLetters
    if (letters) found.push(tn('operator.concern.letters', letters))
    return found
  }

  /** @param {typeof DEPENDENCIES[number]} name */
  dependency(name) {
    const state = this.overview.dependencies[name] ?? { up: false }
    const facts = [
      state.version ? [t('operator.version'), state.version] : null,
      state.latencyMillis === undefined ? null : [t('operator.latency'), milliseconds(state.latencyMillis)],
      state.memoryBytes === undefined ? null : [t('operator.memory'), mebibytes(state.memoryBytes)],
      state.keys === undefined ? null : [t('operator.keys'), number(state.keys)],
      state.statusMessages === undefined ? null : [t('operator.status.messages'), number(state.statusMessages)],
      state.deadLetters === undefined ? null : [t('operator.letters'), number(state.deadLetters)],
    ].filter(fact => fact !== null)
    return html`<li class="card stack" data-test="dependency-${name}" data-up=${state.up}><div
        class="row apart"><h3>${t(`operator.dependency.${name}`)}</h3>
        <span class="chip ${state.up ? 'good' : 'bad'}">${icon(state.up ? 'check' : 'cross')}${t(state.up ? 'operator.up' : 'operator.down')}</span></div>
      <dl class="facts">${facts.map(([term, value]) => html`<div><dt>${term}</dt><dd class="num">${value}</dd></div>`)}
        ${
          state.reason
            ? html`<div><dt>${t('operator.reason')}</dt><dd
            lang="en">${state.reason}</dd></div>`
            : nothing
        }</dl></li>`
  }
}
customElements.define('x-now', Now)
