// @ts-check
// <x-audit>: what happened to accounts, rights, models and results, newest first; the address holds what is looked for.
import { html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { moment } from '../../i18n/figures.js'
import { addWords, known, t } from '../../i18n/language.js'
import '../frame/x-problem.js'
import { NO_FILTER, inAddress, ofAddress, queryOf } from './audit-filter.js'
import './x-audit-filter.js'

await addWords('audit')

/** @typedef {{id: number, at: string, event: string, outcome: 'ok'|'refused'|'failed', user?: string, email?: string, source?: string, facts: Record<string, string>}} Line */

const OUTCOMES = { ok: 'good', refused: 'warn', failed: 'bad' }
const FILES = /** @type {const} */ (['csv', 'jsonl'])

/** How a request came, which seldom matters: behind what else is told of it. */
const OF_REQUEST = ['operation', 'method', 'path', 'request', 'session', 'token']

class Audit extends Element {
  static properties = { lines: { state: true }, next: { state: true }, error: { state: true }, filter: { state: true } }

  constructor() {
    super()
    /** @type {Line[]|null} */ this.lines = null
    /** @type {number|null} */ this.next = null
    /** @type {any} */ this.error = null
    this.filter = NO_FILTER
    this.asked = 0
  }

  connectedCallback() {
    super.connectedCallback()
    this.filter = ofAddress(location.search)
    this.load()
  }

  /** Only the answer to the last question is shown. @param {number|null} [before] */
  async load(before = null) {
    const asked = ++this.asked
    const query = new URLSearchParams(queryOf(this.filter))
    if (before) query.set('before', String(before))
    try {
      const page = await api.get(`/admin/audit?${query}`)
      if (asked !== this.asked) return
      this.lines = before ? [...(this.lines ?? []), ...page.items] : page.items
      this.next = page.next
      this.error = null
    } catch (error) {
      if (asked === this.asked) this.error = error
    }
  }

  /** @param {Partial<import('./audit-filter.js').Filter>} part */
  look(part) {
    this.filter = { ...this.filter, ...part }
    history.replaceState(history.state, '', location.pathname + inAddress(this.filter))
    this.load()
  }

  render() {
    return html`<section class="stack" aria-labelledby="h-audit"><h2 id="h-audit">${t('audit.title')}</h2><p
        class="soft measure">${t('audit.lead')}</p>
      <x-audit-filter .filter=${this.filter} .who=${this.who}
          @filter=${(/** @type {any} */ { detail }) => this.look(detail)}
          @failed=${(/** @type {any} */ { detail }) => {
            this.error = detail
          }}></x-audit-filter>
      <div class="row">${FILES.map(
        file => html`<a class="button" data-test="audit-${file}"
          href="/api/v1/admin/audit.${file}?${queryOf(this.filter)}"
          download="driftline-audit.${file}">${icon('download')}${t(`audit.${file}`)}</a>`,
      )}</div>
      <x-problem .error=${this.error}></x-problem>${this.table()}</section>`
  }

  /** Whose lines are looked for: by e-mail while that is known. */
  get who() {
    const { user } = this.filter
    return this.lines?.find(line => line.user === user)?.email ?? user
  }

  table() {
    const { lines } = this
    if (!lines) return nothing
    if (lines.length === 0) return html`<p class="soft" role="status" data-test="audit-none">${t('audit.none')}</p>`
    return html`<div class="card flush scroll" tabindex="0" role="group" aria-label=${t('audit.title')}><table
        class="operator-table stackable audit">
      <thead><tr>${['when', 'what', 'outcome', 'who', 'source'].map(
        column => html`<th scope="col">${t(/** @type {any} */ (`audit.${column}`))}</th>`,
      )}<th scope="col">${t('audit.facts')}</th></tr></thead>
      <tbody>${repeat(
        lines,
        line => line.id,
        line => this.row(line),
      )}</tbody></table></div>
      ${
        this.next
          ? html`<div class="row more"><button class="button" type="button" data-test="audit-more"
          @click=${() => this.load(this.next)}>${t('history.more')}</button></div>`
          : nothing
      }`
  }

  /** @param {Line} line */
  row({ at, event, outcome, user, email, source, facts }) {
    const kind = /** @type {any} */ (`audit.event.${event}`)
    return html`<tr data-test="audit-row" data-event=${event} data-outcome=${outcome}><td class="nowrap num"
          data-label=${t('audit.when')}><time datetime=${at}>${moment(at)}</time></td>
      <th scope="row" data-label=${t('audit.what')}>${known(kind) ? t(kind) : event}</th>
      <td data-label=${t('audit.outcome')}><span class="chip ${OUTCOMES[outcome]}">${t(`audit.${outcome}`)}</span></td>
      <td data-label=${t('audit.who')}>${user ? this.person(user, email) : '–'}</td>
      <td class="num" data-label=${t('audit.source')}>${source ?? '–'}</td>
      <td data-label=${t('audit.facts')}>${this.facts(facts)}</td></tr>`
  }

  /** @param {string} user @param {string|undefined} email */
  person(user, email) {
    return html`<button class="who ${email ? '' : 'mono'}" type="button" title=${t('audit.only')} data-test="audit-user"
        @click=${() => this.look({ user })}>${email ?? user}</button>`
  }

  /** The log's own words, as they are found there. @param {Record<string, string>} facts */
  facts(facts) {
    const names = Object.keys(facts)
    const main = names.filter(name => !OF_REQUEST.includes(name))
    const said = main.map(name => (name === 'reason' ? facts.reason : `${name} ${facts[name]}`)).join(', ')
    if (names.length === 0) return '–'
    return html`<details><summary class="mono" lang="en">${said || t('audit.request')}</summary>
      <dl class="audit-facts mono" lang="en">${[...main, ...names.filter(name => OF_REQUEST.includes(name))].map(
        name => html`<div><dt>${name}</dt><dd>${facts[name]}</dd></div>`,
      )}</dl></details>`
  }
}
customElements.define('x-audit', Audit)
