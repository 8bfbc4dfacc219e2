// @ts-check
// <x-page-drop accept .label>: files dropped anywhere on the page, beside its fields too. Says `attach` with them.
import { html, nothing } from 'lit'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { droppedFiles } from '../form/dropped.js'
import { t } from '../i18n/language.js'

class PageDrop extends Element {
  static properties = { accept: {}, label: {}, over: { state: true }, wrong: { state: true } }

  constructor() {
    super()
    this.accept = ''
    this.label = ''
    this.over = false
    this.wrong = ''
    this.heard = {
      dragover: (/** @type {DragEvent} */ drag) => this.hover(drag),
      dragleave: (/** @type {DragEvent} */ drag) => {
        if (!drag.relatedTarget) this.over = false // out of the window
      },
      drop: (/** @type {DragEvent} */ drop) => this.dropped(drop),
    }
  }

  connectedCallback() {
    super.connectedCallback()
    for (const [name, handler] of Object.entries(this.heard)) addEventListener(name, /** @type {any} */ (handler))
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    for (const [name, handler] of Object.entries(this.heard)) removeEventListener(name, /** @type {any} */ (handler))
  }

  render() {
    return html`${
      this.over
        ? html`<div class="page-drop" aria-hidden="true" data-test="page-drop"><p>${icon('file')}${this.label || t('seq.drop')}</p></div>`
        : nothing
    }${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}`
  }

  /** Without this a browser would leave the page for the file. @param {DragEvent} drag */
  hover(drag) {
    if (!drag.dataTransfer?.types.includes('Files')) return
    drag.preventDefault()
    this.over = true
  }

  /** @param {DragEvent} drop */
  async dropped(drop) {
    this.over = false
    const { dataTransfer } = drop
    if (drop.defaultPrevented || !dataTransfer?.files.length) return // a field has taken them
    drop.preventDefault()
    try {
      const files = await droppedFiles(dataTransfer, this.accept)
      this.wrong = files.length === 0 ? t('seq.nothing') : ''
      if (files.length > 0) this.dispatchEvent(new CustomEvent('attach', { detail: files }))
    } catch {
      this.wrong = t('seq.unreadable', { name: [...dataTransfer.files].map(file => file.name).join(', ') })
    }
  }
}
customElements.define('x-page-drop', PageDrop)
