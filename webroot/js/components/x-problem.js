// @ts-check
// <x-problem .error=${ApiError or problem}>: what went wrong, where, and what would be right.
import { html, nothing } from 'lit'
import { Element } from '../element.js'
import { known, language, number, t } from '../i18n.js'

/** @param {{type?: string, title?: string, status?: number}} problem the reader's words for it, or the server's */
export function problemTitle(problem) {
  const key = /** @type {any} */ (`problem.${(problem.type ?? '').replace(/^urn:problem:/, '')}`)
  if (known(key)) return t(key)
  const byStatus = /** @type {any} */ (`problem.http.${problem.status}`)
  if (known(byStatus) && (language.code !== 'en' || !problem.title)) return t(byStatus)
  return problem.title || t('problem.unknown')
}

/** @param {import('../api.js').Fault} fault */
function where(fault) {
  const parts = []
  if (fault.record) parts.push(t('where.record', { n: number(fault.record) }) + (fault.name ? t('where.name', { name: fault.name }) : ''))
  if (fault.line) parts.push(t('where.line', { n: number(fault.line) }))
  if (fault.column) parts.push(t('where.column', { n: number(fault.column) }))
  return parts.join(t('list.join'))
}

class ProblemBox extends Element {
  static properties = { error: {} }

  constructor() {
    super()
    /** @type {any} */ this.error = null
  }

  render() {
    const { error } = this
    if (!error) return nothing
    const faults = error.errors ?? []
    return html`<div class="problem" role="alert" data-test="error" data-type=${error.type}>
      <p class="problem-title">${problemTitle(error)}</p>
      ${error.detail && error.detail !== error.title ? html`<p>${error.detail}</p>` : nothing}
      ${error.retryAfter ? html`<p>${t('problem.retry', { seconds: number(error.retryAfter) })}</p>` : nothing}
      ${faults.length > 0 ? html`<ul>${faults.map((/** @type {any} */ fault) => this.fault(fault))}</ul>` : nothing}
    </div>`
  }

  /** @param {import('../api.js').Fault} fault */
  fault(fault) {
    const place = where(fault)
    return html`<li data-test="error-item">${place ? html`<strong>${place}${t('where.colon')}</strong>` : nothing}${fault.detail}</li>`
  }
}
customElements.define('x-problem', ProblemBox)
