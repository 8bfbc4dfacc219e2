// @ts-check
// <x-app>: the frame of every page: header, connection banner, the page of the address, footer.
import { html, nothing } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { ApiError } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { t } from '../../i18n/language.js'
import { route, router } from '../../base/router.js'
import { store } from '../../base/store.js'
import './x-footer.js'
import './x-guest.js'
import './x-header.js'
import './x-connection.js'
import './x-problem.js'

/** @type {Record<string, () => Promise<unknown>>} */
const LOAD = {
  home: () => import('../../pages/home.js'),
  catalogue: () => import('../../pages/catalogue.js'),
  example: () => import('../../pages/example.js'),
  new: () => import('../../pages/new.js'),
  job: () => import('../../pages/job.js'),
  shared: () => import('../../pages/shared.js'),
  compare: () => import('../../pages/compare.js'),
  history: () => import('../../pages/history.js'),
  api: () => import('../../pages/api.js'),
  account: () => import('../../pages/account.js'),
  about: () => import('../../pages/about.js'),
  operator: () => import('../../pages/operator.js'),
  signin: () => import('../../pages/sign.js'),
  signup: () => import('../../pages/sign.js'),
  return: () => import('../../pages/return.js'),
  forgotten: () => import('../../pages/forgotten.js'),
  reset: () => import('../../pages/reset.js'),
}

/** Pages whose pictures use what room a window has. */
const WIDE = new Set(['home', 'job', 'shared', 'example', 'compare'])

/** Pages about an account. */
const OF_ACCOUNT = new Set(['account', 'operator'])

class App extends Element {
  static properties = { unloaded: { state: true } }

  constructor() {
    super()
    this.address = ''
    /** Why the scripts of the page asked for did not come. @type {ApiError|null} */ this.unloaded = null
    /** Counts the ways taken, so that the same page asked for otherwise begins anew. */ this.visit = 0
    this.onRoute = () => {
      this.visit++
      this.requestUpdate()
      this.updateComplete.then(() =>
        /** @type {HTMLElement|null} */ (this.querySelector('main'))?.focus({ preventScroll: true }),
      )
    }
  }

  connectedCallback() {
    this.replaceChildren() // what the document shows until its scripts have come
    super.connectedCallback()
    router.addEventListener('change', this.onRoute)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    router.removeEventListener('change', this.onRoute)
  }

  /** What is shown here: the page of this address, or signing in where it needs somebody. */
  get shown() {
    const here = route()
    const barred = here.needsUser && (OF_ACCOUNT.has(here.page) ? store.account : store.user) === null
    return { here, barred, page: barred ? 'signin' : here.page }
  }

  updated() {
    const { here, page } = this.shown
    LOAD[page]?.().catch(() => this.missed())
    const address = here.page === 'job' ? location.pathname : location.pathname + document.documentElement.lang
    if (address !== this.address) document.title = `${t(/** @type {any} */ (`title.${page}`))} · Driftline`
    this.address = address
  }

  render() {
    const { here, barred, page } = this.shown
    return html`
      <a class="skip" href="#main" @click=${this.skip}>${t('skip')}</a>
      <x-header .page=${here.page}></x-header>
      <x-connection></x-connection>
      <main id="main" class=${WIDE.has(page) ? 'wide' : nothing} tabindex="-1"><x-guest .page=${page}></x-guest>${this.unloaded ? this.again() : here.needsUser && store.user === undefined ? nothing : this.pageOf(page, here, barred)}</main>
      <x-footer></x-footer>`
  }

  /** A browser may remember that a script did not come, so the document is asked for again: at once when the line is back. */
  missed() {
    if (this.unloaded) return
    this.unloaded = new ApiError({ type: 'urn:problem:client/unreachable', title: '', status: 0 })
    addEventListener('online', () => location.reload(), { once: true })
  }

  again() {
    return html`<div class="stack"><x-problem .error=${this.unloaded}></x-problem>
      <div class="row"><button class="button" type="button" data-test="load-again"
          @click=${() => location.reload()}>${t('again')}</button></div></div>`
  }

  /** @param {string} page @param {import('../../base/router.js').Route} here @param {boolean} inPlace */
  pageOf(page, here, inPlace) {
    switch (page) {
      case 'home':
        return html`<x-home-page></x-home-page>`
      case 'example':
        return keyed(here.id, html`<x-example-page .example=${here.id}></x-example-page>`)
      case 'catalogue':
        return html`<x-catalogue-page .modelId=${here.id}></x-catalogue-page>`
      case 'new':
        return keyed(this.visit, html`<x-new-page></x-new-page>`)
      case 'job':
        return keyed(here.id, html`<x-job-page .jobId=${here.id}></x-job-page>`)
      case 'shared':
        return keyed(location.hash, html`<x-shared-page></x-shared-page>`)
      case 'compare':
        return keyed(location.search, html`<x-compare-page></x-compare-page>`)
      case 'history':
        return html`<x-history-page></x-history-page>`
      case 'api':
        return html`<x-api-page></x-api-page>`
      case 'account':
        return html`<x-account-page></x-account-page>`
      case 'about':
        return html`<x-about-page></x-about-page>`
      case 'operator':
        return html`<x-operator-page .shown=${here.id ?? 'now'}></x-operator-page>`
      case 'signin':
        return html`<x-sign-page .kind=${'in'} .inPlace=${inPlace}></x-sign-page>`
      case 'signup':
        return html`<x-sign-page .kind=${'up'}></x-sign-page>`
      case 'return':
        return html`<x-return-page></x-return-page>`
      case 'forgotten':
        return html`<x-forgotten-page></x-forgotten-page>`
      case 'reset':
        return html`<x-reset-page></x-reset-page>`
      default:
        return html`<div class="empty"><h1>${t('missing.title')}</h1><p>${t('missing.text')}</p>
        <a class="button main" href="/">${t('nav.home')}</a></div>`
    }
  }

  /** @param {Event} click */
  skip(click) {
    click.preventDefault()
    const main = /** @type {HTMLElement} */ (this.querySelector('main'))
    main.focus()
  }
}
customElements.define('x-app', App)
