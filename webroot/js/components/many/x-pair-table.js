// @ts-check
// <x-pair-table .rows ?busy>: a table of many pairs, to be filtered by name, verdict and subtype. Says `open` with a row.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { apart, chance } from '../../i18n/figures.js'
import { number, t, tn } from '../../i18n/language.js'
import { warningTexts, workerText } from '../../i18n/sentences.js'
import { keep, kept } from '../../base/place.js'
import { filtered, subtypesOf, undecided, verdictOf } from '../../result/rows.js'
import { breaking } from '../../result/names.js'
import './x-long-table.js'

const COLUMNS = /** @type {const} */ (['a', 'b', 'subtype', 'probability', 'distanceLog2', 'differences'])
const LABELS = /** @type {Record<string, string>} */ ({ a: 'labelA', b: 'labelB' })
const FIGURES = new Set(['probability', 'distanceLog2', 'differences'])

class PairTable extends Element {
  static properties = { rows: {}, busy: { type: Boolean }, filter: { state: true } }

  constructor() {
    super()
    /** @type {import('../../result/rows.js').Row[]} */ this.rows = []
    this.busy = false
    /** @type {import('../../result/rows.js').Filter} */ this.filter = kept('pairs') ?? {
      text: '',
      verdict: '',
      subtype: '',
    }
    /** @type {import('../../result/rows.js').Row[]} */ this.shown = []
    /** @type {string[]} */ this.subtypes = []
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('rows')) {
      this.subtypes = subtypesOf(this.rows)
      if (!this.subtypes.includes(this.filter.subtype)) this.filter = { ...this.filter, subtype: '' }
    }
    if (changed.has('rows') || changed.has('filter')) this.shown = filtered(this.rows, this.filter)
  }

  render() {
    return html`<section class="stack" aria-labelledby="h-pairs"><h2 id="h-pairs">${t('table.title')}</h2><p
        class="hint">${t('table.open')}</p>${this.filters()}
      <x-long-table class="pairs" hook="pair-row" label=${t('table.title')} .rows=${this.shown} .columns=${COLUMNS.map(
        id => ({
          id,
          figure: FIGURES.has(id),
          name: t(`table.${id}`),
          key: (/** @type {any} */ row) => row[LABELS[id] ?? id],
        }),
      )} .cells=${cells} .opens=${(/** @type {any} */ row) => row.variant !== null} ?busy=${this.busy}
        @open=${(/** @type {CustomEvent} */ chosen) => this.dispatchEvent(new CustomEvent('open', { detail: chosen.detail }))}></x-long-table></section>`
  }

  filters() {
    return html`<div class="row filters">
      <input type="text" data-test="filter-text" aria-label=${t('table.filter')} placeholder=${t('table.filter')}
          .value=${this.filter.text}
        @input=${(/** @type {any} */ typed) => this.narrow({ text: typed.target.value })}>
      <select data-test="filter-verdict" aria-label=${t('agreement.verdict')}
          @change=${(/** @type {any} */ chosen) => this.narrow({ verdict: chosen.target.value })}>
        ${
          /** @type {const} */ (['', 'variant', 'similar', 'undecided', 'none']).map(
            verdict => html`<option value=${verdict}
            ?selected=${verdict === this.filter.verdict}>${t(`table.verdict.${verdict || 'all'}`)}</option>`,
          )
        }</select>
      ${
        this.subtypes.length > 1
          ? html`<select data-test="filter-subtype" aria-label=${t('quality.subtype')}
              @change=${(/** @type {any} */ chosen) => this.narrow({ subtype: chosen.target.value })}>
        <option value="">${t('table.subtype.all')}</option>${this.subtypes.map(
          subtype => html`<option value=${subtype}
            ?selected=${subtype === this.filter.subtype}>${subtype}</option>`,
        )}</select>`
          : nothing
      }
      <span class="soft small num push" role="status" data-test="row-count"
          data-rows=${this.shown.length}>${tn('table.rows', this.shown.length)}</span></div>`
  }

  /** @param {Partial<import('../../result/rows.js').Filter>} part */
  narrow(part) {
    this.filter = keep('pairs', { ...this.filter, ...part })
  }
}

/** @param {import('../../result/rows.js').Row} row */
function cells(row) {
  const verdict = verdictOf(row)
  const open = undecided(row)
  const warnings = [
    ...row.warnings.map((text, index) => workerText(text, 'en', row.warningKeys?.[index])),
    ...row.records.flatMap(record => warningTexts(record).map(text => ({ text, lang: undefined }))),
  ]
  const warning = warnings.map(({ text }) => text).join(t('clause.join'))
  const lang = warnings.find(each => each.lang)?.lang ?? nothing
  return html`<span role="cell" class="name" title=${row.a}>${breaking(row.labelA)}</span><span role="cell" class="name"
      title=${row.b}>${breaking(row.labelB)}</span>
    <span role="cell" class="soft">${row.subtype ?? ''}</span>
    ${
      verdict === 'none'
        ? html`<span role="cell" class="why" title=${warning} lang=${lang}>${icon('warn')} ${warning}</span>`
        : html`
      <span role="cell" class="num end">${
        warning
          ? html`<span title=${warning} class="mark">${icon('warn')}<span
          class="hidden" lang=${lang}>${warning}</span></span> `
          : nothing
      }<span
          class="chip ${open ? '' : row.variant ? 'variant' : 'good'}"
        title=${t(open ? 'verdict.undecided' : row.variant ? 'verdict.variant' : 'verdict.similar')}>${chance(Number(row.probability))}</span></span>
      <span role="cell" class="num end">${apart(Number(row.distanceLog2))} <span
          class="soft small">${row.low === null ? '' : `${number(row.low, 1)}–${number(Number(row.high), 1)}`}</span></span>
      <span role="cell" class="num end">${row.differences === null ? '' : number(row.differences)}</span>`
    }`
}
customElements.define('x-pair-table', PairTable)
