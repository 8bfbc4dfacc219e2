// @ts-check
// <x-sequences-step .prediction>: the sequences, what they are compared with, and what a check says of them.
// Says `check` when one is wanted.
import { html, nothing } from 'lit'
import { icon } from '../../base/icons.js'
import { store } from '../../base/store.js'
import { subtypesWith } from '../../catalogue/trained.js'
import { elsewhere } from '../../form/refusals.js'
import { exampleInput } from '../../form/prefill.js'
import { number, t } from '../../i18n/language.js'
import '../compare/x-compared.js'
import '../frame/x-problem.js'
import { Step } from './step.js'
import './x-records.js'
import './x-sequences.js'

class SequencesStep extends Step {
  render() {
    const { draft, files, desk, catalogue, sequencesError, entries, checking } = this.prediction
    return html`<x-sequences data-test="sequences" aria-busy=${desk.keeping > 0} .draft=${draft}
        .examples=${catalogue?.examples ?? []} .files=${files} .error=${sequencesError} @edit=${this.edited} @example=${this.examplePicked} @attach=${this.attached}
        @detach=${this.detached}></x-sequences>
      ${this.replaced()}
      ${this.unkept()}
      ${this.records()}
      ${draft.mode === 'pair' ? nothing : this.compared()}
      ${entries.length > 0 ? this.checkButton() : nothing}
      <x-problem .error=${elsewhere(checking.error)}></x-problem>
      <p class="hint" data-test="limits">${this.limits()}</p>`
  }

  replaced() {
    if (!this.prediction.replaced) return nothing
    return html`<p class="notice row" role="status" data-test="replaced"><span>${t('new.replaced')}</span>
      <button class="button" type="button" data-test="bring-back"
        @click=${this.bringBack}>${icon('undo')}${t('new.back')}</button></p>`
  }

  unkept() {
    const { textKept, desk } = this.prediction
    if (textKept && desk.kept) return nothing
    return html`<p class="row small" role="status"><span
      class="chip warn">${icon('warn')}${t('new.unkept')}</span></p>`
  }

  records() {
    const { entries, catalogue, draft, checking, refusal, model } = this.prediction
    return html`<x-records .entries=${entries} .most=${catalogue?.limits.records} .mode=${draft.mode}
      .check=${checking.verdict} .faults=${refusal?.errors ?? checking.error?.errors ?? []}
      .subtypes=${subtypesWith(model, draft.encodingId)}
      @compare-all=${() => this.prediction.compareAll()}></x-records>`
  }

  compared() {
    const { draft, files, catalogue, pairs, list } = this.prediction
    return html`<x-compared .draft=${draft} .files=${files} .panel=${catalogue?.panel ?? []} .missing=${catalogue?.missing ?? []} .panels=${catalogue?.panels ?? []} .pairs=${pairs}
      .list=${list} .limits=${catalogue?.limits} @edit=${this.edited} @attach=${this.attached}
      @detach=${this.detached}></x-compared>`
  }

  checkButton() {
    const { busy } = this.prediction.checking
    return html`<div class="row"><button class="button" type="button" data-test="check" ?disabled=${busy}
        @click=${this.askCheck}>
        ${busy ? icon('ring', 'spin') : icon('check')}${t('new.check')}</button><span
        class="hint">${this.checkHint()}</span></div>`
  }

  checkHint() {
    if (this.prediction.checking.missed) return t('new.check.missed')
    if (store.user) return t('new.check.hint')
    return t(this.prediction.catalogue?.limits.guests ? 'new.check.guest' : 'new.check.signin')
  }

  limits() {
    const { catalogue, draft } = this.prediction
    const { recordMinLetters, recordLetters, bodyBytes, retentionDays, records, pairs, files, guests } =
      catalogue?.limits ?? {}
    if (store.user !== undefined && !store.account && guests)
      return t('new.limits.guest', {
        records: number(guests.records),
        pairs: number(guests.pairs),
        max: number(recordLetters),
        size: number(Math.round(guests.bodyBytes / 2 ** 10)),
      })
    const size = number(Math.round(bodyBytes / 2 ** 20))
    const common = { max: number(recordLetters), size, days: number(retentionDays) }
    return draft.mode === 'pair'
      ? t('new.limits', { min: number(recordMinLetters), ...common })
      : t('new.limits.many', { records: number(records), files: number(files), pairs: number(pairs), ...common })
  }

  /** @param {CustomEvent} typed */
  edited(typed) {
    this.prediction.change(typed.detail)
  }

  /** @param {CustomEvent} picked */
  examplePicked(picked) {
    this.prediction.replace(exampleInput(picked.detail))
  }

  /** @param {CustomEvent} added */
  attached(added) {
    this.prediction.attach(added.detail)
  }

  /** @param {CustomEvent} gone */
  detached(gone) {
    this.prediction.desk.remove(gone.detail)
  }

  bringBack() {
    this.prediction.bringBack()
  }

  askCheck() {
    this.dispatchEvent(new CustomEvent('check'))
  }

  /** Leads to the sequences that cannot be used, which stand above what was pressed. */
  async showFault() {
    await this.updateComplete
    await /** @type {any} */ (this.querySelector('x-sequences'))?.updateComplete
    const fields = [...this.querySelectorAll('x-drop-text')]
    await Promise.all(fields.map(field => /** @type {any} */ (field).updateComplete))
    const field = /** @type {HTMLElement|null} */ (this.querySelector('textarea[aria-invalid="true"]'))
    field?.focus()
  }
}
customElements.define('x-sequences-step', SequencesStep)
