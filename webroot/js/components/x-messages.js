// @ts-check
// <x-messages .events .encoding>: what the service has told of a job, with times.
import { html } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { Element } from '../element.js'
import { clock, eventText, t } from '../i18n.js'

class Messages extends Element {
  static properties = { events: {}, encoding: {} }

  constructor() {
    super()
    /** @type {import('../stream.js').JobEvent[]} */ this.events = []
    this.encoding = ''
  }

  render() {
    if (this.events.length === 0) return html`<p class="soft small" data-test="messages">${t('messages.none')}</p>`
    return html`<ol class="messages" data-test="messages">${repeat(this.events, event => event.offset, event => html`
      <li data-test="message" data-offset=${event.offset}><time class="num soft" datetime=${event.at}>${clock(event.at)}</time><span>${eventText(event, this.encoding)}</span></li>`)}</ol>`
  }
}
customElements.define('x-messages', Messages)
