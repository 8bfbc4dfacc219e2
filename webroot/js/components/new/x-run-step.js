// @ts-check
// <x-run-step .prediction>: what would become of it, what forbids it, and a link to the form.
import { html, nothing } from 'lit'
import { icon } from '../../base/icons.js'
import { go } from '../../base/router.js'
import { store } from '../../base/store.js'
import { signInToRun } from '../../form/draft.js'
import { elsewhere } from '../../form/refusals.js'
import { t } from '../../i18n/language.js'
import '../frame/x-problem.js'
import { Step } from './step.js'
import './x-form-link.js'
import './x-queue.js'

class RunStep extends Step {
  render() {
    const { model, catalogue, refusal, draft, texts } = this.prediction
    const { openJobsPerUser, guests } = catalogue?.limits ?? {}
    return html`<x-queue .model=${model} .most=${store.isGuest ? guests?.openJobs : openJobsPerUser}></x-queue>
      <x-problem .error=${elsewhere(refusal)}></x-problem>
      ${this.withAccount()}
      ${this.exceeds()}
      <x-form-link .draft=${draft} .model=${model} .texts=${texts.filter(text => text !== null)}
        ?long=${texts.includes(null)}></x-form-link>`
  }

  withAccount() {
    if (!this.prediction.takesAccount) return nothing
    return html`<div class="row"><button class="button main" type="button" data-test="run-with-account"
      @click=${() => go(signInToRun())}>${t('new.run.account')}</button></div>`
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
