// @ts-check
// <x-ticked .count>: what can be done with several jobs of the history at once. Says `delete`, once confirmed, and `untick`.
import { html } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { t, tn } from '../../i18n/language.js'

class Ticked extends Element {
  static properties = { count: {}, asking: { state: true } }

  constructor() {
    super()
    this.count = 0
    /** Whether deleting waits for its confirmation. */ this.asking = false
  }

  /** A confirmation is of the jobs that were ticked when it was asked for. @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('count')) this.asking = false
  }

  render() {
    return html`<div class="row history-bar" data-test="history-bar"><strong role="status">${tn('history.ticked', this.count)}</strong>${
      this.asking ? this.confirmation() : this.actions()
    }</div>`
  }

  confirmation() {
    return html`<span>${t('history.delete.sure')}</span><button class="button danger" type="button"
        data-test="history-delete-confirm" @click=${() => this.say('delete')}>${t('job.delete.yes')}</button><button
        class="button" type="button" @click=${() => this.ask(false)}>${t('no')}</button>`
  }

  actions() {
    return html`<button class="button danger" type="button" data-test="history-delete"
        @click=${() => this.ask(true)}>${icon('bin')}${t('job.delete')}</button><button class="button quiet" type="button"
        @click=${() => this.say('untick')}>${t('history.untick')}</button>`
  }

  /** @param {boolean} asking */
  ask(asking) {
    this.asking = asking
  }

  /** @param {'delete'|'untick'} what */
  say(what) {
    this.dispatchEvent(new CustomEvent(what))
  }
}
customElements.define('x-ticked', Ticked)
