// @ts-check
// <x-map-tools .tool>: what a drag on a map does, and how near it is. Says `tool` with what is chosen, `zoom` with how many times nearer, 0 for all.
import { html } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { t } from '../../i18n/language.js'
import { ZOOM } from './map-gestures.js'

const TOOLS = /** @type {const} */ (['move', 'box', 'lasso'])
const NEARNESS = /** @type {const} */ ([
  ['+', 'in', ZOOM],
  ['−', 'out', 1 / ZOOM],
  ['⤢', 'all', 0],
])

class MapTools extends Element {
  static properties = { tool: {} }

  constructor() {
    super()
    /** @type {import('./map-gestures.js').Tool} */ this.tool = 'move'
  }

  render() {
    return html`<div class="map-tools">${NEARNESS.map(
      ([sign, name, times]) => html`<button class="button" type="button" aria-label=${t(`map.${name}`)}
          title=${t(`map.${name}`)} data-test="map-${name}" @click=${() => this.say('zoom', times)}>${sign}</button>`,
    )}${TOOLS.map(
      name => html`<button class="button" type="button" aria-label=${t(`map.tool.${name}`)} title=${t(`map.tool.${name}`)}
          aria-pressed=${name === this.tool} data-test="map-tool-${name}"
        @click=${() => this.say('tool', name)}>${icon(name)}</button>`,
    )}</div>`
  }

  /** @param {string} name @param {unknown} detail */
  say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
customElements.define('x-map-tools', MapTools)
