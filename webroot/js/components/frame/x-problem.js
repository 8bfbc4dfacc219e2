// @ts-check
// <x-problem .error=${ApiError or problem}>: what went wrong, where, and what would be right.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { number, t } from '../../i18n/language.js'
import { advice, problemTitle, workerText } from '../../i18n/sentences.js'

/** @param {import('../../connection/api.js').Fault} fault */
function where(fault) {
  const parts = []
  if (fault.record)
    parts.push(
      t('where.record', { n: number(fault.record) }) + (fault.name ? t('where.name', { name: fault.name }) : ''),
    )
  if (fault.line) parts.push(t('where.line', { n: number(fault.line) }))
  if (fault.column) parts.push(t('where.column', { n: number(fault.column) }))
  return parts.join(t('clause.join'))
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
    const faults = (error.errors ?? []).filter(
      (/** @type {any} */ fault) => fault.detail !== error.detail || where(fault),
    )
    const inRecords = error.faulty?.length > 0 || faults.some((/** @type {any} */ fault) => fault.record) // where the records themselves say more
    const told =
      error.detail &&
      error.detail !== error.title &&
      !(advice(error) && inRecords) &&
      !(error.retryAfter && error.key === 'account.wait') // the wait is told below
    const said = workerText(error.detail ?? '', error.language, error)
    return html`<div class="problem" role="alert" data-test="error" data-type=${error.type}>
      <p class="problem-title">${problemTitle(error)}</p>
      ${advice(error) ? html`<p>${advice(error)}</p>` : nothing}
      ${
        told
          ? html`<p class=${advice(error) ? 'small soft' : ''}
          lang=${said.lang ?? nothing}>${said.text}</p>`
          : nothing
      }
      ${error.retryAfter ? html`<p>${t('problem.retry', { seconds: number(error.retryAfter) })}</p>` : nothing}
      ${faults.length > 0 ? html`<ul>${faults.map((/** @type {any} */ fault) => this.fault(fault))}</ul>` : nothing}
    </div>`
  }

  /** @param {import('../../connection/api.js').Fault} fault */
  fault(fault) {
    const place = where(fault)
    const { text, lang } = workerText(fault.detail ?? '', this.error.language, fault)
    return html`<li data-test="error-item">${place ? html`<strong>${place}${t('where.colon')}</strong>` : nothing}<span
        lang=${lang ?? nothing}>${text}</span></li>`
  }
}
customElements.define('x-problem', ProblemBox)
