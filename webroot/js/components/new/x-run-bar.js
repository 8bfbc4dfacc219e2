// @ts-check
// <x-run-bar .prediction>: the button that runs it, in view however much stands above.
import { html, nothing } from 'lit'
import { icon } from '../../base/icons.js'
import { store } from '../../base/store.js'
import { number, t } from '../../i18n/language.js'
import { Step } from './step.js'

class RunBar extends Step {
  render() {
    const { busy } = this.prediction
    return html`<button class="button main big" data-test="run" ?disabled=${busy}>
        ${busy ? icon('ring', 'spin') : nothing}${t('new.run')}</button><span class="hint">${this.hint()}</span>`
  }

  hint() {
    if (store.user === undefined || store.account) return t('new.run.hint')
    const { guests } = this.prediction.catalogue?.limits ?? {}
    return guests ? t('new.run.guest', { n: number(guests.records) }) : t('new.run.signin')
  }
}
customElements.define('x-run-bar', RunBar)
