// @ts-check
// <x-picture-tools name .picture>: saves the picture above it as SVG or PNG. name: of the file, without its ending; .picture: a function that
// finds the picture when it is wanted, by default the first <svg class="scale"> beside it. A canvas can be saved as PNG only.
import { html, nothing } from 'lit'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { t } from '../i18n/language.js'
import { savePng, saveSvg } from '../pictures/saving.js'

class PictureTools extends Element {
  static properties = { name: {}, picture: {}, canvas: { type: Boolean }, failed: { state: true } }

  constructor() {
    super()
    this.name = 'driftline'
    /** @type {() => SVGSVGElement|HTMLCanvasElement|null|undefined} */ this.picture = () =>
      this.parentElement?.querySelector('svg.scale')
    this.canvas = false
    this.failed = false
  }

  render() {
    return html`<div class="picture-tools" role="group" aria-label=${t('picture.save')}>
      ${
        this.canvas
          ? nothing
          : html`<button class="button quiet" type="button" data-test="picture-svg"
          title=${t('picture.save.as', { form: 'SVG' })}
          @click=${() => this.save('svg')}>${icon('download')}SVG</button>`
      }
      <button class="button quiet" type="button" data-test="picture-png" title=${t('picture.save.as', { form: 'PNG' })}
          @click=${() => this.save('png')}>${icon('download')}PNG</button>
      ${this.failed ? html`<span class="wrong" role="alert">${t('picture.failed')}</span>` : nothing}</div>`
  }

  /** @param {'svg'|'png'} form */
  async save(form) {
    const picture = this.picture()
    try {
      if (form === 'svg') saveSvg(/** @type {SVGSVGElement} */ (picture), this.name)
      else await savePng(/** @type {SVGSVGElement|HTMLCanvasElement} */ (picture), this.name)
      this.failed = false
    } catch (error) {
      console.warn(error)
      this.failed = true
    }
  }
}
customElements.define('x-picture-tools', PictureTools)
