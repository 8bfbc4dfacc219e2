// @ts-check
// <x-footer>: what this is and is not, and where to read more.
import { html } from 'lit'
import { Element } from '../../base/element.js'
import { t } from '../../i18n/language.js'
import { store } from '../../base/store.js'

class Footer extends Element {
  render() {
    return html`<footer class="foot"><div class="foot-in"><p>${t('footer')}</p>
      <nav aria-label=${t('footer.label')}><a href="/about">${t('title.about')}</a><a
          href="/about#privacy">${t('footer.privacy')}</a>
        <a href="/about#cite">${t('footer.cite')}</a><a href="/api">${t('title.api')}</a><span class="num"
            data-test="version">${store.version ? `Driftline ${store.version}` : ''}</span></nav></div></footer>`
  }
}
customElements.define('x-footer', Footer)
