// @ts-check
// <x-new-page>: model, encoding, what to compare, sequences, run. What is entered is kept until it has become a job.
import { html, nothing } from 'lit'
import { api } from '../api.js'
import '../components/x-choices.js'
import '../components/x-compared.js'
import '../components/x-problem.js'
import '../components/x-records.js'
import '../components/x-sequences.js'
import { attached, emptyDraft, forgetSubmissionKey, loadDraft, rememberInput, saveDraft, submissionKey } from '../draft.js'
import { Element } from '../element.js'
import { entriesOf, inputOf, missing, pairsOf } from '../entered.js'
import { icon } from '../icons.js'
import { number, t } from '../i18n.js'
import { go } from '../router.js'
import { store } from '../store.js'

const MODES = /** @type {const} */ (['pair', 'query', 'all', 'list'])
const SEQUENCES = /^urn:problem:(fasta\/|request\/too-large|job\/(pair-name|too-many-pairs))/
const KNOWN_ANSWER = (/** @type {any} */ error) => error.status >= 400 && error.status < 500
const TYPED = ['mode', 'layout', 'text', 'a', 'b', 'against', 'references', 'pairs', 'landmarks']

class NewPage extends Element {
  static properties = Object.fromEntries(
    ['catalogue', 'draft', 'files', 'check', 'checkError', 'runError', 'hint', 'busy'].map(name => [name, { state: true }]))

  constructor() {
    super()
    /** @type {{models: import('../store.js').Model[], encodings: import('../store.js').Encoding[], limits: any, examples: any[], panel: any[]}|null} */
    this.catalogue = null
    this.draft = loadDraft()
    this.files = attached.sequences
    /** @type {any} */ this.check = null
    /** @type {any} */ this.checkError = null
    /** @type {any} */ this.runError = null
    this.hint = ''
    /** @type {''|'check'|'run'} */ this.busy = ''
    this.load()
  }

  async load() {
    try {
      const paths = ['/models', '/encodings', '/limits', '/examples', '/panel']
      const [models, encodings, limits, examples, panel] = await Promise.all(paths.map(path => store.read(path)))
      this.catalogue = { models: models.items, encodings: encodings.items, limits, examples: examples.items, panel: panel.items }
      const asked = new URLSearchParams(location.search)
      const modelId = Number(asked.get('model')) || this.draft.modelId
      const model = models.items.find((/** @type {any} */ known) => known.id === modelId) ?? models.items[0]
      this.change({ ...(model ? this.fitting(model, asked.get('encoding')) : {}), ...(asked.get('example') ? this.exampleText(examples.items[0]) : {}) })
      if (asked.get('example')) history.replaceState(null, '', '/new')
    } catch (error) {
      this.runError = error
    }
  }

  /** The model, with the encoding kept where the model knows it. @param {import('../store.js').Model} model @param {string|null} [wanted] */
  fitting(model, wanted = null) {
    const ids = model.encodings.map(({ id }) => id)
    const encodingId = [wanted, this.draft.encodingId].find(id => id && ids.includes(id)) ?? ids[0] ?? null
    return { modelId: model.id, encodingId }
  }

  /** @param {any} example */
  exampleText(example) {
    return example ? { layout: /** @type {const} */ ('one'), text: example.sequences } : {}
  }

  /** @param {Partial<import('../draft.js').Draft>} part */
  change(part) {
    this.draft = { ...this.draft, ...part }
    if (TYPED.some(name => name in part)) this.forgetVerdicts()
    this.hint = ''
    saveDraft(this.draft)
  }

  forgetVerdicts() { this.check = this.checkError = this.runError = null }

  /** @param {{name: string, text: string}[]} files */
  attach(files) {
    this.files = attached.sequences = files
    this.forgetVerdicts()
    this.hint = ''
  }

  /** The worker's problem; what it says of single records already stands beside them. */
  get checkProblem() {
    const problem = this.check?.problem
    return problem && this.check.records?.some((/** @type {any} */ record) => record.errors?.length) ? this.withoutRecords(problem) : problem
  }

