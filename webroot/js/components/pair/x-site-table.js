// @ts-check
// <x-site-table .pair .scheme>: which antigenic sites differ, by how many residues, and what each adds to the distance.
import { html, nothing } from 'lit'
import { named, numberingOf } from '../../result/alignment.js'
import { Element } from '../../base/element.js'
import { number, t } from '../../i18n/language.js'
import { columnsOf, shortSite, siteColour, siteMap } from '../../result/sites.js'
import { siteName } from './site-names.js'

class SiteTable extends Element {
  static properties = { pair: {}, scheme: {} }

  constructor() {
    super()
    /** @type {any} */ this.pair = null
    this.scheme = ''
  }

  /** The sites in their order, and last what lies outside all of them. */
  get rows() {
    const sites = siteMap(this.pair.subtype, this.pair.alignment)?.sites ?? []
    const of = (/** @type {string} */ name) =>
      this.pair.substitutions.filter((/** @type {any} */ { site }) => shortSite(site) === name)
    return [
      ...sites.map(({ name, ranges }) => ({ name, residues: columnsOf(ranges).length, items: of(name) })),
      { name: '', residues: 0, items: of('') },
    ]
  }

  render() {
    const numbering = numberingOf(this.pair)
    const shared = typeof this.pair.distanceLog2 === 'number'
    const ordered = (/** @type {any[]} */ items) => [...items].sort((x, y) => x.position - y.position)
    return html`<div class="card flush scroll" tabindex="0" role="region" aria-label=${t('sites.table')}><table
        class="site-table" data-test="site-table">
      <thead><tr><th scope="col">${t('substitutions.site')}</th><th scope="col">${t('sites.differ')}</th>${
        shared
          ? html`<th scope="col"
          class="end">${t('substitutions.contribution')}</th>`
          : nothing
      }<th scope="col"
          class="wide">${t('substitutions.table')}</th></tr></thead>
      <tbody>${this.rows.map(
        ({ name, residues, items }) => html`<tr><th scope="row"><span class="site-chip"><i
            class="site-${siteColour(name)}"></i>${name ? siteName(name) : t('sites.outside')}</span></th>
        <td class="num">${name ? t('sites.of', { n: number(items.length), of: number(residues) }) : number(items.length)}</td>
        ${
          shared
            ? html`<td class="num end">${number(
                items.reduce(
                  (/** @type {number} */ sum, /** @type {any} */ { contribution }) => sum + (contribution ?? 0),
                  0,
                ),
                2,
              )}</td>`
            : nothing
        }
        <td class="wide mono small">${
          items.length === 0
            ? '–'
            : ordered(items)
                .map(item => named(item, numbering, this.scheme).short)
                .join(' ')
        }</td></tr>`,
      )}</tbody></table></div>`
  }
}
customElements.define('x-site-table', SiteTable)
