// @ts-check
// <x-form-link .draft .model .texts ?long>: the address that fills this form again, here or at a colleague's; `long`: the texts are not all there.
import { html, nothing } from 'lit'
import { emptyDraft } from '../../form/draft.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { number, t } from '../../i18n/language.js'
import { LINK_LETTERS, addressOf } from '../../form/prefill.js'

class FormLink extends Element {
  static properties = {
    draft: {},
    model: {},
    texts: {},
    long: { type: Boolean },
    whole: { state: true },
    copied: { state: true },
  }

  constructor() {
    super()
    this.draft = emptyDraft()
    /** @type {import('../../base/store.js').Model|undefined} */ this.model = undefined
    /** @type {string[]} */ this.texts = []
    this.long = false
    /** Whether the sequences go along. */ this.whole = false
    this.copied = false
  }

  render() {
    const address = addressOf(this.draft, this.model, this.whole ? this.texts : [])
    const long = (this.whole && this.long) || address.length > LINK_LETTERS
    return html`<details class="form-link"><summary data-test="form-link">${t('link.title')}</summary>
      <div class="stack-s"><p class="hint">${t('link.text')}</p>
        ${
          this.texts.length > 0
            ? html`<label class="tick"><input type="checkbox" data-test="form-link-whole" .checked=${this.whole}
          @change=${(/** @type {any} */ ticked) => {
            this.whole = ticked.target.checked
            this.copied = false
          }}><span>${t('link.whole')}</span></label>`
            : nothing
        }
        ${
          long
            ? html`<p class="wrong" data-test="form-link-long">${t('link.long', { n: number(LINK_LETTERS) })}</p>`
            : html`<div class="with-button"><input type="text" class="mono" readonly data-test="form-link-address"
                aria-label=${t('link.title')} .value=${address}
              @focus=${(/** @type {any} */ focus) => focus.target.select()}>
            ${
              navigator.clipboard
                ? html`<button class="button" type="button" data-test="form-link-copy"
                @click=${() => this.copy(address)}>${icon('copy')}${t(this.copied ? 'tokens.copied' : 'tokens.copy')}</button>`
                : nothing
            }</div>`
        }
        <p class="hint">${t('link.how')} <code>model</code>, <code>encoding</code>, <code>mode</code> (pair, query, all, list), <code>example</code>; <code>#sequences</code>, <code>#references</code>, <code>#pairs</code>.</p>
      </div></details>`
  }

  /** @param {string} address */
  async copy(address) {
    await navigator.clipboard.writeText(address)
    this.copied = true
  }
}
customElements.define('x-form-link', FormLink)
