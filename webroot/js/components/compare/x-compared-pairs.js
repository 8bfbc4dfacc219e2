// @ts-check
// <x-compared-pairs .a .b>: two jobs of many pairs with all their rows: in how many verdicts they agree, how their distances lie, and
// each pair, first those on which they do not agree. Says `open` with a row of A.
import { html, nothing } from 'lit'
import { agreement, matched } from '../../result/compared.js'
import { Element } from '../../base/element.js'
import { apart } from '../../i18n/figures.js'
import { number, t, tn } from '../../i18n/language.js'
import { breaking } from '../../result/names.js'
import '../many/x-long-table.js'
import './x-scatter.js'

class ComparedPairs extends Element {
  static properties = { a: {}, b: {}, busy: { type: Boolean }, only: { state: true } }

  constructor() {
    super()
    /** @type {{result: any, rows: import('../../result/rows.js').Row[]}|null} */ this.a = null
    /** @type {{result: any, rows: import('../../result/rows.js').Row[]}|null} */ this.b = null
    this.busy = false
    this.only = false
    /** @type {import('../../result/compared.js').Match[]} */ this.common = []
    /** @type {import('../../result/compared.js').Match[]} */ this.shown = []
    this.byName = false
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (this.a && this.b && (changed.has('a') || changed.has('b'))) {
      const { matches, byName } = matched(this.a, this.b)
      this.common = matches
      this.byName = byName
      this.only = this.common.some(({ alike }) => !alike)
      this.counts = agreement(this.common)
      this.shown = this.narrowed()
    } else if (changed.has('only')) {
      this.shown = this.narrowed()
    }
  }

  narrowed() {
    const gap = (/** @type {import('../../result/compared.js').Match} */ { a, b }) =>
      Math.abs(Number(a.distanceLog2) - Number(b.distanceLog2))
    return (this.only ? this.common.filter(({ alike }) => !alike) : [...this.common]).sort(
      (x, y) => Number(x.alike) - Number(y.alike) || gap(y) - gap(x),
    )
  }

  render() {
    const { common: matches, counts } = this
    if (!counts || !this.a) return nothing
    if (matches.length === 0) return html`<p class="notice" data-test="compare-nothing">${t('compare.nothing')}</p>`
    const { both, neither, onlyA, onlyB, apart, r } = counts
    return html`<div class="stack-l"><section class="verdict many" role="status"
        data-test="compare-summary"><h2>${t('compare.agree', { share: number(Math.floor((100 * (both + neither)) / matches.length)) })}</h2>
        <p>${[tn('compare.of', matches.length), t('compare.apart', { n: number(apart, 2) }), ...(r === null ? [] : [t('compare.r', { n: number(r, 2) })])].join(t('clause.join'))}</p></section>
      ${this.byName ? html`<p class="notice">${t('compare.byname')}</p>` : nothing}
      <div class="two"><section class="card stack" aria-labelledby="h-scatter"><h2
          id="h-scatter">${t('compare.scatter')}</h2><x-scatter .common=${matches}
          .threshold=${this.a.result.threshold.distanceLog2}></x-scatter></section>
        <section class="card stack" aria-labelledby="h-counts"><h2 id="h-counts">${t('compare.counts')}</h2><table
            class="counts"><tbody>
          ${
            /** @type {const} */ ([
              ['both', both],
              ['neither', neither],
              ['a', onlyA],
              ['b', onlyB],
            ]).map(
              ([name, count]) => html`<tr class=${name === 'a' || name === 'b' ? 'differs' : ''}><th
                  scope="row">${
                    name === 'a' || name === 'b'
                      ? html`<span
                      aria-hidden="true">▲</span> `
                      : nothing
                  }${t(`compare.count.${name}`)}</th>
            <td class="num end" data-test="count-${name}">${number(count)}</td></tr>`,
            )
          }</tbody></table></section></div>
      ${this.table()}</div>`
  }

  table() {
    const columns = [
      ['a', false],
      ['b', false],
      ['distanceA', true],
      ['distanceB', true],
      ['difference', true],
    ]
    const keys =
      /** @type {Record<string, (match: import('../../result/compared.js').Match) => string|number|null>} */ ({
        a: ({ a }) => a.labelA,
        b: ({ a }) => a.labelB,
        distanceA: ({ a }) => a.distanceLog2,
        distanceB: ({ b }) => b.distanceLog2,
        difference: ({ a, b }) => Math.abs(Number(b.distanceLog2) - Number(a.distanceLog2)),
      })
    return html`<section class="stack" aria-labelledby="h-compared"><h2 id="h-compared">${t('compare.table')}</h2><p
        class="hint">${t('compare.table.open')}</p>
      <div class="row"><label class="check"><input type="checkbox" data-test="only" .checked=${this.only} @change=${(
        /** @type {any} */ ticked,
      ) => {
        this.only = ticked.target.checked
      }}><span>${t('compare.only')}</span></label>
        <span class="soft small num push" role="status" data-test="row-count"
            data-rows=${this.shown.length}>${tn('table.rows', this.shown.length)}</span></div>
      <x-long-table class="compared-pairs" hook="compared-row" label=${t('compare.table')} .rows=${this.shown}
          ?busy=${this.busy} .cells=${cells}
        .columns=${columns.map(([id, figure]) => ({ id, figure, key: keys[String(id)], name: t(/** @type {any} */ (id === 'a' || id === 'b' ? `table.${id}` : `compare.${id}`)) }))}
        @open=${(/** @type {CustomEvent} */ chosen) => this.dispatchEvent(new CustomEvent('open', { detail: chosen.detail.a }))}></x-long-table></section>`
  }
}

/** @param {import('../../result/compared.js').Match} match */
const cells = ({
  a,
  b,
}) => html`<span role="cell" class="name" title=${a.a}>${breaking(a.labelA)}</span><span role="cell" class="name"
    title=${a.b}>${breaking(a.labelB)}</span>
  ${[a, b].map(
    row => html`<span role="cell" class="num end"><span class="chip ${row.variant ? 'variant' : 'good'}"
        title=${t(row.variant ? 'verdict.variant' : 'verdict.similar')}><span
        aria-hidden="true">${row.variant ? '▲' : '○'}</span>
    ${apart(Number(row.distanceLog2))}<span
    class="hidden"> ${t(row.variant ? 'verdict.variant.short' : 'verdict.similar.short')}</span></span></span>`,
  )}
  <span role="cell" class="num end">${new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(Number(b.distanceLog2) - Number(a.distanceLog2))}</span>`
customElements.define('x-compared-pairs', ComparedPairs)
