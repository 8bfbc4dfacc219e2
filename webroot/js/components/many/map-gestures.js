// @ts-check
// How a map is moved and strains are picked on it: drag, pinch, wheel, double click and keys; a box to zoom into, a lasso around strains. What
// lies under the pointer stays under it.
import { encloses, zoomedAt, zoomedTo } from '../../pictures/map-view.js'

export const ZOOM = 1.5
const STEP = 0.15 // of the width, for an arrow key
const NEAR_PX = 14
const STILL_PX = 4 // less is no drag
/** @type {Point[]} */ export const NO_TRACE = []
const WHEEL = 0.002 // zoom of a pixel that a wheel turns, as a power of e

/**
 * @typedef {import('../../pictures/map-view.js').View} View
 * @typedef {{x: number, y: number}} Point in CSS pixels
 * @typedef {'move'|'box'|'lasso'} Tool what a drag does
 * @typedef {HTMLElement & {view: View, hot: number, tool: Tool, trace: Point[], width: number, height: number, map: import('../../pictures/cartography.js').Drawn|null,
 *   points: (map: import('../../pictures/cartography.js').Drawn) => {unit: number, at: Point[]}, pick: (places: number[], more: boolean) => void, unpick: () => void}} Host
 *   `trace`: what is drawn with the pointer at the moment, for a box its two corners; `pick`: takes places in the list of strains
 */

export class MapGestures {
  /** @param {Host} host */
  constructor(host) {
    this.host = host
    /** The pointers that are down, where they are. @type {Map<number, Point>} */ this.down = new Map()
    /** Where a drag began, and what it does. @type {(Point & {view: View, tool: Tool})|null} */ this.grip = null
    this.key = this.key.bind(this)
    this.hold = this.hold.bind(this)
    this.move = this.move.bind(this)
    this.drop = this.drop.bind(this)
    this.leave = this.leave.bind(this)
    this.release = this.release.bind(this)
    this.nearer = this.nearer.bind(this)
    /** Whoever scrolls past a map wants to go on; it zooms for who is at it, or pinches a touch pad. */
    this.wheel = { handleEvent: (/** @type {WheelEvent} */ turn) => this.turned(turn), passive: false }
  }

  get unit() {
    const { host } = this
    return host.map ? host.points(host.map).unit : 1
  }

  /** @param {number} times @param {Point} [point] the middle by default */
  zoom(times, point = { x: this.host.width / 2, y: this.host.height / 2 }) {
    const { host } = this
    host.view = zoomedAt(host.view, times, point, this.unit, host.width, host.height)
  }

  /** @param {WheelEvent} turn */
  turned(turn) {
    if (!this.host.map || !(turn.ctrlKey || turn.metaKey || this.host.contains(document.activeElement))) return
    turn.preventDefault()
    this.zoom(Math.exp(-WHEEL * turn.deltaY * (turn.ctrlKey ? 4 : 1)), this.place(turn))
  }

  /** @param {MouseEvent} click */
  nearer(click) {
    if (onButton(click) || this.host.tool !== 'move') return
    this.zoom(click.shiftKey ? 1 / ZOOM : ZOOM, this.place(click))
  }

