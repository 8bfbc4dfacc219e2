// @ts-check
// <x-operation>: one operation of the API: who may call it, what it takes and answers, a curl line, and a try of what only reads.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { at } from '../../base/site.js'
import { t } from '../../i18n/language.js'
import { address, curl, example } from './openapi.js'
import { fields, marked } from './fields.js'
import '../frame/x-problem.js'

const BASE = at('/api/v1')
const SHOWN = 20_000 // characters of an answer

class OperationView extends Element {
  static properties = {
    contract: { attribute: false },
    operation: { attribute: false },
    open: { state: true },
    said: { state: true },
    error: { state: true },
  }

  constructor() {
    super()
    /** @type {import('./openapi.js').Contract|null} */ this.contract = null
    /** @type {import('./openapi.js').Operation|null} */ this.operation = null
    this.open = false
    this.said = ''
    /** @type {any} */ this.error = null
  }

  render() {
    const { operation } = this
    if (!operation) return nothing
    const { id, method, path, summary } = operation
    return html`<details class="operation" id=${id} data-test="operation" @toggle=${(/** @type {any} */ toggle) => {
      this.open = toggle.target.open
    }}>
      <summary><span class="chip method ${method.toLowerCase()}">${method}</span><code
          class="path">${path.split(/(?=\/)/).map(part => html`<wbr>${part}`)}</code><span class="soft small"
              lang="en">${marked(summary)}</span></summary>
      ${this.open ? this.inside() : nothing}</details>`
  }

  inside() {
    const operation = /** @type {import('./openapi.js').Operation} */ (this.operation)
    const { body, answers, description, parameters } = operation
    return html`<div class="stack operation-in"><p>${this.who()}</p>
      ${description
        .split(/\n{2,}/)
        .filter(Boolean)
        .map(paragraph => html`<p class="about" lang="en">${marked(paragraph)}</p>`)}
      ${
        parameters.length > 0
          ? html`<section class="stack-xs"><h3>${t('api.parameters')}</h3>${fields(
              parameters.map(({ name, in: place, required, schema, description: says }) => ({
                name,
                required,
                type: `${place} · ${this.contract?.type(schema)}`,
                description: says ?? '',
              })),
              true,
            )}</section>`
          : nothing
      }
      ${
        body
          ? html`<section class="stack-xs"><h3>${t('api.body')} <code
          class="soft small">${body.types.join(' · ')}</code></h3>${fields(this.contract?.fields(body.schema) ?? [], true)}</section>`
          : nothing
      }
      <section class="stack-xs"><h3>${t('api.answers')}</h3>${answers.map(answer => this.answer(answer))}</section>
      <section class="stack-xs"><h3>curl</h3><pre class="code"
          tabindex="0"><code>${curl(operation, location.origin + BASE)}</code></pre></section>
      ${this.tried()}</div>`
  }

  /** @param {import('./openapi.js').Operation['answers'][number]} answer */
  answer({ status, description, type, schema }) {
    const rows = schema ? (this.contract?.fields(schema) ?? []) : []
    return html`<p><strong class="num">${status}</strong> <span lang="en">${marked(description)}</span> <code
        class="soft small">${type}</code></p>
      ${
        rows.length > 0
          ? html`<details
          class="small"><summary>${t('api.fields', { n: rows.length })}</summary>${fields(rows)}</details>`
          : nothing
      }`
  }

  who() {
    const security = this.operation?.security ?? []
    if (security.length === 0) return t('api.who.all')
    if (security.some(alternative => Object.keys(alternative).length === 0)) return t('api.who.welcome')
    const token = security.find(alternative => 'token' in alternative)
    if (!token) return t('api.who.person')
    return token.token.length > 0 ? t('api.who.scope', { scope: token.token.join(', ') }) : t('api.who.token')
  }

  /** Only what reads and comes to an end. */
  tried() {
    const operation = this.operation
    if (operation?.method !== 'GET' || !operation.answers.some(({ type }) => type === 'application/json'))
      return nothing
    if (operation.parameters.some(({ in: place, required }) => place === 'header' && required)) return nothing
    const asked = operation.parameters.filter(({ in: place }) => place !== 'header')
    return html`<form class="stack-s" @submit=${this.tries}><h3>${t('api.try')}</h3>
      <div class="row try">${asked.map(
        parameter => html`<div class="field"><label for="${operation.id}-${parameter.name}">${parameter.name}</label>
        <input id="${operation.id}-${parameter.name}" name=${parameter.name} type="text" autocomplete="off"
            ?required=${parameter.required} .defaultValue=${example(parameter)}></div>`,
      )}
        <button class="button" data-test="api-try">${t('api.try.do')}</button></div>
      <x-problem .error=${this.error}></x-problem>
      ${
        this.said
          ? html`<pre class="code answer-text" tabindex="0"
          data-test="api-said"><code>${this.said}</code></pre>`
          : nothing
      }</form>`
  }

  /** @param {SubmitEvent} submit */
  async tries(submit) {
    submit.preventDefault()
    const values = /** @type {Record<string, string>} */ (
      Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (submit.target)))
    )
    this.error = null
    this.said = ''
    try {
      const text = JSON.stringify(await api.get(address(/** @type {any} */ (this.operation), values)), null, 2)
      this.said = text.length > SHOWN ? `${text.slice(0, SHOWN)}\n…` : text
    } catch (error) {
      this.error = error
    }
  }
}
customElements.define('x-operation', OperationView)
