// @ts-check
// <x-compare-page>: two results at /compare?a=JOB&b=JOB side by side; one that still runs is waited for.
import { html, nothing } from 'lit'
import { api } from '../connection/api.js'
import '../components/frame/x-problem.js'
import { madeOf } from '../components/job/words.js'
import { inputOf } from '../result/compared.js'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { dateTime } from '../i18n/figures.js'
import { addWords, local, t } from '../i18n/language.js'
import { jobTitle } from '../i18n/sentences.js'
import { hasEnded, isMany, strainsOf } from '../result/job.js'
import { go } from '../base/router.js'
import { objectsOf } from '../result/rows.js'
import { store } from '../base/store.js'

await addWords('compare')

const JOB = /^[\w-]{1,64}$/
const POLL_MS = 4_000 // only while the live line is broken

/** @typedef {'a'|'b'} Side */
const SIDES = /** @type {const} */ (['a', 'b'])

class ComparePage extends Element {
  static properties = {
    jobs: { state: true },
    sides: { state: true },
    listed: { state: true },
    error: { state: true },
    opening: { state: true },
  }

  constructor() {
    super()
    const asked = new URLSearchParams(location.search)
    /** @type {Record<Side, string>} */ this.ids = { a: asked.get('a') ?? '', b: asked.get('b') ?? '' }
    /** @type {Partial<Record<Side, any>>} */ this.jobs = {}
    /** @type {Partial<Record<Side, {result: any, rows: import('../result/rows.js').Row[]}>>} */ this.sides = {}
    /** @type {any[]} */ this.listed = []
    /** @type {any} */ this.error = null
    this.opening = false
    this.addEventListener('figured', event => this.figured(/** @type {CustomEvent} */ (event).detail))
    this.onEvent = (/** @type {any} */ { detail }) => {
      for (const side of SIDES) if (detail.job === this.ids[side] && !this.sides[side]) this.load(side)
    }
    this.onReset = () => this.loadBoth()
  }

  connectedCallback() {
    super.connectedCallback()
    store.stream.addEventListener('event', this.onEvent)
    store.stream.addEventListener('reset', this.onReset)
    this.poll = setInterval(() => store.stream.state !== 'live' && this.loadBoth(), POLL_MS)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    store.stream.removeEventListener('event', this.onEvent)
    store.stream.removeEventListener('reset', this.onReset)
    clearInterval(this.poll)
  }

  firstUpdated() {
    this.loadBoth()
    api.get('/jobs?limit=100').then(
      ({ items }) => {
        this.listed = items.filter((/** @type {any} */ job) => job.state === 'SUCCEEDED')
      },
      error => {
        this.error = error
      },
    )
  }

  loadBoth() {
    for (const side of SIDES) if (!this.sides[side]) this.load(side)
  }

  /** @param {Side} side */
  async load(side) {
    const id = this.ids[side]
    if (!JOB.test(id)) return
    try {
      const job = await api.get(`/jobs/${id}`)
      this.jobs = { ...this.jobs, [side]: job }
      if (!job.result) return
      const packed = isMany(job) ? (await api.get(`/jobs/${id}/rows?limit=100000`)).rows : undefined
      await import(
        isMany(job) ? '../components/compare/x-compared-pairs.js' : '../components/compare/x-compared-pair.js'
      )
      this.sides = { ...this.sides, [side]: { result: job.result, rows: objectsOf(job.result, packed) } }
    } catch (error) {
      this.error = error
    }
  }

  render() {
    return html`<div class="stack-l" data-test="compare"><div class="page-head"><h1>${t('compare.title')}</h1><p
        class="lead">${t(this.ids.a && this.ids.b ? 'compare.lead' : 'compare.choose')}</p></div>
      <div class="two">${SIDES.map(side => this.choice(side))}</div><x-problem
          .error=${this.error}></x-problem>${this.body()}</div>`
  }

