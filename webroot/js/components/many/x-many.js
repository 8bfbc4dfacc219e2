// @ts-check
// <x-many .job>: the result of many pairs: a sentence, the sequences that were left out, a picture, and all pairs in a table.
// A row leads to its pair's own prediction.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { number, t, tn } from '../../i18n/language.js'
import { faultText } from '../../i18n/sentences.js'
import { go } from '../../base/router.js'
import { objectsOf } from '../../result/rows.js'
import './x-pair-table.js'
import './x-pictures.js'
import '../frame/x-problem.js'

const LEFT_OUT_SHOWN = 5
const OTHER_SEGMENT = 'reading.other-segment'

class Many extends Element {
  static properties = {
    job: {},
    rows: { state: true },
    whole: { state: true },
    error: { state: true },
    opening: { state: true },
  }

  constructor() {
    super()
    /** @type {any} */ this.job = null
    /** @type {import('../../result/rows.js').Row[]|null} */ this.rows = null
    /** Whether `rows` are all there are. */
    this.whole = false
    /** @type {any} */ this.error = null
    this.opening = false
  }

  firstUpdated() {
    this.load()
  }

  /** The first rows stand in the job itself; when there are more, all come at once and without names. */
  async load() {
    const { result } = this.job
    this.error = null
    this.rows = objectsOf(result)
    const total = (result.summary?.pairs ?? 0) + (result.summary?.skipped ?? 0)
    this.whole = this.rows.length >= total
    if (this.whole) return
    try {
      this.rows = objectsOf(result, (await api.get(`/jobs/${this.job.id}/rows?limit=100000`)).rows)
      this.whole = true
    } catch (error) {
      this.error = error
    }
  }

  render() {
    const { result } = this.job
    return html`<div class="stack-l" data-test="result-many">${this.sentence(result)}${this.leftOut(result)}
      <x-problem .error=${this.error}></x-problem>
      ${
        this.error
          ? html`<div class="row"><button class="button" type="button"
          @click=${this.load}>${t('again')}</button></div>`
          : nothing
      }
      ${
        this.rows && this.whole
          ? html`<x-pictures .result=${result} .rows=${this.rows}
          @open=${(/** @type {CustomEvent} */ chosen) => this.open(chosen.detail)}></x-pictures>`
          : nothing
      }
      ${
        this.rows
          ? html`<x-pair-table .rows=${this.rows} ?busy=${this.opening}
        @open=${(/** @type {CustomEvent} */ chosen) => this.open(chosen.detail)}></x-pair-table>`
          : nothing
      }</div>`
  }

  /** @param {any} result */
  sentence({ summary, records = [] }) {
    const { pairs, variants, skipped } = summary
    const used = records.filter((/** @type {any} */ record) => !record.reference && !record.errors?.length).length
    const aside = records.filter((/** @type {any} */ record) => record.errors?.length)
    const segments = aside.filter((/** @type {any} */ record) => record.errors[0].key === OTHER_SEGMENT).length
    // Of a list each pair was asked for; elsewhere the pairs that unused sequences might have made say nothing to anybody.
    const without =
      this.job.mode !== 'list' && aside.length > 0
        ? [
            tn('many.aside', aside.length, { all: number(records.length) }),
            ...(segments > 0 ? [tn('many.segments', segments)] : []),
          ]
        : skipped > 0
          ? [tn('many.skipped', skipped)]
          : []
    return html`<section class="verdict many" data-test="summary"
        role="status"><h2>${tn('many.variants', variants)}</h2>
      <p>${[
        tn('many.of', pairs, { share: number(pairs ? Math.round((100 * variants) / pairs) : 0) }),
        tn('many.sequences', used),
        ...without,
      ].join(t('sentence.join'))}</p></section>`
  }

  /** @param {any} result */
  leftOut({ records = [] }) {
    const bad = records.filter((/** @type {any} */ record) => record.errors?.length)
    if (bad.length === 0) return nothing
    return html`<section class="warnings" data-test="left-out"><details ?open=${bad.length <= LEFT_OUT_SHOWN}>
      <summary>${tn('many.unusable', bad.length)}</summary>
      <ul class="stack-s">${bad.map(
        (/** @type {any} */ record) => html`<li class="small" data-test="left-out-record">
        <strong>${record.reference ? t('where.reference', { n: number(record.record) }) : t('where.record', { n: number(record.record) })}${t('where.name', { name: record.name })}${t('where.colon')}</strong>
        ${told(record.errors[0])}</li>`,
      )}</ul></details></section>`
  }

  /** The pair's own job, the same one however often it is opened. @param {import('../../result/rows.js').Row} row */
  async open({ recordA, recordB }) {
    if (this.opening) return
    this.opening = true
    this.error = null
    try {
      const { id } = await api.post(`/jobs/${this.job.id}/pairs`, { recordA, recordB })
      go(`/jobs/${id}`)
    } catch (error) {
      this.error = error
    }
    this.opening = false
  }
}
/** @param {{detail: string, key?: string, params?: any}} fault */
function told(fault) {
  const { text, lang } = faultText(fault)
  return html`<span lang=${lang ?? nothing}>${text}</span>`
}
customElements.define('x-many', Many)