  /** @param {any} problem whose faults in records are told where the records are listed */
  withoutRecords(problem) {
    const { type, title, status, detail, retryAfter, errors = [] } = problem
    const faulty = errors.map((/** @type {any} */ fault) => fault.record).filter(Boolean)
    return { type, title, status, detail, retryAfter, faulty, errors: errors.filter((/** @type {any} */ fault) => !fault.record) }
  }

  /** What is wrong with the sequences themselves; it stands beside them. */
  get sequencesError() {
    if (this.hint) return { type: 'client/sequences', title: this.hint }
    const refused = [this.runError, this.checkError].find(error => SEQUENCES.test(error?.type ?? ''))
    return refused ? this.withoutRecords(refused) : (this.checkProblem ?? null)
  }

  get entries() { return entriesOf(this.draft, this.files) }

  get pairs() { return pairsOf(this.draft, this.files, this.catalogue?.panel.length ?? 0) }

  get missing() { return missing(this.draft, this.entries.length, this.pairs, this.catalogue?.limits.pairs) }

  render() {
    return html`<div class="page-head"><h1>${t('new.title')}</h1><p class="lead">${t('new.lead')}</p></div>
      ${this.catalogue ? this.form() : this.runError ? html`<x-problem .error=${this.runError}></x-problem>` : html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`}`
  }

  form() {
    const { models, encodings } = /** @type {NonNullable<typeof this.catalogue>} */ (this.catalogue)
    const model = models.find(known => known.id === this.draft.modelId)
    if (models.length === 0) return html`<div class="empty"><h2>${t('catalogue.none')}</h2><p>${t('catalogue.none.text')}</p></div>`
    return html`<form class="stack-l" novalidate @submit=${this.run}>
      ${this.step(1, 'model', html`<x-choices name="model" .label=${t('new.model')} .items=${models} .chosen=${this.draft.modelId}
        @choose=${(/** @type {CustomEvent} */ chosen) => this.change(this.fitting(chosen.detail))}></x-choices>`)}
      ${this.step(2, 'encoding', html`<x-choices name="encoding" .label=${t('new.encoding')} .items=${this.known(model, encodings)} .chosen=${this.draft.encodingId}
        @choose=${(/** @type {CustomEvent} */ chosen) => this.change({ encodingId: chosen.detail.id })}></x-choices>`)}
      ${this.step(3, 'mode', html`<x-choices name="mode" .label=${t('new.mode')} .items=${MODES.map(id => ({ id, name: t(`mode.${id}`), info: t(`mode.${id}.info`) }))}
        .chosen=${this.draft.mode} @choose=${(/** @type {CustomEvent} */ chosen) => this.change({ mode: chosen.detail.id })}></x-choices>`)}
      ${this.step(4, 'sequences', this.sequencesStep(model))}
      ${this.step(5, 'run', html`<x-problem .error=${this.elsewhere(this.runError)}></x-problem>
        <div class="run-bar"><button class="button main big" data-test="run" ?disabled=${this.busy !== ''}>
          ${this.busy === 'run' ? icon('ring', 'spin') : nothing}${t('new.run')}</button><span class="hint">${t('new.run.hint')}</span></div>`)}
    </form>`
  }

  /** @param {import('../store.js').Model|undefined} model */
  sequencesStep(model) {
    const { examples, panel, limits } = /** @type {NonNullable<typeof this.catalogue>} */ (this.catalogue)
    const { draft, entries, files } = this
    const many = draft.mode !== 'pair'
    return html`<p class="soft" data-test="limits">${this.limits()}</p>
      <x-sequences .draft=${draft} .examples=${many ? [] : examples} .files=${files} .error=${this.sequencesError} @edit=${(/** @type {CustomEvent} */ typed) => this.change(typed.detail)}
        @example=${(/** @type {CustomEvent} */ picked) => this.change(this.exampleText(picked.detail))}
        @attach=${(/** @type {CustomEvent} */ file) => this.attach([...this.files, file.detail])}
        @detach=${(/** @type {CustomEvent} */ file) => this.attach(this.files.filter((_, index) => index !== file.detail))}></x-sequences>
      <x-records .entries=${entries} .mode=${draft.mode} .check=${this.check} .faults=${this.runError?.errors ?? this.checkError?.errors ?? []} .subtypes=${model?.subtypes ?? []}></x-records>
      ${many ? html`<x-compared .draft=${draft} .entries=${entries} .panel=${panel} .pairs=${this.pairs} .limits=${limits}
        @edit=${(/** @type {CustomEvent} */ typed) => this.change(typed.detail)}></x-compared>` : nothing}
      ${entries.length > 0 ? html`<div class="row"><button class="button" type="button" data-test="check" ?disabled=${this.busy !== ''} @click=${this.runCheck}>
        ${this.busy === 'check' ? icon('ring', 'spin') : icon('check')}${t('new.check')}</button><span class="hint">${t(store.user ? 'new.check.hint' : 'new.check.signin')}</span></div>` : nothing}
      <x-problem .error=${this.elsewhere(this.checkError)}></x-problem>`
  }

  /** A refusal, unless it is told beside the sequences. @param {any} error */
  elsewhere(error) { return SEQUENCES.test(error?.type ?? '') ? null : error }

  /** Leads to the sequences that cannot be used, which stand above what was pressed. */
  async showFault() {
    await this.updateComplete
    await /** @type {any} */ (this.querySelector('x-sequences'))?.updateComplete
    await Promise.all([...this.querySelectorAll('x-drop-text')].map(field => /** @type {any} */ (field).updateComplete))
    const field = /** @type {HTMLElement|null} */ (this.querySelector('textarea[aria-invalid="true"]'))
    field?.focus()
  }

  /** @param {number} no @param {'model'|'encoding'|'mode'|'sequences'|'run'} name @param {unknown} body */
  step(no, name, body) {
    return html`<section class="step" aria-labelledby="step-${name}"><span class="no" aria-hidden="true">${no}</span>
      <div class="body"><h2 id="step-${name}">${t(`new.${name}`)}</h2>${body}</div></section>`
  }

  /** @param {import('../store.js').Model|undefined} model @param {import('../store.js').Encoding[]} encodings */
  known(model, encodings) {
    return (model?.encodings ?? []).map(({ id, name }) => encodings.find(encoding => encoding.id === id) ?? { id, name, info: '' })
  }

  limits() {
    const { recordMinLetters, recordLetters, bodyBytes, retentionDays, records, pairs } = this.catalogue?.limits ?? {}
    const common = { max: number(recordLetters), size: number(Math.round(bodyBytes / 2 ** 20)), days: number(retentionDays) }
    return this.draft.mode === 'pair' ? t('new.limits', { min: number(recordMinLetters), ...common })
      : t('new.limits.many', { records: number(records), pairs: number(pairs), ...common })
  }

  async runCheck() {
    if (!store.user) return go('/signin?next=/new')
    if (this.draft.mode === 'query' && this.pairs === 0) {
      this.hint = this.missing
      return this.showFault()
    }
    this.busy = 'check'
    this.check = this.checkError = null
    const { mode, sequences, references } = inputOf(this.draft, this.files)
    try {
      this.check = await api.post('/checks', { mode, sequences, ...(references ? { references } : {}) })
    } catch (error) {
      if (this.turnedAway(error)) return
      this.checkError = error
    }
    this.busy = ''
  }

  /** A session that has ended leads to signing in and back here, with all that was entered. @param {any} error */
  turnedAway({ status }) {
    if (status === 401) go('/signin?next=/new')
    return status === 401
  }

  /** @param {SubmitEvent} submit */
  async run(submit) {
    submit.preventDefault()
    this.hint = this.missing
    if (this.hint) return this.showFault()
    if (!store.user) return go('/signin?next=/new')
    const body = { modelId: this.draft.modelId, encodingId: this.draft.encodingId, ...inputOf(this.draft, this.files) }
    this.busy = 'run'
    this.runError = null
    try {
      const { id } = await api.post('/jobs', body, { headers: { 'Idempotency-Key': submissionKey(body) } })
      forgetSubmissionKey()
      rememberInput(id, this.draft)
      saveDraft({ ...emptyDraft(), modelId: this.draft.modelId, encodingId: this.draft.encodingId })
      attached.sequences = []
      go(`/jobs/${id}`)
    } catch (error) {
      if (this.turnedAway(error)) return
      if (KNOWN_ANSWER(error)) forgetSubmissionKey()
      this.runError = error
      this.busy = ''
      if (this.sequencesError) this.showFault()
    }
  }
}
customElements.define('x-new-page', NewPage)
