// @ts-check
// <x-actions .job>: what can be done with a job: stop it while it runs; keep, share, run again or delete it once it has ended.
// Fires `moved` with what the server says of the job after a change.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { go } from '../../base/router.js'
import { store } from '../../base/store.js'
import { extend, reuse } from '../../form/reuse.js'
import { t } from '../../i18n/language.js'
import { save } from '../../pictures/saving.js'
import { hasEnded, isMany } from '../../result/job.js'
import { matrixOf } from '../../result/matrix.js'
import { objectsOf, subtypesOf } from '../../result/rows.js'
import '../frame/x-problem.js'
import './x-clock.js'
import './x-share.js'

const FILES = /** @type {const} */ (['xlsx', 'csv', 'tsv', 'json'])

/** What giving a job again is called. @type {Record<string, 'job.again'|'job.correct'>} */
const AGAIN = { SUCCEEDED: 'job.again', FAILED: 'job.correct' }

class Actions extends Element {
  static properties = { job: {}, asking: { state: true }, error: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.job = null
    /** Whether deleting waits for its confirmation. */ this.asking = false
    /** @type {any} */ this.error = null
  }

  render() {
    const { job } = this
    if (!job) return nothing
    return html`<x-problem .error=${this.error}></x-problem>${hasEnded(job.state) ? this.ended(job) : this.running(job)}`
  }

  /** @param {any} job */
  running(job) {
    return html`<div class="row"><button class="button danger" type="button" data-test="cancel"
        @click=${this.cancel}>${icon('stop')}${t('job.cancel')}</button>
      <x-clock class="row soft small" .job=${job}></x-clock></div>`
  }

  /** @param {any} job */
  ended(job) {
    const done = job.state === 'SUCCEEDED'
    return html`<div class="row actions">${done ? this.kept(job) : nothing}
      ${
        done && isMany(job)
          ? html`<button class="button" type="button" data-test="extend"
          @click=${this.extend}>${icon('plus')}${t('job.extend')}</button>`
          : nothing
      }
      <button class="button ${done ? '' : 'main'}" type="button" data-test="again"
          @click=${this.again}>${t(AGAIN[job.state] ?? 'job.reopen')}</button>${this.deleting()}</div>`
  }

  /** @param {any} job */
  kept(job) {
    return html`<span class="row downloads" role="group" aria-label=${t('job.download')}><span
        class="hidden">${t('job.download')}</span>${FILES.map(
          file => html`
      <a class="button" data-test="download-${file}" href="/api/v1/jobs/${job.id}/result.${file}"
          download="driftline-${job.id}.${file}">${icon('download')}${t(`job.${file}`)}</a>`,
        )}${isMany(job) ? this.alignments(job) : nothing}${
          job.mode === 'all' || job.mode === 'query'
            ? html`<button class="button" type="button" data-test="download-matrix" title=${t('job.matrix.means')}
                @click=${this.matrix}>${icon('download')}${t('job.matrix')}</button>`
            : nothing
        }</span>
      <button class="button" type="button" data-test="report" @click=${this.report}>${icon('file')}${t('job.report')}</button>
      ${store.isGuest ? nothing : html`<x-share .jobId=${job.id} ?many=${isMany(job)}></x-share>`}`
  }

  /** Aligned FASTA of many, a file for each subtype, since each has columns of its own; a pair has its own below. @param {any} job */
  alignments({ id, result }) {
    const subtypes = subtypesOf(
      (result.records ?? []).filter((/** @type {any} */ record) => !record.errors?.length && !record.reference),
    )
    return (subtypes.length > 1 ? subtypes : ['']).map(
      subtype => html`<a class="button" data-test="download-fasta" title=${t('job.fasta.means')}
          href="/api/v1/jobs/${id}/result.fasta${subtype ? `?subtype=${encodeURIComponent(subtype)}` : ''}"
          download="driftline-${id}${subtype ? `-${subtype.replace('/', '-')}` : ''}.fasta">${icon('download')}FASTA ${subtype}</a>`,
    )
  }

  deleting() {
    const ask = (/** @type {boolean} */ asking) => () => {
      this.asking = asking
    }
    return this.asking
      ? html`<span class="row" role="group" aria-label=${t('job.delete')}><span
          class="small">${t('job.delete.sure')}</span>
        <button class="button danger" type="button" data-test="delete-confirm"
            @click=${this.delete}>${t('job.delete.yes')}</button>
        <button class="button" type="button" @click=${ask(false)}>${t('no')}</button></span>`
      : html`<button class="button quiet danger" type="button" data-test="delete"
          @click=${ask(true)}>${icon('bin')}${t('job.delete')}</button>`
  }

  again() {
    return this.act(async () => {
      await reuse(this.job)
      go('/new')
    })
  }

  extend() {
    return this.act(async () => {
      await extend(this.job)
      go('/new')
    })
  }

  delete() {
    return this.act(async () => {
      await api.delete(`/jobs/${this.job.id}`)
      go('/history')
    })
  }

  /** Made here, of all rows. */
  matrix() {
    return this.act(async () => {
      const { id, result, finishedAt } = this.job
      const { rows } = await api.get(`/jobs/${id}/rows?limit=100000`)
      const text = matrixOf(result, objectsOf(result, rows), finishedAt)
      save(new Blob([text], { type: 'text/tab-separated-values' }), `driftline-${id}-matrix.tsv`)
    })
  }

  /** The browser's print, which also saves as PDF, once pictures have been drawn for the width of a page. */
  async report() {
    const { classList } = document.documentElement
    classList.add('report')
    addEventListener('afterprint', () => classList.remove('report'), { once: true })
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
    print()
  }

  cancel() {
    return this.act(async () => this.moved(await api.post(`/jobs/${this.job.id}/cancel`)))
  }

  /** @param {any} detail of the job, or nothing where only asking again tells how it stands */
  moved(detail) {
    this.dispatchEvent(new CustomEvent('moved', { detail }))
  }

  /** @param {() => Promise<void>} action */
  async act(action) {
    this.error = null
    try {
      await action()
    } catch (error) {
      this.error = error
      this.moved({})
    }
  }
}
customElements.define('x-actions', Actions)
