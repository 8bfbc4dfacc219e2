// @ts-check
// <x-dead-letters .count>: messages that could never be applied, with the reason. Their bodies stay with the API: they may name users' strains.
import { html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { number, t } from '../../i18n/language.js'
import '../frame/x-problem.js'
import './x-confirm.js'

/** @typedef {{id: string, reason: string, bytes: number}} DeadLetter */

class DeadLetters extends Element {
  static properties = { count: {}, letters: { state: true }, error: { state: true } }

  constructor() {
    super()
    /** How many the broker has; undefined while it does not answer. @type {number|undefined} */ this.count = undefined
    /** @type {DeadLetter[]} */ this.letters = []
    /** @type {any} */ this.error = null
  }

  /** The letters themselves are read when their number has changed. @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('count') && this.count !== undefined) this.load()
  }

  async load() {
    try {
      this.letters = this.count === 0 ? [] : (await api.get('/admin/dead-letters')).items
      this.error = null
    } catch (error) {
      this.error = error
    }
  }

  render() {
    return html`<section class="stack" aria-labelledby="h-letters"><h2 id="h-letters">${t('operator.letters')}</h2>
      <x-problem .error=${this.error}></x-problem>
      ${this.letters.length === 0 ? html`<p class="soft">${t('operator.letters.none')}</p>` : this.table()}</section>`
  }

  table() {
    return html`<p class="soft">${t('operator.letters.text')}</p><div class="card flush scroll" tabindex="0"
        role="group" aria-label=${t('operator.letters')}><table class="operator-table stackable">
      <thead><tr><th scope="col">${t('operator.reason')}</th><th scope="col" class="end">${t('operator.size')}</th><th
          scope="col">${t('operator.digest')}</th><th scope="col"><span
          class="hidden">${t('operator.actions')}</span></th></tr></thead>
      <tbody>${repeat(
        this.kinds(),
        ({ id }) => id,
        letter => html`<tr data-test="letter-row"><th scope="row" lang="en">${letter.reason}</th><td class="end num"
            data-label=${t('operator.size')}>${letter.copies > 1 ? `${number(letter.copies)} × ` : ''}${t('unit.bytes', { n: number(letter.bytes) })}</td>
        <td class="mono small" data-label=${t('operator.digest')}>${letter.id.slice(0, 12)}</td>
        <td class="end"><x-confirm .name=${'letter-discard'} .label=${t('operator.discard')}
            .about=${letter.id.slice(0, 12)} .question=${t('operator.discard.sure')} .danger=${true}
          @confirmed=${() => this.discard(letter)}></x-confirm></td></tr>`,
      )}</tbody></table></div>
      ${
        this.count !== undefined && this.count > this.letters.length
          ? html`<p
          class="soft small">${t('operator.letters.more', { n: number(this.letters.length), of: number(this.count) })}</p>`
          : nothing
      }`
  }

  /** Letters of the same bytes have one id and are discarded together. @returns {(DeadLetter & {copies: number})[]} */
  kinds() {
    const kinds = new Map()
    for (const letter of this.letters)
      kinds.set(letter.id, { ...letter, copies: (kinds.get(letter.id)?.copies ?? 0) + 1 })
    return [...kinds.values()]
  }

  /** @param {DeadLetter} letter */
  async discard(letter) {
    this.error = null
    try {
      await api.delete(`/admin/dead-letters/${letter.id}`)
      this.letters = this.letters.filter(({ id }) => id !== letter.id)
    } catch (error) {
      this.error = error
    }
  }
}
customElements.define('x-dead-letters', DeadLetters)
