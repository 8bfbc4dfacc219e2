// @ts-check
// <x-pair-table .rows ?busy ?shared>: a table of many pairs, and what is known of their strains where anything is. Says `open` with a row, unless the result was shared by somebody else.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { apart, chance } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'
import { warningTexts, workerText } from '../../i18n/sentences.js'
import { CHIP, verdictOf } from '../../result/verdict.js'
import { breaking } from '../../result/names.js'
import { cladesOf, escapeOf, passagesOf, strongestOf } from './origins.js'
import './x-long-table.js'

const COLUMNS = /** @type {const} */ (['a', 'b', 'subtype', 'probability', 'distanceLog2', 'differences'])
const LABELS = /** @type {Record<string, string>} */ ({ a: 'labelA', b: 'labelB' })
const FIGURES = new Set(['probability', 'distanceLog2', 'differences', 'escape'])

/** Columns that only some results have. @type {Record<string, {text: (records: any[]) => string, key?: (records: any[]) => number|null}>} */
const ORIGINS = {
  clade: { text: cladesOf },
  passage: { text: passagesOf },
  escape: { text: escapeOf, key: strongestOf },
}

class PairTable extends Element {
  static properties = { rows: {}, busy: { type: Boolean }, shared: { type: Boolean } }

  constructor() {
    super()
    /** @type {import('../../result/rows.js').Row[]} */ this.rows = []
    this.busy = false
    this.shared = false
    /** @type {string[]} of the columns that only some results have */ this.origins = []
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('rows')) return
    const records = [...new Set(this.rows.flatMap(row => row.records))]
    this.origins = Object.keys(ORIGINS).filter(id => records.some(record => ORIGINS[id].text([record])))
  }

  render() {
    const { origins } = this
    return html`<section class="stack" aria-labelledby="h-pairs"><h2 id="h-pairs">${t('table.title')}</h2>${this.shared ? nothing : html`<p class="hint">${t('table.open')}</p>`}
      <x-long-table class="pairs ${origins.map(id => `with-${id}`).join(' ')}" hook="pair-row" label=${t('table.title')} .rows=${this.rows} .columns=${[
        ...COLUMNS.map(id => column(id, row => row[LABELS[id] ?? id])),
        ...origins.map(id => {
          const { text, key = text } = ORIGINS[id]
          return column(id, row => key(row.records) || null)
        }),
      ]} .cells=${(/** @type {import('../../result/rows.js').Row} */ row) => [
        cells(row),
        origins.map(
          id => html`<span
          role="cell" class="soft origin ${id} ${FIGURES.has(id) ? 'num end' : ''}">${ORIGINS[id].text(row.records)}</span>`,
        ),
      ]} .opens=${(/** @type {any} */ row) => !this.shared && row.variant !== null} ?busy=${this.busy}
        @open=${(/** @type {CustomEvent} */ chosen) => this.dispatchEvent(new CustomEvent('open', { detail: chosen.detail }))}></x-long-table></section>`
  }
}

/** @param {string} id @param {(row: any) => string|number|null} key @returns {import('./x-long-table.js').Column} */
const column = (id, key) => ({
  id,
  figure: FIGURES.has(id),
  name: t(/** @type {any} */ (`table.${id}`)),
  title: id in ORIGINS ? t(/** @type {any} */ (`table.${id}.means`)) : undefined,
  look: id in ORIGINS ? `origin ${id}` : '',
  key,
})

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
