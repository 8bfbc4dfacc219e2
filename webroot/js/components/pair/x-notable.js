// @ts-check
// <x-notable .pair>: what a virologist asks first: where both come from, what changed at the receptor, and which glycans came and went.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { number, t } from '../../i18n/language.js'
import { named, numberingOf } from '../../result/alignment.js'
import { IN_HEADINGS, shortened, strainNames } from '../../result/names.js'

class Notable extends Element {
  static properties = { pair: {} }

  constructor() {
    super()
    /** @type {any} */ this.pair = null
  }

  render() {
    const { pair } = this
    if (!pair) return nothing
    const numbering = numberingOf(pair)
    const names = strainNames([pair.a, pair.b]).map(name => shortened(name, IN_HEADINGS))
    const origins = (pair.records ?? []).map((/** @type {any} */ record, /** @type {number} */ index) => [
      names[index],
      originText(record),
    ])
    const rim = (pair.substitutions ?? [])
      .filter((/** @type {any} */ { receptorBinding }) => receptorBinding)
      .sort((/** @type {any} */ one, /** @type {any} */ other) => one.position - other.position)
      .map((/** @type {any} */ item) => named(item, numbering, numbering.own).short)
    const { gained = [], lost = [] } = pair.glycosylation ?? {}
    const listed = (/** @type {(string|number)[]} */ items) =>
      items.length > 0 ? items.join(t('list.join')) : t('glycosylation.none')
    return html`<dl class="facts notable" data-test="notable">
      ${origins
        .filter((/** @type {string[]} */ [, text]) => text)
        .map(
          (/** @type {string[]} */ [name, text]) =>
            html`<div data-test="origin"><dt>${name}</dt><dd>${text}</dd></div>`,
        )}
      <div data-test="receptor-changes"><dt>${t('notable.receptor')}</dt><dd class="num">${listed(rim)}</dd></div>
      ${this.escape(names)}
      <div data-test="glycans"><dt>${t('notable.glycans')}</dt><dd class="num">${t('notable.glycans.text', { gained: listed(gained), lost: listed(lost) })}</dd></div>
    </dl>`
  }

  /** What deep mutational scanning says of sera of ferrets, where one of both is near the strain that was scanned. @param {string[]} names */
  escape(names) {
    const found = (this.pair.records ?? []).map((/** @type {any} */ { ferretEscape }) => ferretEscape)
    if (!found.some(Boolean)) return nothing
    return html`<div data-test="ferret-escape"><dt>${t('notable.escape')}</dt><dd>
      ${found.map((/** @type {any} */ told, /** @type {number} */ index) => html`<p>${escapeText(names[index], told)}</p>`)}
      <p class="small">${t('notable.escape.about')}</p></dd></div>`
  }
}
customElements.define('x-notable', Notable)

/** @param {string} name @param {any} told null where the record is too unlike the strain that was scanned */
function escapeText(name, told) {
  if (!told) return t('notable.escape.far', { name })
  const { score, measured, substitutions } = told
  return t('notable.escape.text', { name, score: number(score, 2), measured, substitutions })
}

/** Year, lineage, clade and passage of a record, as far as they are known. @param {any} record */
function originText({ year, passage, lineage, clade, subclade }) {
  return [
    ...(year ? [String(year)] : []),
    ...(lineage ? [t(/** @type {any} */ (`lineage.${lineage}`))] : []),
    ...(clade ? [t(clade.exact ? 'clade' : 'clade.least', { name: clade.name })] : []),
    ...(subclade ? [t(subclade.exact ? 'subclade' : 'subclade.least', { name: subclade.name })] : []),
    ...(passage ? [t(/** @type {any} */ (`passage.${passage}`))] : []),
  ].join(' · ')
}
