// @ts-check
// <x-operator-page .shown>: what operators look after; everybody else is told so. The server decides at each request, this page only words it.
import { html, nothing } from 'lit'
import { Element } from '../base/element.js'
import { addWords, t } from '../i18n/language.js'
import { store } from '../base/store.js'

await addWords('operator')

const PARTS = /** @type {const} */ ({
  now: '/operator',
  models: '/operator/models',
  use: '/operator/use',
  users: '/operator/users',
  audit: '/operator/audit',
})

const LOAD = /** @type {Record<string, () => Promise<unknown>>} */ ({
  now: () => import('../components/operator/x-now.js'),
  models: () => import('../components/operator/x-versions.js'),
  use: () => import('../components/operator/x-use.js'),
  users: () => import('../components/operator/x-users.js'),
  audit: () => import('../components/operator/x-audit.js'),
})

class OperatorPage extends Element {
  static properties = { shown: {} }

  constructor() {
    super()
    /** @type {keyof typeof PARTS} */ this.shown = 'now'
  }

  updated() {
    if (store.user?.role === 'operator') LOAD[this.shown]?.()
  }

  render() {
    const { user } = store
    if (!user) return nothing
    if (user.role !== 'operator') {
      return html`<div class="empty" data-test="operators-only"><h1>${t('operator.only')}</h1><p
          class="soft">${t('operator.only.text')}</p>
        <a class="button main" href="/models">${t('nav.catalogue')}</a></div>`
    }
    return html`<div class="page-head"><h1>${t('operator.title')}</h1>
        <nav class="parts" aria-label=${t('operator.parts')}>${Object.entries(PARTS).map(
          ([part, address]) => html`<a href=${address} data-test="operator-${part}"
          aria-current=${part === this.shown ? 'page' : 'false'}>${t(/** @type {any} */ (`operator.part.${part}`))}</a>`,
        )}</nav></div>
      ${this.content()}`
  }

  content() {
    switch (this.shown) {
      case 'models':
        return html`<x-versions></x-versions>`
      case 'use':
        return html`<x-use></x-use>`
      case 'users':
        return html`<x-users></x-users>`
      case 'audit':
        return html`<x-audit></x-audit>`
      default:
        return html`<x-now></x-now>`
    }
  }
}
customElements.define('x-operator-page', OperatorPage)
