// @ts-check
// <x-pair-table .rows ?busy ?shared>: a table of many pairs. Says `open` with a row, unless the result was shared by somebody else.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { apart, chance } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'
import { warningTexts, workerText } from '../../i18n/sentences.js'
import { CHIP, verdictOf } from '../../result/verdict.js'
import { breaking } from '../../result/names.js'
import './x-long-table.js'

const COLUMNS = /** @type {const} */ (['a', 'b', 'subtype', 'probability', 'distanceLog2', 'differences'])
const LABELS = /** @type {Record<string, string>} */ ({ a: 'labelA', b: 'labelB' })
const FIGURES = new Set(['probability', 'distanceLog2', 'differences'])

class PairTable extends Element {
  static properties = { rows: {}, busy: { type: Boolean }, shared: { type: Boolean } }

  constructor() {
    super()
    /** @type {import('../../result/rows.js').Row[]} */ this.rows = []
    this.busy = false
    this.shared = false
  }

  render() {
    return html`<section class="stack" aria-labelledby="h-pairs"><h2 id="h-pairs">${t('table.title')}</h2>${this.shared ? nothing : html`<p class="hint">${t('table.open')}</p>`}
      <x-long-table class="pairs" hook="pair-row" label=${t('table.title')} .rows=${this.rows} .columns=${COLUMNS.map(
        id => ({
          id,
          figure: FIGURES.has(id),
          name: t(`table.${id}`),
          key: (/** @type {any} */ row) => row[LABELS[id] ?? id],
        }),
      )} .cells=${cells} .opens=${(/** @type {any} */ row) => !this.shared && row.variant !== null} ?busy=${this.busy}
        @open=${(/** @type {CustomEvent} */ chosen) => this.dispatchEvent(new CustomEvent('open', { detail: chosen.detail }))}></x-long-table></section>`
  }
}

/** @param {import('../../result/rows.js').Row} row */
function cells(row) {
  const verdict = verdictOf(row)
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
      verdict === 'outside'
        ? html`<span role="cell" class="why" title=${warning} lang=${lang}>${icon('warn')} ${warning}</span>`
        : html`
      <span role="cell" class="num end">${
        warning
          ? html`<span title=${warning} class="mark">${icon('warn')}<span
          class="hidden" lang=${lang}>${warning}</span></span> `
          : nothing
      }<span
          class="chip ${CHIP[verdict]}"
        title=${t(`verdict.${verdict}`)}>${chance(Number(row.probability))}</span></span>
      <span role="cell" class="num end">${apart(Number(row.distanceLog2))} <span
          class="soft small">${row.low === null ? '' : `${number(row.low, 1)}–${number(Number(row.high), 1)}`}</span></span>
      <span role="cell" class="num end">${row.differences === null ? '' : number(row.differences)}</span>`
    }`
}
customElements.define('x-pair-table', PairTable)
