// @ts-check
// <x-provenance .job>: what made a result, how to cite it, and the sequences as they were compared.
import { html, nothing } from 'lit'
import { alignedFasta } from '../../result/alignment.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { dateTime } from '../../i18n/figures.js'
import { local, number, t } from '../../i18n/language.js'
import { save } from '../../pictures/saving.js'
import { store } from '../../base/store.js'

class Provenance extends Element {
  static properties = { job: {}, copied: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.job = null
    this.copied = false
  }

  render() {
    const { id, result, finishedAt } = this.job
    const { pairs } = result
    return html`<section class="stack" aria-labelledby="h-provenance"><h2
        id="h-provenance">${t('result.provenance')}</h2>
      <dl class="facts provenance" data-test="provenance">
        ${result.summary?.pairs > 0 || typeof pairs?.[0]?.distanceLog2 === 'number' ? this.made() : nothing}
        ${finishedAt ? this.fact('result.time', dateTime(finishedAt)) : nothing}
        ${id ? html`<div class="on-paper"><dt>${t('result.address')}</dt><dd>${location.origin}${location.pathname}</dd></div>` : nothing}
      </dl><p class="hint">${t('result.same')}</p>
      ${
        pairs?.[0]?.alignment?.a
          ? html`<div><button class="button" type="button" data-test="download-fasta"
          @click=${() => this.fasta(pairs[0])}>${icon('download')}${t('result.fasta')}</button></div>`
          : nothing
      }</section>`
  }

  /** The model that was asked, and how. */
  made() {
    const { model, encoding, result } = this.job
    const { threshold, pairs } = result
    const [from, to] = pairs?.[0]?.trainingYears ?? result.model?.trainingYears ?? []
    const digest = result.model?.digest ?? model.digest
    return html`${this.fact('result.model', local(store.known('models', model), 'name'))}
        ${this.fact('result.version', result.model?.version ?? model.version)}
        ${from ? this.fact('result.years', `${from}–${to}`) : nothing}
        ${this.fact('result.encoding', local(store.known('encodings', encoding), 'name'))}
        ${digest ? this.fact('result.digest', html`<span class="mono">${digest}</span>`) : nothing}
        ${this.fact('result.threshold', t('result.thresholds', { probability: number(threshold.probability), distance: number(threshold.distanceLog2) }))}
        ${pairs?.[0]?.contributionEvaluations ? this.fact('substitutions.contribution', t('result.shapley', { n: number(pairs[0].contributionEvaluations) })) : nothing}
        ${this.citation(result)}`
  }

  /** @param {any} key @param {unknown} value */
  fact(key, value) {
    return html`<div><dt>${t(key)}</dt><dd>${value}</dd></div>`
  }

  /** @param {{citation?: string, encodingCitation?: string}} result */
  citation({ citation, encodingCitation }) {
    if (!citation) return nothing
    const whole = [citation, encodingCitation].filter(Boolean).join('. ')
    return this.fact(
      'result.citation',
      html`<span data-test="citation">${whole}</span>
      <button class="button quiet" type="button" data-test="citation-copy"
          @click=${() => this.copy(whole)}>${icon('copy')}<span
          role="status">${t(this.copied ? 'tokens.copied' : 'tokens.copy')}</span></button>`,
    )
  }

  /** @param {string} text */
  async copy(text) {
    await navigator.clipboard.writeText(text)
    this.copied = true
  }

  /** @param {any} pair */
  fasta(pair) {
    save(new Blob([alignedFasta(pair)], { type: 'text/x-fasta' }), `driftline-${this.job.id ?? 'shared'}-aligned.fasta`)
  }
}
customElements.define('x-provenance', Provenance)
