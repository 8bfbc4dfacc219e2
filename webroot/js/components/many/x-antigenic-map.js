// @ts-check
// <x-antigenic-map .result .rows .subtype>: strains in two dimensions, as far apart as predicted; a square of the grid is one log2 unit.
// The map is drawn by a worker of the browser. Says `open` with the row of a pair.
import { html, nothing, svg } from 'lit'
import { Picture } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { apart } from '../../i18n/figures.js'
import { number, t, tn } from '../../i18n/language.js'
import { turned } from '../../pictures/cartography.js'
import { placedLabels } from '../../pictures/labels.js'
import { fitted, gridLines, onScreen, squareOf } from '../../pictures/map-view.js'
import { heatClass } from '../../pictures/scale.js'
import { mappable, nearestOf, strainsOf } from '../../pictures/strains.js'
import { breaking, shortened } from '../../result/names.js'
import './x-long-table.js'
import '../x-picture-tools.js'

const MOST = 1_000 // strains
const LEAST = 4
const LABELLED = 40 // strains of which all names are tried; else those of landmarks
const LANDMARKS = 8 // whose names stand even where they cover something
const STEP = 0.15 // of the width, for an arrow key
const ZOOM = 1.5
const NEAR_PX = 14
const GOOD = 0.1
const FAIR = 0.2

// The page's policy takes the addresses of scripts from named places only: this one has a single address to give.
const ADDRESS = '/js/pictures/cartography-worker.js'
const WORKER =
  /** @type {any} */ (globalThis).trustedTypes
    ?.createPolicy('driftline-worker', { createScriptURL: () => ADDRESS })
    .createScriptURL('') ?? ADDRESS

class AntigenicMap extends Picture {
  static properties = {
    result: {},
    rows: {},
    subtype: {},
    share: { state: true },
    view: { state: true },
    hot: { state: true },
    picked: { state: true },
    listed: { state: true },
    failed: { state: true },
  }

