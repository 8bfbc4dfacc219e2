// @ts-check
// <x-contents .pair ?addressed>: the sections of a pair's result, which are long. With `addressed` each has an address of its own; without,
// they are buttons, for what stands behind the # of an address may be a shared link's secret.
import { html } from 'lit'
import { Element } from '../../base/element.js'
import { t } from '../../i18n/language.js'

const SECTIONS = /** @type {const} */ ([
  ['changes', 'contents.changes', () => true],
  ['glycosylation', 'glycosylation.title', () => true],
  ['alignment', 'alignment.title', (/** @type {any} */ pair) => pair.alignment?.a],
  ['contributions', 'contributions.title', (/** @type {any} */ pair) => pair.substitutions?.length],
  ['agreement', 'agreement.title', (/** @type {any} */ pair) => pair.agreement?.length],
  ['provenance', 'contents.provenance', () => true],
])

class Contents extends Element {
  static properties = { pair: {}, addressed: { type: Boolean } }

  constructor() {
    super()
    /** @type {any} */ this.pair = null
    this.addressed = false
  }

  /** An address of a section, which nothing could lead to before the result was there. */
  firstUpdated() {
    if (!this.addressed) return
    const wanted = location.hash.slice(1)
    // Pictures take their height with the first frame.
    if (this.sections.some(([name]) => name === wanted))
      requestAnimationFrame(() => requestAnimationFrame(() => this.show(wanted)))
  }

  get sections() {
    return SECTIONS.filter(([, , there]) => there(this.pair))
  }

  render() {
    return html`<nav class="row contents" aria-label=${t('contents.label')}>${this.sections.map(([name, word]) => {
      const label = name === 'contributions' && typeof this.pair.distanceLog2 !== 'number' ? 'substitutions.each' : word
      return this.addressed
        ? html`<a class="button pill" href="#${name}" data-test="to-${name}"
            @click=${(/** @type {MouseEvent} */ click) => this.go(click, name)}>${t(label)}</a>`
        : html`<button class="button pill" type="button" data-test="to-${name}"
            @click=${() => this.show(name)}>${t(label)}</button>`
    })}</nav>`
  }

  /** The address changes without a step in the history: Back leads to the page before. @param {MouseEvent} click @param {string} name */
  go(click, name) {
    if (click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return
    click.preventDefault()
    history.replaceState(history.state, '', `#${name}`)
    this.show(name)
  }

  /** @param {string} name of a section */
  show(name) {
    const heading = this.closest('x-result')?.querySelector(`#h-${name}`)
    if (!(heading instanceof HTMLElement)) return
    heading.scrollIntoView()
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }
}
customElements.define('x-contents', Contents)
