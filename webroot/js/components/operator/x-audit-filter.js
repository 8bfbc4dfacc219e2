// @ts-check
// <x-audit-filter .filter>: which lines are looked for. Says `filter` with what has changed.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { t, words } from '../../i18n/language.js'
import { NO_FILTER } from './audit-filter.js'

const PAUSE_MS = 250 // after the last key
const EVENT = 'audit.event.'

class AuditFilter extends Element {
  static properties = { filter: {}, who: {}, typed: { state: true }, found: { state: true } }

  constructor() {
    super()
    this.filter = NO_FILTER
    /** The account that the filter names, for people. */ this.who = ''
    /** What was typed of a name or an e-mail. */ this.typed = ''
    /** Accounts that begin like that; null: not asked. @type {{id: string, email: string}[]|null} */ this.found = null
    /** @type {ReturnType<typeof setTimeout>|undefined} */ this.soon = undefined
    this.asked = 0
    /** The account that was chosen here last. */ this.said = ''
  }

  /** What was typed stands until another account is chosen elsewhere. @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (!changed.has('filter') || this.filter.user === this.said) return
    this.said = this.filter.user
    this.typed = ''
    this.found = null
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.soon)
  }

  render() {
    const { event, outcome, user, from, until } = this.filter
    const kinds = Object.keys(words()).filter(key => key.startsWith(EVENT))
    return html`<search class="history-filters">${this.choice(
      'event',
      t('audit.what'),
      kinds.map(key => ({ value: key.slice(EVENT.length), label: t(/** @type {any} */ (key)) })),
      event,
    )}
      ${this.choice(
        'outcome',
        t('audit.outcome'),
        /** @type {const} */ (['ok', 'refused', 'failed']).map(value => ({ value, label: t(`audit.${value}`) })),
        outcome,
      )}
      <div class="field"><label class="label" for="audit-who">${t('audit.who')}</label><input id="audit-who" type="text"
          autocomplete="off" maxlength="254" placeholder=${t('users.search')} aria-describedby="audit-who-says"
          data-test="audit-who" .value=${this.typed || (user && this.who)} @input=${this.type}></div>
      ${this.day('from', t('audit.from'), from)} ${this.day('until', t('audit.until'), until)}</search>
      <p class="soft small" id="audit-who-says" role="status" data-test="audit-who-says">${this.says()}</p>`
  }

  says() {
    const { found } = this
    if (!found || found.length === 1 || this.filter.user) return nothing
    return t(found.length === 0 ? 'audit.nobody' : 'audit.several')
  }

  /** @param {string} name @param {string} label @param {{value: string, label: string}[]} choices @param {string} chosen */
  choice(name, label, choices, chosen) {
    return html`<label class="field"><span class="label">${label}</span><select data-test="audit-${name}"
        @change=${(/** @type {any} */ choice) => this.say({ [name]: choice.target.value })}>
        <option value="" ?selected=${chosen === ''}>${t('audit.any')}</option>${choices.map(
          choice => html`<option value=${choice.value} ?selected=${choice.value === chosen}>${choice.label}</option>`,
        )}</select></label>`
  }

  /** @param {'from'|'until'} name @param {string} label @param {string} value */
  day(name, label, value) {
    return html`<label class="field"><span class="label">${label}</span><input type="date" min="2000-01-01"
        max="2999-12-31" data-test="audit-${name}" .value=${value}
        @change=${(/** @type {any} */ input) => this.say({ [name]: input.target.value })}></label>`
  }

  /** @param {InputEvent} input */
  type(input) {
    this.typed = /** @type {HTMLInputElement} */ (input.target).value.trim()
    clearTimeout(this.soon)
    this.soon = setTimeout(() => this.find(), PAUSE_MS)
  }

  /** One account alone is meant, or the one of just this e-mail; an id is one that may be gone. */
  async find() {
    const { typed } = this
    const asked = ++this.asked
    if (typed === '' || /^[a-z2-7]{26}$/.test(typed)) {
      this.found = null
      this.choose(typed)
      return
    }
    try {
      const { items } = await api.get(`/admin/users?${new URLSearchParams({ search: typed })}`)
      if (asked !== this.asked) return
      this.found = items
      const same = items.find((/** @type {{email: string}} */ { email }) => email.toLowerCase() === typed.toLowerCase())
      this.choose((same ?? (items.length === 1 ? items[0] : null))?.id ?? '')
    } catch (error) {
      this.dispatchEvent(new CustomEvent('failed', { detail: error }))
    }
  }

  /** @param {string} user an id, or nothing */
  choose(user) {
    this.said = user
    if (user !== this.filter.user) this.say({ user })
  }

  /** @param {Partial<import('./audit-filter.js').Filter>} part */
  say(part) {
    this.dispatchEvent(new CustomEvent('filter', { detail: part }))
  }
}
customElements.define('x-audit-filter', AuditFilter)
