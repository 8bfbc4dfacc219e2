// @ts-check
// <x-job-row .job ?ticked ?renames ?open ?sought>: one job of the history, ?open if what stands under it is shown, ?sought if by a filter.
// Says `fold`, `renamed` with the new title, and to all above it `tick`, `reuse` and `extend` with the job.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { store } from '../../base/store.js'
import { dateTime } from '../../i18n/figures.js'
import { local, number, t, tn } from '../../i18n/language.js'
import { jobTitle } from '../../i18n/sentences.js'
import { figuresOf, hasEnded, isMany, strainsOf } from '../../result/job.js'
import { CHIP, verdictOf } from '../../result/verdict.js'
import '../frame/x-problem.js'
import { nameOf } from './names.js'

const CHIPS = /** @type {Record<string, string>} */ ({
  SUCCEEDED: 'good',
  FAILED: 'bad',
  CANCELLED: '',
  EXPIRED: 'warn',
})

class JobRow extends Element {
  static properties = {
    job: {},
    ticked: { type: Boolean },
    renames: { type: Boolean },
    open: { type: Boolean },
    sought: { type: Boolean },
    editing: { state: true },
    error: { state: true },
  }

  constructor() {
    super()
    /** @type {any} */ this.job = null
    this.ticked = false
    this.renames = false
    this.open = false
    this.sought = false
    this.editing = false
    /** @type {any} */ this.error = null
  }

  render() {
    const { job } = this
    return html`<div class="job-row" data-test="history-row" data-state=${job.state} data-job=${job.id}>
      <input type="checkbox" class="tick-box" data-test="history-tick" aria-label=${t('history.tick', { name: nameOf(this.job) })}
        .checked=${this.ticked} @change=${() => this.say('tick')}>
      <div class="named">${this.editing ? this.form() : this.link()}${this.note()}${this.inside()}</div>
      <span class="outcome">${this.outcome(job)}</span>
      <span class="soft small">${local(store.known('models', job.model), 'name')} ${job.model.version} · ${local(store.known('encodings', job.encoding), 'name')}</span>
      <span class="row tight acts">${isMany(job) && job.state === 'SUCCEEDED' ? this.act('extend', () => this.say('extend')) : nothing}${
        this.renames ? this.act('rename', () => this.edit()) : nothing
      }${this.act('reuse', () => this.say('reuse'))}
        <time class="soft small num" datetime=${job.createdAt}>${dateTime(job.createdAt)}</time></span>
      <x-problem .error=${this.error}></x-problem></div>`
  }

  /** @param {'extend'|'rename'|'reuse'} what @param {() => void} action */
  act(what, action) {
    return html`<button class="button quiet small" type="button" data-test="history-${what}" aria-label="${t(`history.${what}`)}: ${nameOf(this.job)}"
        @click=${action}>${t(`history.${what}`)}</button>`
  }

  /** How it begins. */
  note() {
    const { note } = this.job
    return note
      ? html`<p class="small soft note-mark" data-test="history-note" title=${note}>${icon('note')}<span class="hidden">${t('note.title')}${t('where.colon')}</span>${note.split('\n', 1)[0]}</p>`
      : nothing
  }

  /** What stands under it. */
  inside() {
    const { id, inside } = this.job
    if (!inside) return nothing
    const words = tn(this.sought ? 'history.found' : 'history.inside', inside)
    return html`<button class="button quiet small fold" type="button" data-test="history-fold" aria-expanded=${this.open ? 'true' : 'false'}
        aria-controls=${this.open ? `inside-${id}` : nothing} aria-label="${words}${t('where.colon')}${nameOf(this.job)}"
        @click=${() => this.dispatchEvent(new Event('fold'))}>${icon('on')}${words}</button>`
  }

  /** What it compares. */
  compared() {
    const { job } = this
    const [a, b] = isMany(job) ? [] : strainsOf(job)
    return a && b
      ? html`${a} <span class="soft">${t('versus')}</span> ${b}`
      : isMany(job)
        ? jobTitle(job)
        : t('title.job')
  }

  link() {
    const { job } = this
    return html`<a href="/jobs/${job.id}" class="strains"
      title=${(job.strains ?? []).join(' – ') || nothing}>${job.title || this.compared()}</a>${
        job.title ? html`<p class="small soft">${this.compared()}</p>` : nothing
      }`
  }

  form() {
    return html`<form class="row tight" @submit=${this.rename} @keydown=${(/** @type {KeyboardEvent} */ key) => {
      if (key.key === 'Escape') this.editing = false
    }}><input type="text" name="title" maxlength="200" autocomplete="off" data-test="history-title" aria-label=${t('history.title')}
        .value=${this.job.title ?? ''} placeholder=${isMany(this.job) ? jobTitle(this.job) : strainsOf(this.job).join(' – ')}>
      <button class="button" data-test="history-title-save">${t('history.save')}</button></form>`
  }

  async edit() {
    this.editing = true
    await this.updateComplete
    const input = /** @type {HTMLInputElement|null} */ (this.querySelector('input[name="title"]'))
    input?.select()
  }

  /** @param {SubmitEvent} submit */
  async rename(submit) {
    submit.preventDefault()
    const title = String(new FormData(/** @type {HTMLFormElement} */ (submit.target)).get('title')).trim() || null
    try {
      await api.put(`/jobs/${this.job.id}/title`, { title })
      this.error = null
      this.editing = false
      this.dispatchEvent(new CustomEvent('renamed', { detail: title }))
      await this.updateComplete
      const button = /** @type {HTMLElement|null} */ (this.querySelector('[data-test="history-rename"]'))
      button?.focus()
    } catch (error) {
      this.error = error
    }
  }

  /** @param {any} job */
  outcome(job) {
    const pair = job.state === 'SUCCEEDED' ? figuresOf(job.result ?? job.summary) : null
    if (pair) {
      const verdict = verdictOf(pair)
      return html`<span class="chip ${CHIP[verdict]}">${t(`verdict.${verdict}`)}</span>
        ${
          typeof pair.distanceLog2 === 'number'
            ? html`<span
            class="small num soft">${t('distance.short', { n: number(pair.distanceLog2, 1) })}</span>`
            : nothing
        }`
    }
    const { variants, calledVariant, pairs, differences, subtype } = job.summary ?? job.result ?? {}
    if (job.state === 'SUCCEEDED' && typeof differences === 'number') {
      return html`<span class="chip">${t('verdict.none', { subtype })}</span>
        <span class="small num soft">${tn('history.differences', differences)}</span>`
    }
    if (job.state === 'SUCCEEDED' && typeof variants === 'number') {
      return html`<span class="chip">${t('many.short', { n: number(calledVariant ?? variants), of: number(pairs) })}</span>`
    }
    const ended = hasEnded(job.state)
    return html`<span class="chip ${ended ? CHIPS[job.state] : 'live'}">${ended ? nothing : icon('ring', 'spin')}${t(/** @type {any} */ (`state.${job.state}`))}</span>`
  }

  /** @param {'tick'|'reuse'|'extend'} name */
  say(name) {
    this.dispatchEvent(new CustomEvent(name, { detail: this.job, bubbles: true }))
  }
}
customElements.define('x-job-row', JobRow)
