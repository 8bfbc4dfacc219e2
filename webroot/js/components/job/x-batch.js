// @ts-check
// <x-batch .job .additions>: the batch that a job stands under, or what has been added to it.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { api } from '../../connection/api.js'
import { day } from '../../i18n/figures.js'
import { t, tn } from '../../i18n/language.js'
import { isMany } from '../../result/job.js'
import { nameOf } from '../history/names.js'

/** What has been added to a batch, the oldest first. @param {any} job @returns {Promise<any[]>} */
export async function additionsOf(job) {
  if (!isMany(job) || !job.inside || job.batch) return []
  return (await api.get(`/jobs?batch=${job.id}&mode=${job.mode}&limit=100`)).items.reverse()
}

class Batch extends Element {
  static properties = { job: {}, additions: {} }

  constructor() {
    super()
    /** @type {any} */ this.job = null
    /** @type {any[]} */ this.additions = []
  }

  render() {
    return isMany(this.job) ? (this.job.batch ? this.added() : this.grown()) : this.wayBack()
  }

  /** From a pair to the many that it was opened from, as they were filtered. */
  wayBack() {
    const batch = history.state?.batch ?? this.job.batch?.id
    return batch
      ? html`<a class="small way-back" href="/jobs/${batch}" data-test="way-back">${icon('back')}${t('job.batch')}</a>`
      : nothing
  }

  added() {
    const { batch } = this.job
    return html`<p class="small"><a class="way-back" href="/jobs/${batch.id}" data-test="added-to">${icon('back')}${t('job.added.to', { name: nameOf(batch) })}</a></p>`
  }

  grown() {
    const { additions } = this
    if (additions.length === 0) return nothing
    return html`<div class="additions small" data-test="additions"><span id="h-additions">${t('job.additions')}</span><ul class="row tight" aria-labelledby="h-additions">${additions.map(
      each =>
        html`<li><a href="/jobs/${each.id}">${nameOf(each)}</a> <span class="soft">${tn('records.number', each.records)}, ${day(each.createdAt)}</span></li>`,
    )}</ul></div>`
  }
}
customElements.define('x-batch', Batch)
