// @ts-check
// <x-run-step .prediction>: what would become of it, what forbids it, the button that runs it, and a link to the form.
import { html, nothing } from 'lit'
import { icon } from '../../base/icons.js'
import { store } from '../../base/store.js'
import { elsewhere } from '../../form/prediction.js'
import { t } from '../../i18n/language.js'
import '../frame/x-problem.js'
import { Step } from './step.js'
import './x-form-link.js'
import './x-queue.js'

class RunStep extends Step {
  render() {
    const { model, catalogue, refusal, draft, texts, busy } = this.prediction
    return html`<x-queue .model=${model} .most=${catalogue?.limits.openJobsPerUser}></x-queue>
      <x-problem .error=${elsewhere(refusal)}></x-problem>
      ${this.exceeds()}
      <div class="run-bar"><button class="button main big" data-test="run" ?disabled=${busy}>
        ${busy ? icon('ring', 'spin') : nothing}${t('new.run')}</button><span
        class="hint">${t(store.user === null ? 'new.run.signin' : 'new.run.hint')}</span></div>
      <x-form-link .draft=${draft} .model=${model} .texts=${texts.filter(text => text !== null)}
        ?long=${texts.includes(null)}></x-form-link>`
  }

  exceeds() {
    const { exceeds } = this.prediction
    if (exceeds.length === 0) return nothing
    const items = exceeds.map(limit => html`<li class="wrong">${icon('cross')} ${limit}</li>`)
    return html`<ul class="stack-xs" data-test="exceeds">${items}</ul>`
  }

  /** Leads to what goes beyond the limits. */
  showExceeds() {
    this.querySelector('[data-test="exceeds"]')?.scrollIntoView({ block: 'center' })
  }
}
customElements.define('x-run-step', RunStep)
