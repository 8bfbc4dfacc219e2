// @ts-check
// <x-clock .job>: how long a job has been under way, or took; and the wish to be told of its end.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { duration, elapsed } from '../../i18n/figures.js'
import { t } from '../../i18n/language.js'
import { hasEnded } from '../../result/job.js'
import { canNotify, forbidden, notifies, wantNotices } from '../../notices.js'

class Clock extends Element {
  static properties = { job: {} }

  constructor() {
    super()
    /** @type {any} */ this.job = null
  }

  connectedCallback() {
    super.connectedCallback()
    this.timer = setInterval(() => this.job && !hasEnded(this.job.state) && this.requestUpdate(), 1_000)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    clearInterval(this.timer)
  }

  render() {
    const { job } = this
    if (!job) return nothing
    const since = Date.parse(job.createdAt)
    if (hasEnded(job.state)) {
      return job.finishedAt
        ? html`<span class="num"
            data-test="took">${t('job.took', { time: duration((Date.parse(job.finishedAt) - since) / 1000) })}</span>`
        : nothing
    }
    return html`<span class="num" data-test="elapsed" role="timer"
        aria-live="off">${t('job.elapsed', { time: elapsed((Date.now() - since) / 1000) })}</span>
      ${canNotify() ? this.wish() : nothing}`
  }

  wish() {
    if (forbidden()) return html`<span class="small soft">${t('notice.forbidden')}</span>`
    const on = notifies()
    return html`<button class="button quiet" type="button" aria-pressed=${on} data-test="notify" @click=${async () => {
      await wantNotices(!on)
      this.requestUpdate()
    }}>${icon('bell')}${t(on ? 'notice.on' : 'notice.off')}</button>`
  }
}
customElements.define('x-clock', Clock)
