// @ts-check
// <x-picture-tools name .picture .drawn .notes ?distances>: saves the picture beside it, drawn anew for one column of a paper or two, with
// title, legend and what made it, as SVG or PNG.
// name: what kind of picture, for the file's name; .picture: finds the picture, by default the first <svg class="scale"> beside it;
// .drawn: makes one of a width in place of that; .notes: sentences below it, when it is saved; distances: it shows distances.
// What is shown and what made it is asked of the elements above: they answer the event `figured` by filling in its detail.
import { html, nothing } from 'lit'
import { Element, Picture } from '../base/element.js'
import { icon } from '../base/icons.js'
import { language, number, t } from '../i18n/language.js'
import { embeddedFace } from '../pictures/face.js'
import { figureOf, legendMeasure, roomOf, slug, WIDTHS } from '../pictures/figure.js'
import { entriesOf } from '../pictures/legend.js'
import { savePng, saveSvg } from '../pictures/saving.js'
import { styledCopy } from '../pictures/styled.js'

/** @typedef {{subject: string, made: string[]}} Figured */

/** Millimetres that were chosen last, for all pictures. */
let chosen = /** @type {number} */ (WIDTHS[1])

class PictureTools extends Element {
  static properties = {
    name: {},
    picture: {},
    drawn: {},
    notes: {},
    distances: { type: Boolean },
    failed: { state: true },
  }

  constructor() {
    super()
    this.name = 'picture'
    /** @type {() => SVGSVGElement|null|undefined} */ this.picture = () =>
      this.parentElement?.querySelector('svg.scale')
    /** @type {((width: number) => import('../pictures/styled.js').Styled)|null} in CSS pixels */ this.drawn = null
    /** @type {() => string[]} */ this.notes = () => []
    this.distances = false
    this.failed = false
  }

  render() {
    return html`<div class="picture-tools" role="group" aria-label=${t('picture.save')}>
      <select class="auto" data-test="picture-width" aria-label=${t('picture.width')} @change=${(
        /** @type {any} */ picked,
      ) => {
        chosen = Number(picked.target.value)
      }}>${WIDTHS.map(
        width => html`<option value=${width} ?selected=${width === chosen}>${number(width)} mm</option>`,
      )}</select>
      ${
        /** @type {const} */ (['svg', 'png']).map(
          form => html`<button class="button quiet" type="button" data-test="picture-${form}"
              title=${t('picture.save.as', { form: form.toUpperCase() })}
              @click=${() => this.save(form)}>${icon('download')}${form.toUpperCase()}</button>`,
        )
      }
      ${this.failed ? html`<span class="wrong" role="alert">${t('picture.failed')}</span>` : nothing}</div>`
  }

  /** @param {'svg'|'png'} form */
  async save(form) {
    const width = Number(/** @type {HTMLSelectElement} */ (this.querySelector('select')).value)
    try {
      const face = await embeddedFace()
      const figured = this.asked()
      const { picture, entries } = await this.taken(roomOf(width))
      const { text, size } = figureOf(picture, { ...this.about(figured), entries, face }, width, language.code)
      const name = `driftline-${this.name}-${slug(figured.subject)}`
      if (form === 'svg') saveSvg(text, name)
      else await savePng(text, size, name)
      this.failed = false
    } catch (error) {
      console.warn(error)
      this.failed = true
    }
  }

  /** @returns {Figured} */
  asked() {
    /** @type {Figured} */ const figured = { subject: '', made: [] }
    this.dispatchEvent(new CustomEvent('figured', { bubbles: true, detail: figured }))
    return figured
  }

  /** @param {Figured} figured */
  about({ subject, made }) {
    const section = this.closest('[aria-labelledby]')
    const title = document.getElementById(section?.getAttribute('aria-labelledby') ?? '')?.textContent?.trim() ?? ''
    return {
      title,
      subject,
      notes: [...this.notes(), ...(this.distances ? [t('picture.unit')] : [])],
      made: ['Driftline', ...made].join(' · '),
    }
  }

  /** The element that draws the picture. @returns {Picture|null} */
  get host() {
    for (let above = this.picture()?.parentElement; above; above = above.parentElement)
      if (above instanceof Picture) return above
    return null
  }

  /** The picture as it is with another width; it has its own again before anything is painted. @param {number} width in CSS pixels */
  async taken(width) {
    if (this.drawn) return { picture: this.drawn(width), entries: [] }
    const { host } = this
    const own = host?.width ?? 0
    try {
      await drawnFor(host, width, true)
      const picture = styledCopy(/** @type {SVGSVGElement} */ (this.picture()))
      return { picture, entries: host ? entriesOf(host, legendMeasure()) : [] }
    } finally {
      await drawnFor(host, own, false)
    }
  }
}
customElements.define('x-picture-tools', PictureTools)

/** With the parts that it is made of. @param {Picture|null} host @param {number} width @param {boolean} saved */
async function drawnFor(host, width, saved) {
  if (!host) return
  Object.assign(host, { width, saved })
  host.requestUpdate()
  await host.updateComplete
  await Promise.all([...host.querySelectorAll('*')].map(part => (part instanceof Element ? part.updateComplete : true)))
}
