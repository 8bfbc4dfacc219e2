// @ts-check
// <x-new-page>: what to compare, sequences, model, run. What is entered is kept until it has become a job.
import { html, nothing } from 'lit'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { go } from '../base/router.js'
import { at } from '../base/site.js'
import { store } from '../base/store.js'
import '../components/frame/x-problem.js'
import '../components/new/x-extends.js'
import '../components/new/x-mode-step.js'
import '../components/new/x-model-step.js'
import '../components/x-page-drop.js'
import '../components/new/x-run-bar.js'
import '../components/new/x-run-step.js'
import '../components/new/x-sequences-step.js'
import { isToRun, signInToRun } from '../form/draft.js'
import { SEQUENCES } from '../form/dropped.js'
import { Prediction } from '../form/prediction.js'
import { namedPanels } from '../form/panels.js'
import { asked, unknownWords } from '../form/prefill.js'
import { t } from '../i18n/language.js'

const RETRY_MS = 3_000 // a service that has just started learns of its models within seconds
const SIGN_IN = '/signin?next=/new'

class NewPage extends Element {
  static properties = { catalogue: { state: true }, error: { state: true }, unknown: { state: true } }

  constructor() {
    super()
    this.prediction = new Prediction()
    /** @type {import('../form/prediction.js').Catalogue|null} */ this.catalogue = null
    /** Why there is nothing to choose from. @type {any} */ this.error = null
    /** What a link asked for in vain. @type {string[]} */ this.unknown = []
    this.load()
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    this.prediction.stop()
    clearTimeout(this.retry)
  }

  async load() {
    try {
      const paths = ['/models', '/encodings', '/limits', '/examples', '/panel']
      const [models, encodings, limits, examples, panel] = await Promise.all(paths.map(path => store.read(path)))
      const panels = await namedPanels()
      const catalogue = {
        models: models.items,
        encodings: encodings.items,
        limits,
        examples: examples.items,
        panel: panel.items,
        missing: panel.missing ?? [],
        panels,
      }
      await this.prediction.offer(catalogue)
      this.catalogue = catalogue
      if (!this.isConnected) return // the reader has gone on, to sign in say: the address is another page's
      if (catalogue.models.length === 0) return this.loadSoon()
      const address = new URL(location.href)
      const wanted = asked(address, catalogue)
      this.prediction.begin(wanted)
      this.unknown = wanted.unknown
      history.replaceState(null, '', at('/new')) // what was asked for stands in the form now, and may be changed there
      if (isToRun(address) && store.user) await this.updateComplete.then(() => this.start())
    } catch (error) {
      this.error = error
    }
  }

  loadSoon() {
    store.forget('/models')
    this.retry = setTimeout(() => this.load(), RETRY_MS)
  }

  loadAgain() {
    this.error = null
    this.load()
  }

  render() {
    return html`<div class="page-head"><h1>${t('new.title')}</h1><p class="lead">${t('new.lead')}</p></div>
      ${this.catalogue ? this.form(this.catalogue) : this.error ? this.failed() : this.loading()}`
  }

  loading() {
    return html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
  }

  failed() {
    return html`<x-problem .error=${this.error}></x-problem>
      <button class="button" type="button" @click=${this.loadAgain}>${t('again')}</button>`
  }

  /** @param {import('../form/prediction.js').Catalogue} catalogue */
  form({ models }) {
    if (models.length === 0)
      return html`<div class="empty"><h2>${t('catalogue.none')}</h2><p>${t('catalogue.none.text')}</p></div>`
    const { prediction } = this
    return html`<form class="stack-l" novalidate @submit=${this.run}>
      ${this.notice()}
      <x-extends .prediction=${prediction}></x-extends>
      ${this.step(1, 'mode', html`<x-mode-step .prediction=${prediction}></x-mode-step>`)}
      ${this.step(2, 'sequences', html`<x-sequences-step .prediction=${prediction} @check=${this.check}></x-sequences-step>`)}
      ${this.step(3, 'model', html`<x-model-step .prediction=${prediction}></x-model-step>`)}
      ${this.step(4, 'run', html`<x-run-step .prediction=${prediction}></x-run-step>`)}
      <x-run-bar .prediction=${prediction}></x-run-bar>
    </form>
    <x-page-drop accept=${SEQUENCES} @attach=${(/** @type {CustomEvent} */ given) => prediction.drop(given.detail)}></x-page-drop>`
  }

  notice() {
    if (this.unknown.length === 0) return nothing
    return html`<p class="notice" role="status" data-test="link-unknown">${unknownWords(this.unknown)}</p>`
  }

  /** @param {number} no @param {'model'|'mode'|'sequences'|'run'} name @param {unknown} body */
  step(no, name, body) {
    return html`<section class="step" aria-labelledby="step-${name}"><span class="no" aria-hidden="true">${no}</span>
      <div class="body"><h2 id="step-${name}">${t(`new.${name}`)}</h2>${body}</div></section>`
  }

  async check() {
    if (!(await this.enter(() => SIGN_IN))) return
    const { prediction } = this
    if (prediction.draft.mode === 'query' && prediction.pairs === 0 && prediction.lacks()) return this.showFault()
    const error = await prediction.check()
    if (error?.status === 401) go(SIGN_IN)
  }

  /** Who has no account begins as a guest, or signs in where there are none. @param {() => string} signIn @returns {Promise<boolean>} whether somebody is there */
  async enter(signIn) {
    try {
      if (await store.enter()) return true
      go(signIn())
    } catch (refusal) {
      this.prediction.refused(refusal)
    }
    return false
  }

  /** @param {SubmitEvent} submit */
  run(submit) {
    submit.preventDefault()
    return this.start()
  }

  async start() {
    const { prediction } = this
    await prediction.arriving // who runs it at once means the file just dropped
    if (prediction.lacks()) return this.showFault()
    if (!(await this.enter(signInToRun))) return
    if (prediction.exceeds.length > 0) return /** @type {any} */ (this.querySelector('x-run-step')).showExceeds()
    const { job, error } = await prediction.submit().then(
      id => ({ job: id, error: null }),
      refusal => ({ job: null, error: refusal }),
    )
    if (job) return go(`/jobs/${job}`)
    if (error.status === 401) return go(signInToRun()) // and back here, with all that was entered
    if (prediction.sequencesError) this.showFault()
  }

  showFault() {
    return /** @type {any} */ (this.querySelector('x-sequences-step')).showFault()
  }
}
customElements.define('x-new-page', NewPage)
