// @ts-check
// <x-usage>: what the reader's predictions take up of what is allowed.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { number, t } from '../../i18n/language.js'

/** @typedef {{used: number, allowed: number}} Amount */

const MEBI = 2 ** 20

class Usage extends Element {
  static properties = { usage: { state: true } }

  constructor() {
    super()
    /** @type {{jobs: Amount, storedBytes: Amount, pairsToday?: Amount|null, retentionDays: number}|null} */ this.usage =
      null
  }

  connectedCallback() {
    super.connectedCallback()
    api.get('/usage').then(
      usage => {
        this.usage = usage
      },
      () => {},
    )
  }

  render() {
    if (!this.usage) return nothing
    const { jobs, storedBytes, pairsToday, retentionDays } = this.usage
    return html`<section class="stack" aria-labelledby="h-usage"><h2 id="h-usage">${t('usage.title')}</h2>
      <p data-test="usage">${t('usage.amounts', {
        jobs: number(jobs.used),
        jobsAllowed: number(jobs.allowed),
        size: number(Math.ceil(storedBytes.used / MEBI)),
        sizeAllowed: number(Math.floor(storedBytes.allowed / MEBI)),
      })}</p>
      ${pairsToday ? html`<p data-test="usage-pairs">${t('usage.pairs', { pairs: number(pairsToday.used), allowed: number(pairsToday.allowed) })}</p>` : nothing}
      <p class="soft measure">${t('usage.free', { days: number(retentionDays) })}</p></section>`
  }
}
customElements.define('x-usage', Usage)