  /** @param {Side} side */
  choice(side) {
    const job = this.jobs[side]
    const known = job && !this.listed.some(({ id }) => id === job.id) ? [job, ...this.listed] : this.listed
    return html`<section class="card stack-s side-${side}" aria-label=${t(`compare.${side}`)}><label class="field"><span
        class="label">${t(`compare.${side}`)}</span><select data-test="choose-${side}"
        @change=${(/** @type {any} */ chosen) => this.choose(side, chosen.target.value)}>
        <option value="">${t('compare.none')}</option>${this.options(side, known)}</select></label>
      ${
        job
          ? html`<p class="small row"><strong>${local(store.known('models', job.model), 'name')} ${job.model.version}</strong><span>${local(store.known('encodings', job.encoding), 'name')}</span><span
          class="soft">${dateTime(job.createdAt)}</span><a
          href="/jobs/${job.id}">${t('compare.open')}</a></p>`
          : nothing
      }
      ${
        job && !job.result
          ? html`<p class="notice row" role="status"
          data-test="compare-waiting">${hasEnded(job.state) ? nothing : icon('ring', 'spin')}${t(hasEnded(job.state) ? 'compare.ended' : 'compare.waiting', { state: t(/** @type {any} */ (`state.${job.state}`)) })}</p>`
          : nothing
      }</section>`
  }

  /** Where the other side is known, first what was given the same sequences. @param {Side} side @param {any[]} known */
  options(side, known) {
    const other = this.jobs[side === 'a' ? 'b' : 'a']
    const option = (/** @type {any} */ each) =>
      html`<option value=${each.id} ?selected=${each.id === this.ids[side]}>${this.name(each)}</option>`
    if (!other) return known.map(option)
    const same = known.filter(each => each.id !== other.id && inputOf(each) === inputOf(other))
    const groups = [
      [t('compare.same'), same],
      [t('compare.others'), known.filter(each => each.id !== other.id && !same.includes(each))],
    ]
    return groups.map(([label, each]) =>
      each.length > 0 ? html`<optgroup label=${label}>${/** @type {any[]} */ (each).map(option)}</optgroup>` : nothing,
    )
  }

  /** What its picture shows, and what made it. @param {import('../components/x-picture-tools.js').Figured} figured */
  figured(figured) {
    const what = (/** @type {any} */ job) => (isMany(job) ? jobTitle(job) : strainsOf(job).join(' – '))
    figured.subject = what(this.jobs.a)
    figured.made = SIDES.map(side => `${t(`compare.${side}`)}: ${madeOf(this.jobs[side]).join(', ')}`)
  }

  /** @param {any} job */
  name(job) {
    const what = isMany(job) ? jobTitle(job) : strainsOf(job).join(' – ')
    return `${what} · ${local(store.known('models', job.model), 'name')} · ${local(store.known('encodings', job.encoding), 'name')} · ${dateTime(job.createdAt)}`
  }

  body() {
    const { a, b } = this.sides
    if (!a || !b)
      return SIDES.every(side => this.ids[side] && (!this.jobs[side] || this.jobs[side].result)) && !this.error
        ? html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
        : nothing
    if (isMany(this.jobs.a) !== isMany(this.jobs.b))
      return html`<p class="notice" data-test="compare-mixed">${t('compare.mixed')}</p>`
    if (!isMany(this.jobs.a)) return html`<x-compared-pair .a=${a} .b=${b}></x-compared-pair>`
    return html`<x-compared-pairs .a=${a} .b=${b} ?busy=${this.opening}
        @open=${(/** @type {CustomEvent} */ chosen) => this.open(chosen.detail)}></x-compared-pairs>`
  }

  /** @param {Side} side @param {string} id */
  choose(side, id) {
    const ids = { ...this.ids, [side]: id }
    go(`/compare?${new URLSearchParams(Object.entries(ids).filter(([, each]) => each))}`)
  }

  /** @param {import('../result/rows.js').Row} row of A */
  async open({ recordA, recordB }) {
    if (this.opening) return
    this.opening = true
    this.error = null
    try {
      go(`/jobs/${(await api.post(`/jobs/${this.ids.a}/pairs`, { recordA, recordB })).id}`)
    } catch (error) {
      this.error = error
    }
    this.opening = false
  }
}
customElements.define('x-compare-page', ComparePage)
