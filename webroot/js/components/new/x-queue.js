// @ts-check
// <x-queue .model .most>: what would become of a prediction that was submitted now, before it is.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { duration } from '../../i18n/figures.js'
import { number, t, tn } from '../../i18n/language.js'
import { store } from '../../base/store.js'

const EVERY_MS = 15_000

class Queue extends Element {
  static properties = { model: {}, most: {}, queue: { state: true } }

  constructor() {
    super()
    /** @type {import('../../base/store.js').Model|undefined} */ this.model = undefined
    /** Open jobs that a user may have. */ this.most = 0
    /** @type {{waiting: number, position: number, waitSeconds: number|null, open: number|null}|null} */ this.queue =
      null
    this.onVisible = () => document.hidden || this.load()
  }

  connectedCallback() {
    super.connectedCallback()
    document.addEventListener('visibilitychange', this.onVisible)
    this.timer = setInterval(this.onVisible, EVERY_MS)
    this.load()
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    document.removeEventListener('visibilitychange', this.onVisible)
    clearInterval(this.timer)
  }

  async load() {
    try {
      this.queue = await api.get('/queue')
    } catch {
      this.queue = null // better nothing than what is no longer so
    }
  }

  render() {
    const { queue } = this
    return html`${
      this.model?.online === false
        ? html`<p class="row small" data-test="queue-offline"><span
        class="chip warn">${icon('warn')}${t('queue.offline')}</span></p>`
        : nothing
    }
      ${
        queue
          ? html`<p class="hint" data-test="queue-forecast"
          data-waiting=${queue.waiting}>${this.forecast(queue)} ${this.own(queue)}</p>`
          : nothing
      }`
  }

  /** @param {NonNullable<Queue['queue']>} queue */
  forecast({ waiting, position, waitSeconds }) {
    if (waiting === 0) return t('queue.free')
    return (
      tn('queue.busy', waiting, { position: number(position) }) +
      (waitSeconds === null ? t('sentence.end') : t('queue.about', { time: duration(waitSeconds) }))
    )
  }

  /** @param {NonNullable<Queue['queue']>} queue */
  own({ open }) {
    if (!store.user || !open) return nothing
    return html`<span class=${open >= this.most ? 'wrong' : ''}>${tn('queue.own', open, { most: number(this.most) })}</span>`
  }
}
customElements.define('x-queue', Queue)
