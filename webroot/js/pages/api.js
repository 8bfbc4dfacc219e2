// @ts-check
// <x-api-page>: the API for people, read from the contract that this very server is built from.
import { html, nothing } from 'lit'
import '../components/api/x-operation.js'
import '../components/frame/x-problem.js'
import { api } from '../connection/api.js'
import { Element } from '../base/element.js'
import { at } from '../base/site.js'
import { addWords, t } from '../i18n/language.js'
import { fields } from '../components/api/fields.js'
import { Contract } from '../components/api/openapi.js'

await addWords('api')

class ApiPage extends Element {
  static properties = { contract: { state: true }, error: { state: true } }

  constructor() {
    super()
    /** @type {Contract|null} */ this.contract = null
    /** @type {any} */ this.error = null
    this.load()
  }

  async load() {
    try {
      this.contract = new Contract(await api.get('/openapi.json'))
    } catch (error) {
      this.error = error
    }
  }

  render() {
    return html`<div class="page-head"><h1>${t('api.title')}</h1><p class="lead">${t('api.lead')}</p>
        <ul class="row small api-files"><li><a href="/api/v1/openapi.yaml" target="_blank">openapi.yaml</a></li>
          <li><a href="/api/v1/openapi.json" target="_blank">openapi.json</a></li>
          <li><a href="/api/v1/asyncapi.yaml" target="_blank">asyncapi.yaml</a> <span
              class="soft">${t('api.stream')}</span></li></ul></div>
      <x-problem .error=${this.error}></x-problem>
      <div class="stack-l">${this.start()}${this.contract ? this.contract.groups().map(group => this.group(group)) : nothing}</div>`
  }

  start() {
    const base = `${location.origin}${at('/api/v1')}`
    return html`<section class="card stack" aria-labelledby="h-start"><h2 id="h-start">${t('api.start')}</h2>
      <ol class="steps"><li>${t('api.start.token')} <a
          href="/account">${t('nav.account')}</a></li><li>${t('api.start.submit')}</li><li>${t('api.start.follow')}</li></ol>
      <pre class="code" tabindex="0"
          data-test="api-start"><code>${`curl -s -H "Authorization: Bearer $TOKEN" ${base}/jobs \\
  -F modelId=1 -F encodingId=one-hot -F mode=query -F references=panel -F sequences=@season.fasta
curl -s -H "Authorization: Bearer $TOKEN" ${base}/jobs/$ID
curl -s -H "Authorization: Bearer $TOKEN" -O -J ${base}/jobs/$ID/result.csv`}</code></pre>
      <p class="soft small">${t('api.language')}</p>
      ${
        this.contract
          ? html`<details
          class="small"><summary>${t('api.refusal')}</summary>${fields(this.contract.refusal())}</details>`
          : nothing
      }</section>`
  }

  /** @param {{tag: string, operations: import('../components/api/openapi.js').Operation[]}} group */
  group({ tag, operations }) {
    return html`<section class="stack" aria-labelledby="h-${tag}"><h2
        id="h-${tag}">${t(/** @type {any} */ (`api.tag.${tag}`))}</h2>
      <ul class="operations card">${operations.map(
        operation => html`<li><x-operation .contract=${this.contract}
          .operation=${operation}></x-operation></li>`,
      )}</ul></section>`
  }
}
customElements.define('x-api-page', ApiPage)
