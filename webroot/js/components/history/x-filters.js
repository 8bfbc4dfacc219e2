// @ts-check
// <x-filters .models .filter>: which of the user's jobs are shown. Says `filter` with what has changed.
import { html } from 'lit'
import { Element } from '../../base/element.js'
import { dayBegins } from '../../base/days.js'
import { local, t } from '../../i18n/language.js'

/** @typedef {{search: string, state: string, modelId: string, from: string, until: string}} Filter */

/** @type {Filter} */
export const NO_FILTER = { search: '', state: '', modelId: '', from: '', until: '' }
const STATES = /** @type {const} */ (['OPEN', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED'])
const PAUSE_MS = 300

/** The filter as an address has it; days are the reader's, the last one included. @param {Filter} filter */
export function queryOf({ from, until, ...plain }) {
  const query = new URLSearchParams(Object.entries(plain).filter(([, value]) => value.trim() !== ''))
  if (from) query.set('from', String(second(dayBegins(from))))
  if (until) query.set('until', String(second(dayBegins(until, 1))))
  return String(query)
}

/** @param {Date} time */
const second = time => Math.max(0, Math.floor(time.getTime() / 1000))

class Filters extends Element {
  static properties = { models: {}, filter: {} }

  constructor() {
    super()
    /** @type {import('../../base/store.js').Model[]} */ this.models = []
    /** @type {Filter} */ this.filter = NO_FILTER
    /** @type {ReturnType<typeof setTimeout>|undefined} */ this.soon = undefined
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.soon)
  }

  render() {
    const { filter } = this
    return html`<search class="history-filters">
      <label class="field wide"><span class="label">${t('history.search')}</span><input type="search" maxlength="100"
          data-test="history-search" .value=${filter.search}
          @input=${(/** @type {any} */ input) => this.later({ search: input.target.value })}></label>
      <label class="field"><span class="label">${t('history.state')}</span><select data-test="history-state"
          @change=${(/** @type {any} */ choice) => this.say({ state: choice.target.value })}>
          <option value="">${t('history.any')}</option>${STATES.map(
            state =>
              html`<option value=${state} ?selected=${state === filter.state}>${t(state === 'OPEN' ? 'history.open' : `state.${state}`)}</option>`,
          )}</select></label>
      <label class="field"><span class="label">${t('history.model')}</span><select data-test="history-model"
          @change=${(/** @type {any} */ choice) => this.say({ modelId: choice.target.value })}>
          <option value="">${t('history.any')}</option>${this.models.map(
            model =>
              html`<option value=${model.id} ?selected=${String(model.id) === filter.modelId}>${local(model, 'name')}</option>`,
          )}</select></label>
      ${this.day('from', t('history.from'))} ${this.day('until', t('history.until'))}</search>`
  }

  /** @param {'from'|'until'} name @param {string} label */
  day(name, label) {
    return html`<label class="field"><span class="label">${label}</span><input type="date" min="2000-01-01"
        max="2999-12-31" data-test="history-${name}" .value=${this.filter[name]}
        @change=${(/** @type {any} */ input) => this.say({ [name]: input.target.value })}></label>`
  }

  /** @param {Partial<Filter>} part */
  later(part) {
    clearTimeout(this.soon)
    this.soon = setTimeout(() => this.say(part), PAUSE_MS)
  }

  /** @param {Partial<Filter>} part */
  say(part) {
    this.dispatchEvent(new CustomEvent('filter', { detail: part }))
  }
}
customElements.define('x-filters', Filters)
