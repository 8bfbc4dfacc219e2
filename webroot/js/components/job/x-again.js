// @ts-check
// <x-again .job>: the same sequences once more by another model, and held against this result; or against an earlier result of theirs.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { inputOf } from '../../result/compared.js'
import { Element } from '../../base/element.js'
import { dateTime } from '../../i18n/figures.js'
import { local, t } from '../../i18n/language.js'
import { go } from '../../base/router.js'
import { store } from '../../base/store.js'
import '../frame/x-problem.js'

class Again extends Element {
  static properties = {
    job: {},
    models: { state: true },
    earlier: { state: true },
    busy: { state: true },
    error: { state: true },
  }

  constructor() {
    super()
    /** @type {any} */ this.job = null
    /** @type {import('../../base/store.js').Model[]} */ this.models = []
    /** @type {any[]} */ this.earlier = []
    this.busy = false
    /** @type {any} */ this.error = null
  }

  firstUpdated() {
    this.load()
  }

  async load() {
    try {
      const [models, jobs] = await Promise.all([store.read('/models'), api.get('/jobs?limit=100')])
      this.models = models.items
      this.earlier = jobs.items.filter(
        (/** @type {any} */ each) =>
          each.id !== this.job.id && each.state === 'SUCCEEDED' && inputOf(each) === inputOf(this.job),
      )
    } catch (error) {
      this.error = error
    }
  }

  /** Each model with each of its encodings, but for the job's own. */
  get choices() {
    const { model, encoding } = this.job
    return this.models
      .filter(({ online }) => online !== false)
      .flatMap(each =>
        each.encodings.map(its => ({
          value: `${each.id} ${its.id}`,
          name: `${local(each, 'name')} · ${local(store.known('encodings', its), 'name')}`,
          own: each.id === model.id && its.id === encoding.id,
          preferred: each.id !== model.id && its.id === encoding.id,
        })),
      )
      .filter(({ own }) => !own)
  }

  render() {
    const { choices, earlier } = this
    if (choices.length === 0 && earlier.length === 0) return html`<x-problem .error=${this.error}></x-problem>`
    const first = choices.find(({ preferred }) => preferred)?.value ?? choices[0]?.value
    return html`<section class="card stack again" aria-labelledby="h-again" data-test="again-models"><h2
        id="h-again">${t('again.title')}</h2>
      <form class="row" @submit=${this.run}><select class="auto" name="choice" data-test="again-choice"
          aria-label=${t('again.choice')}>${choices.map(
            ({ value, name }) => html`<option value=${value}
              ?selected=${value === first}>${name}</option>`,
          )}</select>
        <button class="button" data-test="again-run" ?disabled=${this.busy}>${t('again.run')}</button></form>
      ${
        earlier.length > 0
          ? html`<form class="row" @submit=${this.compare}><span class="small soft">${t('again.with')}</span><select
              class="auto" name="other" data-test="again-earlier" aria-label=${t('again.earlier')}>
          ${earlier.map(
            each => html`<option
              value=${each.id}>${local(store.known('models', each.model), 'name')} ${each.model.version} · ${local(store.known('encodings', each.encoding), 'name')} · ${dateTime(each.createdAt)}</option>`,
          )}</select>
        <button class="button" data-test="again-compare">${t('again.compare')}</button></form>`
          : nothing
      }
      <x-problem .error=${this.error}></x-problem></section>`
  }

  /** @param {SubmitEvent} submit */
  async run(submit) {
    submit.preventDefault()
    if (this.busy) return
    const [modelId, encodingId] = String(
      new FormData(/** @type {HTMLFormElement} */ (submit.target)).get('choice'),
    ).split(' ')
    this.busy = true
    this.error = null
    try {
      const { id } = await api.post(
        `/jobs/${this.job.id}/again`,
        { modelId: Number(modelId), encodingId },
        { headers: { 'Idempotency-Key': crypto.randomUUID?.() ?? String(Math.random()) } },
      )
      go(`/compare?a=${this.job.id}&b=${id}`)
    } catch (error) {
      this.error = error
    }
    this.busy = false
  }

  /** @param {SubmitEvent} submit */
  compare(submit) {
    submit.preventDefault()
    go(`/compare?a=${this.job.id}&b=${new FormData(/** @type {HTMLFormElement} */ (submit.target)).get('other')}`)
  }
}
customElements.define('x-again', Again)
