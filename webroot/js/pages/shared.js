// @ts-check
// <x-shared-page>: a result that somebody shared by a link. What the link holds stands behind the # and travels in a header, so that it
// reaches no log.
import { html, nothing } from 'lit'
import { api } from '../connection/api.js'
import '../components/frame/x-problem.js'
import '../components/many/x-many.js'
import '../components/pair/x-result.js'
import { headingOf } from '../components/job/words.js'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { dateTime } from '../i18n/figures.js'
import { local, t } from '../i18n/language.js'
import { isMany } from '../result/job.js'
import { store } from '../base/store.js'

class SharedPage extends Element {
  static properties = { job: { state: true }, error: { state: true } }

  constructor() {
    super()
    this.secret = /^#[a-z2-7]+$/.test(location.hash) ? location.hash.slice(1) : 'none'
    /** @type {any} */ this.job = null
    /** @type {any} */ this.error = null
    this.load()
  }

  async load() {
    try {
      this.job = await api.get('/shared', {
        headers: { 'Driftline-Share': this.secret },
      })
    } catch (error) {
      this.error = error
    }
  }

  render() {
    const { job } = this
    if (this.error)
      return html`<div class="stack"><div class="page-head"><h1>${t('title.shared')}</h1></div><x-problem
          .error=${this.error}></x-problem></div>`
    if (!job) return html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
    return html`<div class="stack-l" data-test="shared"><div class="page-head">
        ${headingOf(job)}
        <p class="row soft small"><span>${local(store.known('models', job.model), 'name')} ${job.model.version}</span><span>${local(store.known('encodings', job.encoding), 'name')}</span>
          <span>${dateTime(job.finishedAt)}</span>${job.expiresAt ? html`<span>${t('job.kept', { at: dateTime(job.expiresAt) })}</span>` : nothing}</p>
        <p class="notice">${t('shared.lead')}</p></div>
      ${isMany(job) ? html`<x-many .job=${job} .secret=${this.secret}></x-many>` : html`<x-result .job=${job}></x-result>`}</div>`
  }
}
customElements.define('x-shared-page', SharedPage)