  constructor() {
    super()
    /** @type {any} */ this.result = null
    /** @type {import('../../result/rows.js').Row[]} */ this.rows = []
    this.subtype = ''
    /** @type {import('../../pictures/strains.js').Strain[]} */ this.strains = []
    this.all = 0
    /** @type {import('../../pictures/cartography.js').Drawn|null} */ this.map = null
    /** @type {{index: number, strain: string, year: number|null, kind: number, x: number, y: number}[]} */ this.coordinates =
      []
    this.share = 0
    this.failed = false
    this.view = { x: 0, y: 0, zoom: 1 }
    this.hot = -1
    this.picked = -1
    this.listed = false
    /** @type {Worker|null} */ this.worker = null
    /** @type {{x: number, y: number, view: {x: number, y: number, zoom: number}}|null} */ this.grip = null
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    this.worker?.terminate()
    this.worker = null
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('rows') || changed.has('subtype')) this.draw()
  }

  draw() {
    this.worker?.terminate()
    this.worker = this.map = null
    this.failed = false
    const known = strainsOf(this.result, this.subtype)
    this.all = known.length
    const { strains, distances } = mappable(this.result.mode, known, this.rows)
    Object.assign(this, { strains, distances, share: 0, hot: -1, picked: -1, view: { x: 0, y: 0, zoom: 1 } })
    if (strains.length < LEAST || strains.length > MOST) return
    this.worker = new Worker(WORKER, { type: 'module' })
    this.worker.addEventListener('message', ({ data }) =>
      data.map ? this.take(data.map) : Object.assign(this, { share: data.share }),
    )
    this.worker.addEventListener('error', () => {
      this.failed = true
    })
    this.worker.postMessage(distances)
  }

  /** @param {import('../../pictures/cartography.js').Drawn} map */
  take(map) {
    this.worker?.terminate()
    this.worker = null
    const places = turned(
      map.places,
      this.strains.map(({ year }) => year),
    )
    this.map = { ...map, places }
    this.coordinates = this.strains.map(({ label, year, reference }, index) => ({
      index,
      strain: label,
      year,
      kind: Number(reference),
      x: places[2 * index],
      y: -places[2 * index + 1],
    }))
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
    return html`<div class="stack map" data-test="map" data-stress=${this.map.stress}>${this.quality(this.map)}
      ${this.width < 100 ? nothing : this.box(this.map)}${this.legend()}${this.reading()}
      <x-picture-tools name="driftline-map-${this.result.job}"
          .picture=${() => this.querySelector('.map-box svg')}></x-picture-tools>${this.twin()}</div>`
  }

  /** @param {import('../../pictures/cartography.js').Drawn} map */
  quality({ stress, error }) {
    const read = Math.round(100 * stress) / 100 // as it is written
    const grade = read <= GOOD ? 'good' : read <= FAIR ? 'fair' : 'poor'
    return html`<p><span class="chip ${grade === 'good' ? 'good' : grade === 'fair' ? '' : 'warn'}"
        data-test="map-grade">${t(`map.grade.${grade}`)}</span>
      ${t(`map.stress.${grade}`, { stress: number(stress, 2), error: number(error, 1) })}</p>
      <p class="hint">${t('map.means')}${this.result.mode === 'query' ? `${t('sentence.join')}${t('map.crossed')}` : ''}${this.all > this.strains.length ? `${t('sentence.join')}${tn('map.loose', this.all - this.strains.length)}` : ''}</p>`
  }

  get height() {
    return Math.max(300, Math.min(620, Math.round(this.width * 0.62)))
  }

  /** @param {import('../../pictures/cartography.js').Drawn} map */
  points({ places }) {
    const unit = fitted(places, this.width, this.height) * this.view.zoom
    return { unit, at: onScreen(places, this.view, unit, this.width, this.height) }
  }

  /** @param {import('../../pictures/cartography.js').Drawn} map */
  box(map) {
    const { unit, at } = this.points(map)
    const years = this.years
    const small = this.strains.length > 300 || this.width < 480
    return html`<div class="map-box" tabindex="0" role="application" aria-roledescription=${t('map.title')}
        aria-label=${t('map.label', { n: number(this.strains.length) })} aria-describedby="map-keys"
        data-test="map-box" @keydown=${this.key} @pointerdown=${this.hold} @pointermove=${this.move}
        @pointerup=${this.drop} @pointerleave=${() => {
          this.hot = -1
        }}>
      <svg width=${this.width} height=${this.height} viewBox="0 0 ${this.width} ${this.height}" aria-hidden="true"
          class="scale">${this.grid(unit)}
        ${at.map(({ x, y }, index) =>
          this.strains[index].reference
            ? nothing
            : svg`<circle class="dot ${this.tint(index, years)} ${this.state(index)}" cx=${x} cy=${y}
                r=${small ? 3.5 : 5}/>`,
        )}
        ${at.map(({ x, y }, index) =>
          this.strains[index].reference
            ? svg`<path class="dot landmark-dot ${this.state(index)}"
                d="M${x} ${y - 9}L${x + 9} ${y}L${x} ${y + 9}L${x - 9} ${y}z"/>`
            : nothing,
        )}
        ${placedLabels(at, this.wanted(at), { width: this.width, height: this.height }).map(
          ({ index, text, x, y, anchor }) =>
            svg`<text class="name ${this.strains[index].reference ? 'landmark-name' : ''} ${this.state(index)}" x=${x}
                y=${y} text-anchor=${anchor}>${text === this.strains[index].label ? nothing : svg`<title>${this.strains[index].label}</title>`}${text}</text>`,
        )}</svg>
      <div class="map-tools">${this.tool('+', 'map.in', () => this.zoom(ZOOM))}${this.tool('−', 'map.out', () => this.zoom(1 / ZOOM))}${this.tool(
        '⤢',
        'map.all',
        () => {
          this.view = { x: 0, y: 0, zoom: 1 }
        },
      )}</div></div>
      <p class="hint" id="map-keys">${t('map.keys')}</p>`
  }

  /** @param {number} index */
  state(index) {
    return index === this.picked ? 'picked' : index === this.hot ? 'hot' : ''
  }

  /** @param {string} sign @param {import('../../i18n/language.js').Key} key @param {() => void} act */
  tool(sign, key, act) {
    return html`<button class="button" type="button" aria-label=${t(key)} title=${t(key)}
        data-test=${key.replace('.', '-')} @click=${act}>${sign}</button>`
  }

  /** Names, the most important first. @param {{x: number, y: number}[]} at */
  wanted(at) {
    const inside = (/** @type {number} */ index) =>
      at[index].x > 0 && at[index].x < this.width && at[index].y > 0 && at[index].y < this.height
    const few = this.strains.length <= LABELLED || this.strains.filter((_, index) => inside(index)).length <= LABELLED
    const crowded = this.strains.filter(({ reference }) => reference).length > LANDMARKS
    const rank = (/** @type {number} */ index) =>
      index === this.picked || index === this.hot ? 0 : this.strains[index].reference ? 1 : few ? 2 : 3
    return this.strains
      .map((_, index) => index)
      .filter(index => rank(index) < 3 && inside(index))
      .sort((x, y) => rank(x) - rank(y))
      .map(index => ({
        index,
        text: shortened(this.strains[index].label),
        gap: this.strains[index].reference ? 12 : 8,
        must: rank(index) < (crowded ? 1 : 2),
      }))
  }

  /** @param {number} unit CSS pixels */
  grid(unit) {
    return svg`<g class="squares">${gridLines(this.width, this.view.x, unit).map(
      x => svg`<line x1=${x} x2=${x} y1="0"
        y2=${this.height}/>`,
    )}
      ${gridLines(this.height, this.view.y, unit).map(y => svg`<line x1="0" x2=${this.width} y1=${y} y2=${y}/>`)}</g>`
  }

  get years() {
    const years = this.strains.flatMap(({ year }) => (year === null ? [] : [year]))
    return years.length > 0
      ? { from: years.reduce((x, y) => Math.min(x, y)), to: years.reduce((x, y) => Math.max(x, y)) }
      : null
  }

  /** @param {number} index @param {{from: number, to: number}|null} years */
  tint(index, years) {
    const { year } = this.strains[index]
    if (year === null || !years) return 'heat-none'
    return heatClass(years.to > years.from ? (year - years.from) / (years.to - years.from + 1) : 0.5)
  }

  legend() {
    const { years } = this
    const unit = this.map && this.width >= 100 ? squareOf(this.points(this.map).unit) : 1
    return html`<ul class="row small legend map-legend">
      <li class="site-chip"><i class="square"
          aria-hidden="true"></i>${t('map.square', { n: number(unit), fold: number(2 ** unit) })}</li>
      ${
        this.strains.some(each => each.reference)
          ? html`<li class="site-chip"><i class="diamond"
          aria-hidden="true"></i>${t('map.landmark')}</li>`
          : nothing
      }
      ${
        years
          ? html`<li class="site-chip"><span>${t('map.years')}</span><span class="num">${years.from}</span>
        <span class="heat-strip" aria-hidden="true">${Array.from(
          { length: 7 },
          (_, step) => html`<i
            class="heat-${step}"></i>`,
        )}</span><span class="num">${years.to}</span></li>`
          : nothing
      }</ul>`
  }

  /** A strain to find, and what lies nearest to it. */
  reading() {
    const index = this.picked
    return html`<div class="stack-s"><label class="row map-find"><span class="small">${t('map.find')}</span><select
        data-test="map-find" @change=${(/** @type {any} */ chosen) => {
          this.picked = Number(chosen.target.value)
        }}>
        <option value="-1">${t('map.find.none')}</option>${this.strains.map(
          (each, place) => html`<option value=${place}
            ?selected=${place === index}>${shortened(each.label)}</option>`,
        )}</select></label>
      <div role="status" data-test="map-reading">${
        index < 0
          ? nothing
          : html`<p><strong class="strain"
              title=${this.strains[index].name}>${shortened(this.strains[index].label)}</strong>${t('where.colon')}${t('map.nearest')}</p>
        <ul class="row">${nearestOf(this.result.mode, this.strains[index], this.strains, this.rows).map(
          ({ strain, row }) => html`<li>
          <button class="button" type="button" data-test="map-open" title=${strain.name}
              @click=${() => this.dispatchEvent(new CustomEvent('open', { detail: row }))}>${shortened(strain.label)} · <span
              class="num">${t('distance.short', { n: apart(Number(row.distanceLog2)) })}</span></button></li>`,
        )}</ul>`
      }</div></div>`
  }

  twin() {
    const columns = /** @type {const} */ (['strain', 'year', 'kind', 'x', 'y']).map(id => ({
      id,
      name: t(`map.table.${id}`),
      figure: ['year', 'x', 'y'].includes(id),
      key: (/** @type {any} */ row) => row[id],
    }))
    return html`<details data-test="map-table" @toggle=${(/** @type {any} */ toggled) => {
      this.listed = toggled.target.open
    }}><summary>${t('map.table')}</summary>
      ${
        this.listed
          ? html`<x-long-table class="coordinates" hook="map-row" label=${t('map.table')} .columns=${columns}
              .rows=${this.coordinates}
        .widths=${'minmax(9rem, 1fr) 4rem 9rem 4rem 4rem'} least="36rem" .cells=${(
          /** @type {any} */ row,
        ) => html`<span role="cell" class="name" title=${this.strains[row.index].name}>${breaking(row.strain)}</span>
          <span role="cell" class="num end">${row.year ?? ''}</span><span role="cell"
              class="name">${row.kind ? t('map.landmark') : ''}</span><span role="cell"
              class="num end">${number(row.x, 2)}</span><span role="cell" class="num end">${number(row.y, 2)}</span>`}
        @open=${(/** @type {CustomEvent} */ chosen) => {
          this.picked = chosen.detail.index
        }}></x-long-table>`
          : nothing
      }</details>`
  }

  /** @param {number} times */
  zoom(times) {
    this.view = { ...this.view, zoom: Math.max(0.5, Math.min(20, this.view.zoom * times)) }
  }

  /** @param {KeyboardEvent} pressed */
  key(pressed) {
    if (pressed.target !== pressed.currentTarget || !this.map) return
    const way = (STEP * this.width) / this.points(this.map).unit
    const { x, y } = this.view
    const moves = /** @type {Record<string, () => void>} */ ({
      ArrowLeft: () => {
        this.view = { ...this.view, x: x - way }
      },
      ArrowRight: () => {
        this.view = { ...this.view, x: x + way }
      },
      ArrowUp: () => {
        this.view = { ...this.view, y: y - way }
      },
      ArrowDown: () => {
        this.view = { ...this.view, y: y + way }
      },
      '+': () => this.zoom(ZOOM),
      '=': () => this.zoom(ZOOM),
      '-': () => this.zoom(1 / ZOOM),
      0: () => {
        this.view = { x: 0, y: 0, zoom: 1 }
      },
    })
    if (!moves[pressed.key] || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return
    pressed.preventDefault()
    moves[pressed.key]()
  }

  /** @param {PointerEvent} down */
  hold(down) {
    if (down.target instanceof globalThis.Element && down.target.closest('button')) return
    this.grip = { x: down.clientX, y: down.clientY, view: this.view }
  }

  /** @param {PointerEvent} move */
  move(move) {
    if (!this.map) return
    if (this.grip && move.buttons > 0) {
      const { unit } = this.points(this.map)
      const { x, y, view } = this.grip
      this.view = { ...view, x: view.x - (move.clientX - x) / unit, y: view.y - (move.clientY - y) / unit }
    } else {
      this.hot = this.under(move)
    }
  }

  /** A press that did not move picks what lies under it. @param {PointerEvent} up */
  drop(up) {
    const still = this.grip && Math.hypot(up.clientX - this.grip.x, up.clientY - this.grip.y) < 4
    this.grip = null
    if (still) this.picked = this.under(up)
  }

  /** @param {PointerEvent} pointer @returns {number} the nearest strain, or -1 */
  under(pointer) {
    if (!this.map) return -1
    const box = /** @type {globalThis.Element} */ (this.querySelector('.map-box svg')).getBoundingClientRect()
    const away = this.points(this.map).at.map(({ x, y }) =>
      Math.hypot(x + box.left - pointer.clientX, y + box.top - pointer.clientY),
    )
    const least = away.indexOf(away.reduce((x, y) => Math.min(x, y), Infinity))
    return away[least] <= NEAR_PX ? least : -1
  }
}
customElements.define('x-antigenic-map', AntigenicMap)
