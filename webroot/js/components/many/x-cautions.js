// @ts-check
// <x-cautions .rows>: what is warned of strains and pairs, on paper, where nothing can be pointed at: each kind once, with how often it is said.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { t, tn } from '../../i18n/language.js'
import { workerText } from '../../i18n/sentences.js'

class Cautions extends Element {
  static properties = { rows: {} }

  constructor() {
    super()
    /** @type {import('../../result/rows.js').Row[]} */ this.rows = []
  }

  render() {
    const kinds = cautionsOf(this.rows)
    if (kinds.length === 0) return nothing
    return html`<section class="warnings on-paper" data-test="cautions"><h3>${t('cautions.title')}</h3><ul>${kinds.map(
      ({ text, lang, count }) =>
        html`<li><span lang=${lang ?? nothing}>${text}</span>${
          count > 1 ? html` <span class="soft">${tn('cautions.more', count - 1)}</span>` : nothing
        }</li>`,
    )}</ul></section>`
  }
}
customElements.define('x-cautions', Cautions)

/** Those of most strains and pairs first. @param {import('../../result/rows.js').Row[]} rows */
function cautionsOf(rows) {
  /** @type {Map<string, {text: string, lang: string|undefined, count: number}>} */ const kinds = new Map()
  for (const { warnings, warningKeys = [] } of [...rows, ...new Set(rows.flatMap(({ records }) => records))])
    (warnings ?? []).forEach((/** @type {string} */ warning, /** @type {number} */ index) => {
      const kind = warningKeys[index]?.key ?? warning
      const known = kinds.get(kind) ?? { ...workerText(warning, 'en', warningKeys[index]), count: 0 }
      kinds.set(kind, { ...known, count: known.count + 1 })
    })
  return [...kinds.values()].sort((x, y) => y.count - x.count)
}
