// @ts-check
// <x-history-page>: the user's jobs as a place to work: looked for, ticked, given again, added to.
import { html, nothing } from 'lit'
import { api } from '../connection/api.js'
import '../components/frame/x-problem.js'
import { NO_FILTER, queryOf } from '../components/history/x-filters.js'
import '../components/history/x-job-list.js'
import '../components/history/x-ticked.js'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { keep, kept } from '../base/place.js'
import { go } from '../base/router.js'
import { store } from '../base/store.js'
import { extend, reuse } from '../form/reuse.js'
import { addWords, t } from '../i18n/language.js'

await addWords('history')

class HistoryPage extends Element {
  static properties = {
    count: { state: true },
    listed: { state: true },
    error: { state: true },
    filter: { state: true },
    models: { state: true },
    ticked: { state: true },
    stamp: { state: true },
  }

  constructor() {
    super()
    /** How many stand there; not known yet. @type {number|undefined} */ this.count = undefined
    /** Whether the list has come, or why it cannot: what stands below what comes with it would move away. */ this.listed = false
    /** @type {any} */ this.error = null
    /** @type {import('../components/history/x-filters.js').Filter} */ this.filter = {
      ...NO_FILTER,
      ...kept('history'),
    }
    /** @type {import('../base/store.js').Model[]} */ this.models = []
    /** Ids of jobs. @type {Set<string>} */ this.ticked = new Set()
    /** Counts how often the lists have to be read anew. */ this.stamp = 0
  }

  connectedCallback() {
    super.connectedCallback()
    store.read('/models').then(
      ({ items }) => {
        this.models = items
      },
      () => {}, // only the choice of a model is missing then
    )
  }

  get filtered() {
    return queryOf(this.filter) !== ''
  }

  /** @param {Partial<import('../components/history/x-filters.js').Filter>} part */
  narrow(part) {
    this.filter = keep('history', { ...this.filter, ...part })
    this.ticked = new Set()
  }

  render() {
    return html`<div class="page-head"><div class="row apart"><h1>${t('nav.history')}</h1><div
        class="row">${
          this.count && this.count > 1
            ? html`<a class="button" href="/compare"
            data-test="compare-link">${t('compare.two')}</a>`
            : nothing
        }<a class="button main"
            href="/new">${t('nav.new')}</a></div></div></div>
      <x-problem .error=${this.error}></x-problem>
      ${this.count || this.filtered ? this.tools() : nothing}
      ${this.listed ? nothing : html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`}
      <x-job-list ?hidden=${!this.listed} .query=${queryOf(this.filter)} .ticked=${this.ticked} .stamp=${this.stamp}
        @listed=${(/** @type {CustomEvent} */ { detail }) => {
          this.count = detail
          this.listed = true
        }}
        @tick=${(/** @type {CustomEvent} */ { detail }) => this.tick(detail.id)}
        @reuse=${(/** @type {CustomEvent} */ { detail }) => this.fill(reuse(detail))}
        @extend=${(/** @type {CustomEvent} */ { detail }) => this.fill(extend(detail))}></x-job-list>
      ${this.count === 0 ? (this.filtered ? this.nothingFound() : this.none()) : nothing}`
  }

  tools() {
    return html`<x-filters .models=${this.models} .filter=${this.filter}
        @filter=${(/** @type {CustomEvent} */ { detail }) => this.narrow(detail)}></x-filters>
      ${
        this.ticked.size > 0
          ? html`<x-ticked .count=${this.ticked.size} @untick=${() => this.untick()}
          @delete=${() => this.delete()}></x-ticked>`
          : nothing
      }`
  }

  none() {
    return html`<div class="empty" data-test="history-empty"><h2>${t('history.none')}</h2><p
        class="soft">${t('history.none.text')}</p>
      <a class="button main" href="/examples/h3n2-variant">${t('home.example')}</a></div>`
  }

  nothingFound() {
    return html`<div class="row" data-test="history-none-found"><p class="soft" role="status">${t('history.none.found')}</p>
      <button class="button" type="button" data-test="history-all"
        @click=${() => this.narrow(NO_FILTER)}>${t('history.all')}</button></div>`
  }

  /** @param {string} id */
  tick(id) {
    const ticked = new Set(this.ticked)
    if (!ticked.delete(id)) ticked.add(id)
    this.ticked = ticked
  }

  untick() {
    this.ticked = new Set()
  }

  /** One after the other; what is gone already is as wanted. What stood under a batch that goes stands by itself then. */
  async delete() {
    this.error = null
    for (const id of this.ticked) {
      try {
        await api.delete(`/jobs/${id}`)
      } catch (error) {
        if (/** @type {any} */ (error).status !== 404) {
          this.error = error
          break
        }
      }
      this.tick(id)
    }
    this.stamp++
  }

  /** @param {Promise<void>} filling of the form */
  async fill(filling) {
    try {
      await filling
      go('/new')
    } catch (error) {
      this.error = error
    }
  }
}
customElements.define('x-history-page', HistoryPage)
