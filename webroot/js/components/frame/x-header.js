// @ts-check
// <x-header .page=${name}>: brand, navigation, language and theme switches, the account.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon, mark } from '../../base/icons.js'
import { language, t } from '../../i18n/language.js'
import { at, own } from '../../base/site.js'
import { store } from '../../base/store.js'

const THEMES = /** @type {const} */ (['auto', 'light', 'dark'])
const THEME_ICONS = /** @type {const} */ ({ auto: 'half', light: 'sun', dark: 'moon' })

class Header extends Element {
  static properties = { page: {} }

  constructor() {
    super()
    this.page = ''
  }

  render() {
    const theme = this.theme
    const zh = language.code === 'zh-CN'
    return html`<header class="top"><div class="top-in">
      <a class="brand" href="/" aria-label="Driftline: ${t('nav.home')}">${mark()}Driftline</a>
      <nav class="nav" aria-label=${t('nav.label')}>
        ${this.link('/models', 'catalogue')} ${this.link('/new', 'new')} ${this.link('/history', 'history')}
        ${store.user?.role === 'operator' ? this.link('/operator', 'operator') : nothing}
      </nav>
      <div class="tools">
        <button type="button" data-test="language-switch" lang=${zh ? 'en' : 'zh-CN'}
            aria-label=${zh ? 'Switch to English' : '切换为中文'}
          @click=${() => language.set(zh ? 'en' : 'zh-CN')}>${icon('globe')}<span
          class="keep">${zh ? 'English' : '中文'}</span></button>
        <button type="button" data-test="theme-switch" data-theme-now=${theme}
            title=${t('theme.label', { theme: t(`theme.${theme}`) })}
          aria-label=${t('theme.label', { theme: t(`theme.${theme}`) })}
          @click=${this.nextTheme}>${icon(THEME_ICONS[theme])}</button>
        ${this.account()}
      </div>
    </div></header>`
  }

  /** @param {string} href @param {'catalogue'|'new'|'history'|'operator'} page */
  link(href, page) {
    const current = this.page === page || (page === 'history' && this.page === 'job')
    return html`<a href=${href} data-test="nav-${page}"
        aria-current=${current ? 'page' : 'false'}>${t(`nav.${page}`)}</a>`
  }

  account() {
    const { account } = store
    if (account) {
      return html`<a href="/account" data-test="account-link" aria-label="${t('nav.account')}: ${account.name}"
        aria-current=${this.page === 'account' ? 'page' : 'false'}>${icon('user')}<span
        class="who">${account.name}</span></a>`
    }
    if (store.user === undefined)
      return html`<a class="unseen" aria-hidden="true">${icon('user')}<span class="keep">${t('nav.signin')}</span></a>`
    return html`<a href=${this.signIn} data-test="sign-in-link" @click=${(/** @type {any} */ click) => {
      click.currentTarget.href = at(this.signIn) // a page may have changed its address meanwhile
    }}>${icon('user')}<span
        class="keep">${t('nav.signin')}</span></a>`
  }

  get signIn() {
    const away = ['signin', 'signup'].includes(this.page)
    return away ? '/signin' : `/signin?next=${encodeURIComponent(own(location.pathname) + location.search)}`
  }

  /** @returns {typeof THEMES[number]} */
  get theme() {
    const set = document.documentElement.dataset.theme
    return set === 'light' || set === 'dark' ? set : 'auto'
  }

  nextTheme() {
    const next = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length]
    if (next === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
    localStorage.setItem('driftline.theme', next)
    this.requestUpdate()
  }
}
customElements.define('x-header', Header)