  /** @param {KeyboardEvent} pressed */
  key(pressed) {
    const { host } = this
    if (pressed.target !== pressed.currentTarget || !host.map) return
    const way = (STEP * host.width) / this.unit
    const by = (/** @type {number} */ x, /** @type {number} */ y) => () => {
      host.view = { ...host.view, x: host.view.x + x, y: host.view.y + y }
    }
    const moves = /** @type {Record<string, () => void>} */ ({
      ArrowLeft: by(-way, 0),
      ArrowRight: by(way, 0),
      ArrowUp: by(0, -way),
      ArrowDown: by(0, way),
      '+': () => this.zoom(ZOOM),
      '=': () => this.zoom(ZOOM),
      '-': () => this.zoom(1 / ZOOM),
      0: () => {
        host.view = { x: 0, y: 0, zoom: 1 }
      },
      Escape: () => host.unpick(),
    })
    if (!moves[pressed.key] || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return
    pressed.preventDefault()
    moves[pressed.key]()
  }

  /** @param {PointerEvent} pointer */
  hold(pointer) {
    if (onButton(pointer)) return
    const { host } = this
    const place = this.place(pointer)
    this.down.set(pointer.pointerId, place)
    this.grip = this.down.size === 1 ? { ...place, view: host.view, tool: host.tool } : null
    host.trace = this.grip && host.tool !== 'move' ? [place] : NO_TRACE
    if (host.trace.length > 0) /** @type {Element} */ (pointer.currentTarget).setPointerCapture(pointer.pointerId)
  }

  /** @param {PointerEvent} pointer */
  move(pointer) {
    const { host } = this
    if (!host.map) return
    const place = this.place(pointer)
    if (this.down.size === 2 && this.down.has(pointer.pointerId)) this.pinch(pointer.pointerId, place)
    else if (!this.grip || pointer.buttons === 0) host.hot = this.under(place)
    else if (this.grip.tool === 'move') {
      const { x, y, view } = this.grip
      host.view = { ...view, x: view.x - (place.x - x) / this.unit, y: view.y - (place.y - y) / this.unit }
    } else host.trace = this.grip.tool === 'box' ? [host.trace[0], place] : [...host.trace, place]
  }

  /** Two fingers: as much nearer as they are further apart, around the middle between them. @param {number} id @param {Point} place */
  pinch(id, place) {
    const was = /** @type {Point} */ (this.down.get(id))
    const [other] = [...this.down].filter(([each]) => each !== id).map(([, at]) => at)
    const before = Math.hypot(was.x - other.x, was.y - other.y)
    const now = Math.hypot(place.x - other.x, place.y - other.y)
    this.down.set(id, place)
    if (before > 0) this.zoom(now / before, { x: (place.x + other.x) / 2, y: (place.y + other.y) / 2 })
  }

  /** A press that did not move picks what lies under it, in addition to what is picked if a key says so. @param {PointerEvent} pointer */
  drop(pointer) {
    const place = this.place(pointer)
    const { grip, host } = this
    const { trace } = host
    this.release(pointer)
    if (!grip) return
    if (Math.hypot(place.x - grip.x, place.y - grip.y) < STILL_PX && trace.length < 3) {
      const found = this.under(place)
      host.pick(found < 0 ? [] : [found], pointer.shiftKey || pointer.ctrlKey || pointer.metaKey)
    } else if (grip.tool === 'box' && trace.length === 2)
      host.view = zoomedTo(host.view, trace[0], trace[1], this.unit, host.width, host.height)
    else if (grip.tool === 'lasso' && host.map)
      host.pick(
        host.points(host.map).at.flatMap((point, index) => (encloses(trace, point) ? [index] : [])),
        pointer.ctrlKey || pointer.metaKey,
      )
  }

  /** @param {PointerEvent} pointer */
  leave(pointer) {
    this.down.delete(pointer.pointerId)
    this.host.hot = -1
  }

  /** What was begun ends. @param {PointerEvent} pointer */
  release(pointer) {
    this.down.delete(pointer.pointerId)
    this.grip = null
    this.host.trace = NO_TRACE
  }

  /** @param {MouseEvent} event @returns {Point} */
  place(event) {
    const box = /** @type {Element} */ (this.host.querySelector('.map-box svg')).getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }

  /** @param {Point} place @returns {number} the nearest strain, or -1 */
  under(place) {
    const { host } = this
    if (!host.map) return -1
    const away = host.points(host.map).at.map(({ x, y }) => Math.hypot(x - place.x, y - place.y))
    const least = away.indexOf(away.reduce((x, y) => Math.min(x, y), Infinity))
    return away[least] <= NEAR_PX ? least : -1
  }
}

/** @param {Event} event */
const onButton = event => event.target instanceof Element && event.target.closest('button') !== null
