// @ts-check
// <x-heart .model>: likes a model; shown at once, taken back if the server refuses.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { local, number, t } from '../../i18n/language.js'
import { problemTitle } from '../../i18n/sentences.js'
import { go } from '../../base/router.js'
import { store } from '../../base/store.js'

class Heart extends Element {
  static properties = { model: {}, error: { state: true } }

  constructor() {
    super()
    this.model = /** @type {import('../../base/store.js').Model} */ (/** @type {unknown} */ (null))
    /** @type {any} */ this.error = null
    this.busy = false
  }

  render() {
    const { liked, likes } = this.model
    return html`<button class="heart" type="button" data-test="heart" aria-pressed=${liked}
        aria-label=${t('model.like', { name: local(this.model, 'name'), n: number(likes) })} @click=${this.toggle}>
        ${icon('heart')}<span class="num" data-test="likes">${number(likes)}</span></button>
      ${this.error ? html`<span class="wrong" role="alert">${problemTitle(this.error)}</span>` : nothing}`
  }

  async toggle() {
    if (!store.account) return go('/signin?next=/')
    if (this.busy) return
    const { id, liked, likes } = this.model
    this.busy = true
    this.show({ liked: !liked, likes: likes + (liked ? -1 : 1) })
    this.error = null
    try {
      this.show(await (liked ? api.delete(`/models/${id}/like`) : api.put(`/models/${id}/like`)))
    } catch (error) {
      this.show({ liked, likes })
      this.error = error
    } finally {
      this.busy = false
    }
  }

  /** @param {{liked: boolean, likes: number}} state */
  show({ liked, likes }) {
    Object.assign(this.model, { liked, likes })
    this.requestUpdate()
  }
}
customElements.define('x-heart', Heart)
