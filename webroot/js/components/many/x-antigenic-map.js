// @ts-check
// <x-antigenic-map .result .rows .subtype .sieved .chosen>: strains in two dimensions, as far apart as predicted; a square of the grid is one
// log2 unit. What the filter does not mean is pale; .chosen: keys of the strains that are picked. The map is drawn by a worker of the browser.
// Says `open` with the row of a pair, `pick` with the keys of strains.
import { html, nothing, svg } from 'lit'
import { Picture } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { keep, kept } from '../../base/place.js'
import { number, t, tn } from '../../i18n/language.js'
import { alongX, turned } from '../../pictures/cartography.js'
import { fitted, onScreen, squareOf } from '../../pictures/map-view.js'
import { mappable, nearestOf, strainsOf } from '../../pictures/strains.js'
import { colouringsOf, tintsOf } from '../../pictures/tints.js'
import { MapWorker } from '../../pictures/map-worker.js'
import { dots, grid, names, traced } from './map-drawing.js'
import { card, quality, spoken } from './map-words.js'
import { MapGestures, NO_TRACE } from './map-gestures.js'
import { colourName } from './x-map-colours.js'
import './x-map-find.js'
import './x-map-legend.js'
import './x-map-table.js'
import './x-map-tools.js'
import '../x-picture-tools.js'

const MOST = 1_000 // strains
const LEAST = 4
const CIRCLE = 2 // log2 around a strain that is looked at: where variants begin
const CLOSE = 3 // zoom at which a strain that was sought stands out
const ONWARD = 0.5 // correlation of years with the way to the right from which that is said

/** @typedef {import('../../pictures/tints.js').Tints & {by: import('../../pictures/tints.js').Colouring, colourings: import('../../pictures/tints.js').Colouring[]}} Coloured */

class AntigenicMap extends Picture {
  static properties = {
    result: {},
    rows: {},
    subtype: {},
    sieved: {},
    chosen: {},
    by: { state: true },
    own: { state: true },
    tool: { state: true },
    trace: { state: true },
    share: { state: true },
    view: { state: true },
    hot: { state: true },
    failed: { state: true },
  }

