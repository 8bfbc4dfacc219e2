// @ts-check
// <x-messages .job .events .encoding>: what the service has told of a job, with times, from the opening of its channel to the close.
import { html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { Element } from '../../base/element.js'
import { clock } from '../../i18n/figures.js'
import { t } from '../../i18n/language.js'
import { eventText } from '../../i18n/sentences.js'
import { hasEnded } from '../../result/job.js'

class Messages extends Element {
  static properties = { job: {}, events: {}, encoding: {} }

  constructor() {
    super()
    /** @type {any} */ this.job = null
    /** @type {import('../../connection/stream.js').JobEvent[]} */ this.events = []
    this.encoding = ''
  }

  render() {
    const { job, events } = this
    if (!job) return nothing
    const ended = hasEnded(job.state) && job.finishedAt
    return html`<ol class="messages" data-test="messages"><li
        class="soft">${this.time(job.createdAt)}<span>${t('messages.open')}</span></li>
      ${repeat(
        events,
        event => event.offset,
        event => html`
      <li data-test="message"
          data-offset=${event.offset}>${this.time(event.at)}<span>${eventText(event, this.encoding)}</span></li>`,
      )}
      ${
        ended
          ? html`<li class="soft"
          data-test="messages-end">${this.time(job.finishedAt)}<span>${t('messages.close')}</span></li>`
          : nothing
      }</ol>`
  }

  /** @param {string} at */
  time(at) {
    return html`<time class="num soft" datetime=${at}>${clock(at)}</time>`
  }
}
customElements.define('x-messages', Messages)
