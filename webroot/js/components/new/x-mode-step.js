// @ts-check
// <x-mode-step .prediction>: what to compare with what.
import { html } from 'lit'
import { t } from '../../i18n/language.js'
import '../x-choices.js'
import { Step } from './step.js'

const MODES = /** @type {const} */ (['pair', 'query', 'all', 'list'])

class ModeStep extends Step {
  render() {
    const { batch } = this.prediction.draft
    const items = MODES.filter(id => !batch || id === batch.mode).map(id => ({
      id,
      name: t(`mode.${id}`),
      info: t(`mode.${id}.info`),
    }))
    return html`<x-choices class="four" name="mode" .label=${t('new.mode')} .items=${items}
      .chosen=${this.prediction.draft.mode} @choose=${this.chosen}></x-choices>`
  }

  /** @param {CustomEvent} choice */
  chosen(choice) {
    this.prediction.change({ mode: choice.detail.id })
  }
}
customElements.define('x-mode-step', ModeStep)