  constructor() {
    super()
    /** @type {any} */ this.result = null
    /** @type {import('../../result/rows.js').Row[]} */ this.rows = []
    this.subtype = ''
    /** @type {import('../../result/filter.js').Sieved|null} */ this.sieved = null
    /** @type {number[]} */ this.chosen = []
    /** @type {import('../../pictures/tints.js').Colouring} */ this.by = kept('map-colour') ?? 'year'
    /** @type {import('../../pictures/columns.js').Own|null} */ this.own = kept('map-own') ?? null
    /** @type {Coloured} */ this.tints = { by: this.by, colourings: [], classes: [], entries: [] }
    /** @type {import('./map-gestures.js').Tool} */ this.tool = 'move'
    this.trace = NO_TRACE
    /** @type {import('../../pictures/strains.js').Strain[]} */ this.strains = []
    this.all = 0
    /** @type {import('../../pictures/cartography.js').Drawn|null} */ this.map = null
    /** Whether later years lie to the right. */ this.onward = false
    this.share = 0
    this.failed = false
    this.view = { x: 0, y: 0, zoom: 1 }
    this.hot = -1
    this.worker = new MapWorker({
      share: share => {
        this.share = share
      },
      map: map => this.take(map),
      failed: () => {
        this.failed = true
      },
    })
    this.gestures = new MapGestures(this)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    this.worker.stop()
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('rows') || changed.has('subtype')) this.draw()
    if (['rows', 'subtype', 'chosen', 'by', 'own'].some(name => changed.has(name))) this.tints = this.coloured()
  }

  draw() {
    this.worker.stop()
    this.map = null
    this.failed = false
    const known = strainsOf(this.result, this.subtype)
    this.all = known.length
    const { strains, distances } = mappable(this.result.mode, known, this.rows)
    Object.assign(this, { strains, distances, share: 0, hot: -1, view: { x: 0, y: 0, zoom: 1 } })
    if (strains.length < LEAST || strains.length > MOST) return
    this.worker.draw(distances)
  }

  /** @param {import('../../pictures/cartography.js').Drawn} map */
  take(map) {
    const years = this.strains.map(({ year }) => year)
    const places = turned(map.places, years)
    this.map = { ...map, places }
    this.onward = alongX(places, years) >= ONWARD
    this.requestUpdate()
  }

  render() {
    const { strains } = this
    if (strains.length > MOST)
      return html`<p class="notice"
          data-test="map-none">${t('map.many', { n: number(strains.length), most: number(MOST) })}</p>`
    if (strains.length < LEAST) return html`<p class="notice" data-test="map-none">${t('map.few')}</p>`
    if (this.failed) return html`<p class="notice" data-test="map-none">${t('map.failed')}</p>`
    if (!this.map)
      return html`<p class="loading"
          data-test="map-drawing">${icon('ring', 'spin')}<span>${t('map.drawing', { n: number(Math.round(100 * this.share)) })}</span></p>`
    const { tints } = this
    return html`<div class="stack map" data-test="map" data-stress=${this.map.stress}>${quality(this.map)}${this.means()}
      ${this.width < 100 ? nothing : this.box(this.map, tints.classes)}${this.legend(tints)}<x-map-find .mode=${this.result.mode} .strains=${this.strains} .rows=${this.rows}
          .picked=${this.picked} @find=${(/** @type {CustomEvent} */ chosen) => this.find(chosen.detail)}
          @open=${(/** @type {CustomEvent} */ chosen) => this.dispatchEvent(new CustomEvent('open', { detail: chosen.detail }))}></x-map-find>
      <x-picture-tools name="map" distances .notes=${() => this.notes(/** @type {any} */ (this.map))}
          .picture=${() => this.querySelector('.map-box svg')}></x-picture-tools><x-map-table .strains=${this.strains} .places=${this.map.places} .values=${spoken(tints)} .title=${colourName(tints.by, this.own)}
          @open=${(/** @type {CustomEvent} */ chosen) => this.find(chosen.detail)}></x-map-table></div>`
  }

  means() {
    const loose = this.all - this.strains.length
    return html`<p class="hint">${[
      t('map.means'),
      ...(this.onward ? [t('map.onward')] : []),
      ...(this.result.mode === 'query' ? [t('map.crossed')] : []),
      ...(loose > 0 ? [tn('map.loose', loose)] : []),
    ].join(t('sentence.join'))}</p>`
  }

  /** Said below the map where it is saved. @param {import('../../pictures/cartography.js').Drawn} map @returns {string[]} */
  notes({ stress, error }) {
    return [t('map.figure', { stress: number(stress, 2), error: number(error, 1) })]
  }

  get height() {
    return Math.max(300, Math.min(620, Math.round(this.width * 0.62)))
  }

  /** @param {import('../../pictures/cartography.js').Drawn} map */
  points({ places }) {
    const unit = fitted(places, this.width, this.height) * this.view.zoom
    return { unit, at: onScreen(places, this.view, unit, this.width, this.height) }
  }

  /** The place of the one strain that is chosen, or -1. */
  get picked() {
    return this.chosen.length === 1 ? this.strains.findIndex(({ key }) => key === this.chosen[0]) : -1
  }

  /** @returns {Coloured} */
  coloured() {
    const own = this.own?.columns ?? []
    const colourings = colouringsOf(this.strains, own)
    const by = colourings.includes(this.by) ? this.by : colourings[own.length]
    const { mode } = this.result
    return { by, colourings, ...tintsOf(by, this.strains, { mode, rows: this.rows, chosen: this.picked, own }) }
  }

  /** Whether the filter means other strains. @param {number} index */
  dim(index) {
    const { sieved } = this
    return sieved !== null && !sieved.whole && !sieved.lit.has(this.strains[index].key)
  }

  /** @param {import('../../pictures/cartography.js').Drawn} map @param {string[]} tints */
  box(map, tints) {
    const { unit, at } = this.points(map)
    const { width, height, strains, hot, picked, gestures } = this
    const chosen = new Set(this.chosen)
    const drawing = {
      ...{ strains, at, tints, width, height, hot, tools: !this.saved },
      dim: (/** @type {number} */ index) => this.dim(index),
      picked: new Set(strains.flatMap(({ key }, index) => (chosen.has(key) ? [index] : []))),
    }
    return html`<div class="map-box ${this.tool === 'move' ? '' : 'tracing'}" tabindex="0" role="application"
        aria-roledescription=${t('map.title')} aria-label=${t('map.label', { n: number(strains.length) })}
        aria-describedby="map-keys" data-test="map-box" data-zoom=${this.view.zoom} @keydown=${gestures.key}
        @pointerdown=${gestures.hold} @pointermove=${gestures.move} @pointerup=${gestures.drop}
        @pointercancel=${gestures.release} @pointerleave=${gestures.leave} @dblclick=${gestures.nearer} @wheel=${gestures.wheel}>
      <svg width=${width} height=${height} viewBox="0 0 ${width} ${height}" aria-hidden="true"
          class="scale">${grid(this.view, unit, width, height)}${picked < 0 ? nothing : svg`<circle class="within" cx=${at[picked].x} cy=${at[picked].y} r=${CIRCLE * unit}/>`}
        ${dots(drawing)}${names(drawing)}${traced(this.tool, this.trace)}</svg>
      <x-map-tools .tool=${this.tool} @tool=${(/** @type {CustomEvent} */ chosen) => {
        this.tool = chosen.detail
      }} @zoom=${(/** @type {CustomEvent} */ { detail }) => {
        if (detail > 0) gestures.zoom(detail)
        else this.view = { x: 0, y: 0, zoom: 1 }
      }}></x-map-tools>${hot < 0 ? nothing : card(strains[hot], nearestOf(this.result.mode, strains[hot], strains, this.rows), at[hot], this, spoken(this.tints)?.[hot])}</div>
      <p class="hint" id="map-keys">${t('map.keys')}</p>`
  }

  /** Marks a strain and brings it to the middle. @param {number} index none is -1 */
  find(index) {
    const places = this.map?.places
    this.say(index < 0 ? [] : [this.strains[index].key])
    if (index < 0 || !places) return
    this.view = { x: places[2 * index], y: places[2 * index + 1], zoom: Math.max(this.view.zoom, CLOSE) }
  }

  /** A press beside all strains gives up one that is chosen, not several. @param {number[]} places @param {boolean} more in addition, or out again if it was in */
  pick(places, more) {
    const keys = places.map(place => this.strains[place].key)
    const { chosen } = this
    if (more) this.say([...chosen.filter(key => !keys.includes(key)), ...keys.filter(key => !chosen.includes(key))])
    else if (keys.length > 0 || chosen.length === 1) this.say(keys)
  }

  unpick() {
    this.say([])
  }

  /** @param {number[]} keys of strains that are chosen from now on */
  say(keys) {
    this.dispatchEvent(new CustomEvent('pick', { detail: keys }))
  }

  /** @param {Coloured} tints */
  legend({ by, colourings, entries, scale, values }) {
    const square = this.map && this.width >= 100 ? squareOf(this.points(this.map).unit) : 1
    const hint = by === 'verdict' ? t(this.picked < 0 ? 'map.verdict.nearest' : 'map.verdict.chosen') : ''
    return html`<x-map-colours .by=${by} .colourings=${colourings} .own=${this.own} .result=${this.result} .hint=${hint}
          @by=${(/** @type {CustomEvent} */ { detail }) => {
            this.by = keep('map-colour', detail)
          }} @own=${(/** @type {CustomEvent} */ { detail }) => {
            this.own = keep('map-own', detail)
            this.by = keep('map-colour', 'own:0')
          }}></x-map-colours>
      <x-map-legend .square=${square} .scale=${scale} .title=${values && !scale ? colourName(by, this.own) : ''} .entries=${entries}
          .circle=${this.picked < 0 ? 0 : CIRCLE} ?landmarks=${this.strains.some(each => each.reference)}></x-map-legend>`
  }
}
customElements.define('x-antigenic-map', AntigenicMap)
