// @ts-check
// The base of every element: light DOM, so that the tokens reach it, and drawn anew when language or store change.
import { LitElement } from 'lit'
import { language } from '../i18n/language.js'
import { placeLinks } from './site.js'
import { store } from './store.js'

export class Element extends LitElement {
  constructor() {
    super()
    this.redraw = () => this.requestUpdate()
  }

  createRenderRoot() {
    return this
  }

  /** @param {import('lit').PropertyValues} changed */
  update(changed) {
    super.update(changed)
    placeLinks(this)
  }

  connectedCallback() {
    super.connectedCallback()
    language.watch(this.redraw)
    store.addEventListener('change', this.redraw)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    language.unwatch(this.redraw)
    store.removeEventListener('change', this.redraw)
  }
}

/** Keeps `width` at the element's width in CSS pixels, so that a picture can be drawn with text of readable size. */
export class Picture extends Element {
  constructor() {
    super()
    this.width = 0
    /** Whether it is drawn for a file, where nothing can be pressed. */ this.saved = false
    this.sizes = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry.contentRect.width)
      if (width === this.width) return
      this.width = width
      this.requestUpdate()
    })
  }

  connectedCallback() {
    super.connectedCallback()
    this.width = Math.floor(this.getBoundingClientRect().width) // so that it is drawn at once and moves nothing later
    this.requestUpdate()
    this.sizes.observe(this)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    this.sizes.disconnect()
  }
}
