// @ts-check
// <x-map-colours .by .colourings .own .result .hint>: by what a map is coloured, and columns of one's own for that: a table that is chosen here, or dropped anywhere
// on the page, and stays in this browser. Says `by` with the choice and `own` with what was read.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { number, t, tn } from '../../i18n/language.js'
import { columnsOf } from '../../pictures/columns.js'
import { tableIn } from '../../pictures/table.js'
import { ownOf } from '../../pictures/tints.js'
import { shortened } from '../../result/names.js'
import '../x-page-drop.js'

const ACCEPT = '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain'
const LISTED = 3 // names without a strain

/** @param {import('../../pictures/tints.js').Colouring} by @param {import('../../pictures/columns.js').Own|null} own */
export const colourName = (by, own) => ownOf(by, own?.columns ?? [])?.name ?? t(/** @type {any} */ (`map.colour.${by}`))

class MapColours extends Element {
  static properties = { by: {}, colourings: {}, own: {}, result: {}, hint: {}, wrong: { state: true } }

  constructor() {
    super()
    /** @type {import('../../pictures/tints.js').Colouring} */ this.by = 'year'
    /** @type {import('../../pictures/tints.js').Colouring[]} */ this.colourings = []
    /** @type {import('../../pictures/columns.js').Own|null} */ this.own = null
    /** @type {any} */ this.result = null
    this.hint = ''
    this.wrong = ''
  }

  render() {
    const { by, own, hint, wrong } = this
    return html`<div class="stack-s"><div class="row map-colours"><label class="row"><span class="small">${t('map.colour')}</span><select
        class="auto" data-test="map-colour" @change=${(/** @type {any} */ chosen) => this.say('by', chosen.target.value)}>${this.colourings.map(
          each => html`<option value=${each} ?selected=${each === by}>${colourName(each, own)}</option>`,
        )}</select></label>
      <label class="button quiet small" title=${t('map.own.means')}>${icon('file')}${t('map.own')}<input type="file" class="hidden" accept=${ACCEPT}
          data-test="map-own" @change=${(/** @type {any} */ { target }) => this.chosen(target)}></label>${hint ? html`<span class="hint">${hint}</span>` : nothing}</div>
      <div role="status" data-test="map-own-read">${wrong ? html`<p class="wrong">${wrong}</p>` : own ? html`<p class="hint">${found(own)}</p>` : nothing}</div></div>
      <x-page-drop accept=${ACCEPT} .label=${t('map.own.drop')} @attach=${(/** @type {CustomEvent} */ { detail }) => this.read(detail[0])}></x-page-drop>`
  }

  /** So that the same file can be chosen again once it is mended. @param {HTMLInputElement} input */
  async chosen(input) {
    const [file] = input.files ?? []
    if (file) await this.read(file)
    input.value = ''
  }

  /** @param {File} file */
  async read(file) {
    const { name } = file
    const table = await tableIn(file).catch(() => ({ wrong: /** @type {const} */ ('unreadable') }))
    if ('wrong' in table) {
      this.wrong = t(`map.own.${table.wrong}`, { name })
      return
    }
    const own = columnsOf(table.lines, this.result, name)
    this.wrong = ''
    if (own.named === 0)
      this.wrong = t('map.own.none', {
        name,
        wanted: this.result.records[0]?.name ?? '',
        line: shortened(table.lines[0].join(t('clause.join'))),
      })
    else if (own.columns.length === 0) this.wrong = t('map.own.alone', { name })
    else this.say('own', own)
  }

  /** @param {string} name @param {unknown} detail */
  say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
customElements.define('x-map-colours', MapColours)

/** @param {import('../../pictures/columns.js').Own} own */
function found({ file, found, of, unknown }) {
  const told = tn('map.own.found', of, { name: file, found: number(found) })
  if (unknown.length === 0) return told
  const names = unknown.slice(0, LISTED).map(name => shortened(name))
  const more = unknown.length > names.length ? ['…'] : []
  return [told, tn('map.own.unknown', unknown.length, { names: [...names, ...more].join(t('clause.join')) })].join(
    t('sentence.join'),
  )
}
