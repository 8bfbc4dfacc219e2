// @ts-check
// <x-many .job .secret>: the result of many pairs: a sentence, the sequences that were left out, and one filter over a picture and a table of all pairs,
// which stands in the page's address.
// A row leads to its pair's own prediction; of a result that was shared by a link, whose .secret is given, it stays a row.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { number, t, tn } from '../../i18n/language.js'
import { faultText, jobTitle } from '../../i18n/sentences.js'
import { go } from '../../base/router.js'
import { EVERYTHING, fromAddress, inAddress, knownOf, sieved } from '../../result/filter.js'
import { coverage, keysOf, objectsOf, subtypesOf } from '../../result/rows.js'
import { madeOf } from '../job/words.js'
import '../pair/x-provenance.js'
import './x-cautions.js'
import './x-filter.js'
import './x-pair-table.js'
import './x-pictures.js'
import '../frame/x-problem.js'

const LEFT_OUT_SHOWN = 5
const OTHER_SEGMENT = 'reading.other-segment'

class Many extends Element {
  static properties = {
    job: {},
    secret: {},
    rows: { state: true },
    whole: { state: true },
    filter: { state: true },
    error: { state: true },
    opening: { state: true },
  }

  constructor() {
    super()
    /** @type {any} */ this.job = null
    /** Of the link by which it was shared. */ this.secret = ''
    /** @type {import('../../result/rows.js').Row[]|null} */ this.rows = null
    /** Whether `rows` are all there are. */
    this.whole = false
    /** @type {import('../../result/filter.js').Known[]} */ this.known = []
    /** @type {string[]} */ this.subtypes = []
    this.filter = EVERYTHING
    /** @type {import('../../result/filter.js').Sieved|null} */ this.sieved = null
    /** @type {any} */ this.error = null
    this.opening = false
    this.addEventListener('figured', event => this.figured(/** @type {CustomEvent} */ (event).detail))
  }

  firstUpdated() {
    this.known = knownOf(this.job.result)
    this.filter = fromAddress(location.search, this.known)
    this.load()
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (this.rows && changed.has('rows')) this.subtypes = subtypesOf(this.rows)
    if (this.rows && (changed.has('rows') || changed.has('filter')))
      this.sieved = sieved(this.job.mode, this.known, this.rows, this.filter)
  }

  /** What its pictures show, and what made them. @param {import('../x-picture-tools.js').Figured} figured */
  figured(figured) {
    const { sieved, rows } = this
    const part = sieved && rows && !sieved.whole ? [this.filtered(sieved, rows.length)] : []
    figured.subject = [jobTitle(this.job), figured.subject, ...part].filter(Boolean).join(' · ')
    figured.made = madeOf(this.job)
  }

  /** What is asked for and how much that is, where the filter itself cannot be seen. @param {import('../../result/filter.js').Sieved} sieved @param {number} total */
  filtered({ rows }, total) {
    const { text, verdict, from, to, picked } = this.filter
    return [
      ...(text.trim() ? [text.trim()] : []),
      ...(verdict ? [t(`table.verdict.${verdict}`)] : []),
      ...(from !== null || to !== null ? [`${from ?? ''}–${to ?? ''}`] : []),
      ...(picked.length > 0 ? [tn('filter.picked', picked.length)] : []),
      tn('filter.shown', total, { shown: number(rows.length) }),
    ].join(t('clause.join'))
  }

  /** @param {import('../../result/filter.js').Filter} filter */
  narrow(filter) {
    this.filter = filter
    history.replaceState(history.state, '', `${location.pathname}${inAddress(filter, location.search)}${location.hash}`)
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
      this.rows = objectsOf(result, (await this.packed()).rows)
      this.whole = true
    } catch (error) {
      this.error = error
    }
  }

  packed() {
    const { secret } = this
    return secret
      ? api.get('/shared/rows?limit=100000', { headers: { 'Driftline-Share': secret } })
      : api.get(`/jobs/${this.job.id}/rows?limit=100000`)
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
      ${this.rows && this.sieved ? this.workspace(this.rows, this.sieved) : nothing}<x-provenance .job=${this.job}></x-provenance></div>`
  }

  /** @param {import('../../result/rows.js').Row[]} rows @param {import('../../result/filter.js').Sieved} sieved */
  workspace(rows, sieved) {
    const open = (/** @type {CustomEvent} */ chosen) => this.open(chosen.detail)
    const { filter } = this
    return html`<x-filter .known=${this.known} .subtypes=${this.subtypes} .filter=${filter} .sieved=${sieved} .total=${rows.length}
        @filter=${(/** @type {CustomEvent} */ changed) => this.narrow(changed.detail)}></x-filter>
      ${sieved.whole ? nothing : html`<p class="on-paper">${t('filter.on', { what: this.filtered(sieved, rows.length) })}</p>`}
      <x-cautions .rows=${sieved.rows}></x-cautions><div class="workspace">${
        this.whole
          ? html`<x-pictures .result=${this.job.result} .rows=${rows} .filter=${filter} .sieved=${sieved} @open=${open}
          @pick=${(/** @type {CustomEvent} */ picked) => this.narrow({ ...filter, picked: picked.detail })}></x-pictures>`
          : this.error || this.job.mode === 'list'
            ? nothing
            : html`<section class="card pictures" data-test="pictures-wait"><p class="loading">${icon('ring', 'spin')}${t('loading')}</p></section>`
      }
      <x-pair-table .rows=${sieved.rows} ?busy=${this.opening} ?shared=${Boolean(this.secret)} @open=${open}></x-pair-table></div>`
  }

  /** @param {any} result */
  sentence({ summary, records = [] }) {
    const { pairs, variants, calledVariant = variants, undecided = 0, skipped } = summary
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
    const of = tn('many.of', pairs, { share: number(pairs ? Math.round((100 * calledVariant) / pairs) : 0) })
    const { alone } = this
    return html`<section class="verdict many" data-test="summary"
        role="status"><h2>${alone ?? tn('many.variants', calledVariant)}</h2>
      <p>${[
        alone ? t('many.whole', { variants: tn('many.variants', calledVariant), of }) : of,
        ...(undecided > 0 ? [tn('many.undecided', undecided)] : []),
        tn('many.sequences', used),
        ...without,
      ].join(t('sentence.join'))}</p></section>`
  }

  /** Of sequences against references what a laboratory asks first: which have none that they are similar to. */
  get alone() {
    if (this.job.mode !== 'query' || !this.rows || !this.whole) return undefined
    const { compared, alone } = coverage(this.rows)
    return alone === 0 ? tn('many.alone.none', compared) : tn('many.alone', compared, { alone: number(alone) })
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
    const { mode } = this.job
    if (this.secret) return this.narrow({ ...EVERYTHING, picked: keysOf(mode, { recordA, recordB }) })
    if (this.opening) return
    this.opening = true
    this.error = null
    try {
      const { id } = await api.post(`/jobs/${this.job.id}/pairs`, { recordA, recordB })
      go(`/jobs/${id}`, { state: { batch: `${this.job.id}${location.search}` } })
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
