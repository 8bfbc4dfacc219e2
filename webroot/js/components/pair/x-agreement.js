// @ts-check
// <x-agreement .pair>: what the other models say of the same pair.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { store } from '../../base/store.js'
import { apart, chance } from '../../i18n/figures.js'
import { local, number, t, tn } from '../../i18n/language.js'
import { CHIP, verdictOf } from '../../result/verdict.js'

class Agreement extends Element {
  static properties = { pair: {} }

  constructor() {
    super()
    /** @type {any} */ this.pair = null
  }

  render() {
    const { pair } = this
    const others = pair?.agreement ?? []
    if (others.length === 0) return nothing
    const alike = others.filter((/** @type {any} */ other) => other.variant === pair.variant).length
    const said = alike === others.length ? 'all' : alike === 0 ? 'none' : 'some'
    return html`<section class="stack" data-test="agreement" aria-labelledby="h-agreement"><h2
        id="h-agreement">${t('agreement.title')}</h2>
      <p class="soft">${tn(`agreement.${said}`, others.length, { alike: number(alike), ha: pair.subtype })}</p>
      <div class="card flush scroll" tabindex="0" role="region" aria-label=${t('agreement.table')}><table
          class="agreement"><thead><tr><th scope="col">${t('result.model')}</th><th
          scope="col">${t('result.encoding')}</th>
        <th scope="col">${t('agreement.verdict')}</th><th scope="col" class="end">${t('table.probability')}</th><th
            scope="col" class="end">${t('table.distance')}</th></tr></thead>
      <tbody>${others.map(
        (
          /** @type {any} */ other,
        ) => html`<tr data-test="opinion"><th scope="row">${other.title ?? other.model} ${other.version}</th>
        <td>${local(store.known('encodings', { id: other.encoding, name: other.encoding }), 'name')}</td>
        <td><span class="chip ${CHIP[verdictOf(other)]}">${t(`verdict.${verdictOf(other)}.short`)}</span></td>
        <td class="num end">${chance(other.probability)}</td><td
            class="num end">${apart(other.distanceLog2)}</td></tr>`,
      )}</tbody></table></div></section>`
  }
}
customElements.define('x-agreement', Agreement)
