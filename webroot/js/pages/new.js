// @ts-check
// <x-new-page>: what to compare, sequences, model, run. What is entered is kept until it has become a job.
import { html, nothing } from 'lit'
import { api } from '../connection/api.js'
import { SequenceCheck, withoutRecords } from '../form/check.js'
import '../components/x-choices.js'
import '../components/compare/x-compared.js'
import '../components/new/x-form-link.js'
import '../components/new/x-model-choice.js'
import '../components/frame/x-problem.js'
import '../components/new/x-queue.js'
import '../components/new/x-records.js'
import '../components/new/x-sequences.js'
import {
  emptyDraft,
  forgetSubmissionKey,
  isOwn,
  loadDraft,
  rememberInput,
  saveDraft,
  submissionKey,
} from '../form/draft.js'
import { Element } from '../base/element.js'
import { bodyOf, entriesOf, filesOf, missing, pairsOf, sizeOf, tokenOf, typedOf } from '../form/entered.js'
import { exceeding } from '../form/exceeding.js'
import { FilesDesk } from '../form/files-desk.js'
import { icon } from '../base/icons.js'
import { number, t } from '../i18n/language.js'
import { asked, exampleInput, unknownWords } from '../form/prefill.js'
import { EDITABLE, given, readGiven } from '../form/readings.js'
import { go } from '../base/router.js'
import { store } from '../base/store.js'
import { subtypesWith } from '../catalogue/trained.js'

const MODES = /** @type {const} */ (['pair', 'query', 'all', 'list'])
const SEQUENCES = /^urn:problem:(fasta\/|request\/too-large|job\/(pair-name|too-many-pairs))/
const KNOWN_ANSWER = (/** @type {any} */ error) => error.status >= 400 && error.status < 500
const RETRY_MS = 3_000 // a service that has just started learns of its models within seconds
const TYPED = ['mode', 'layout', 'text', 'a', 'b', 'against', 'references', 'pairs', 'landmarks']

/** @typedef {import('../form/readings.js').Given} Given */

class NewPage extends Element {
  static properties = Object.fromEntries(
    ['catalogue', 'draft', 'runError', 'hint', 'busy', 'replaced', 'unknown', 'textKept'].map(name => [
      name,
      { state: true },
    ]),
  )

  constructor() {
    super()
    /** @type {{models: import('../base/store.js').Model[], encodings: import('../base/store.js').Encoding[], limits: any, examples: any[], panel: any[]}|null} */
    this.catalogue = null
    this.draft = loadDraft()
    this.desk = new FilesDesk()
    this.desk.addEventListener('change', () => {
      this.hint = ''
      this.entered()
    })
    this.checking = new SequenceCheck()
    this.checking.addEventListener('change', this.redraw)
    /** @type {any} */ this.runError = null
    this.hint = ''
    this.busy = false
    /** What an example or a link has pushed aside. @type {{draft: import('../form/draft.js').Draft, files: Given[]}|null} */ this.replaced =
      null
    /** What a link asked for in vain. @type {string[]} */ this.unknown = []
    /** Whether what is typed would outlive a reload. */
    this.textKept = true
    this.load()
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    this.checking.stop()
    this.desk.leave()
    clearTimeout(this.retry)
  }

  async load() {
    try {
      const paths = ['/models', '/encodings', '/limits', '/examples', '/panel']
      const [models, encodings, limits, examples, panel] = await Promise.all(paths.map(path => store.read(path)))
      await this.desk.recall(limits.bodyBytes) // before anything can be given
      this.catalogue = {
        models: models.items,
        encodings: encodings.items,
        limits,
        examples: examples.items,
        panel: panel.items,
      }
      if (models.items.length === 0) return this.loadSoon()
      const { modelId, encodingId, typed, unknown } = asked(new URL(location.href), {
        models: models.items,
        examples: examples.items,
      })
      const model =
        models.items.find((/** @type {any} */ known) => known.id === (modelId ?? this.draft.modelId)) ?? models.items[0]
      this.change(model ? this.fitting(model, encodingId) : {})
      if (typed) this.replace(typed)
      else this.checkSoon()
      this.unknown = unknown
      history.replaceState(null, '', '/new') // what was asked for stands in the form now, and may be changed there
    } catch (error) {
      this.runError = error
    }
  }

  loadSoon() {
    store.forget('/models')
    this.retry = setTimeout(() => this.load(), RETRY_MS)
  }

  /** The model, with the encoding kept where the model knows it. @param {import('../base/store.js').Model} model @param {string} [wanted] */
  fitting(model, wanted) {
    const ids = model.encodings.map(({ id }) => id)
    const encodingId = [wanted, this.draft.encodingId].find(id => id && ids.includes(id)) ?? ids[0] ?? null
    return { modelId: model.id, encodingId }
  }

  /** @param {Partial<import('../form/draft.js').Draft>} part */
  change(part) {
    this.draft = { ...this.draft, ...part }
    this.hint = ''
    this.textKept = saveDraft(this.draft)
    if (TYPED.some(name => name in part)) this.entered()
  }

  /** Sets other sequences in place of those that stand here, which can be brought back. @param {Partial<import('../form/draft.js').Draft>} part */
  replace(part) {
    const own = isOwn(this.draft, this.catalogue?.examples ?? []) || this.files.length > 0
    this.replaced = own ? { draft: this.draft, files: this.files } : this.replaced
    this.desk.set([])
    this.change(part)
  }

  bringBack() {
    const { draft, files } = /** @type {NonNullable<typeof this.replaced>} */ (this.replaced)
    this.replaced = null
    this.desk.set(files)
    this.change(draft)
  }

  get files() {
    return this.desk.files
  }

  /** Files go behind what stands here, unless that is nobody's own. @param {{name: 'text'|'a'|'b'|'references'|'pairs', files: File[]}} dropped */
  async attach({ name, files }) {
    if (name === 'a' || name === 'b') return this.readInto(name, files[0])
    if (name === 'pairs' || (name === 'text' && !isOwn(this.draft, this.catalogue?.examples ?? [])))
      this.change({ [name]: '' })
    const text = await this.desk.add(name === 'text' ? 'sequences' : name, files, EDITABLE - this.draft[name].length)
    if (text !== null)
      this.change({
        [name]: [this.draft[name], text]
          .map(each => each.trim())
          .filter(Boolean)
          .join('\n'),
      })
  }

  /** One of two fields takes a text alone. @param {'a'|'b'} name @param {File} file */
  async readInto(name, file) {
    const [{ readings, problem }] = await readGiven([given('sequences', file)], this.desk.most)
    const [only] = readings ?? []
    if (only?.text && !only.fault) return this.change({ [name]: only.text })
    this.hint = `${file.name}${t('where.colon')}${problem?.detail ?? only?.fault?.detail ?? t('files.unread')}`
  }

  /** What was said of the sequences no longer holds. */
  entered() {
    this.runError = null
    this.checking.forget()
    this.checkSoon()
  }

  checkSoon() {
    this.checking.soon(() =>
      store.user && !this.missing && this.exceeds.length === 0
        ? { body: bodyOf(this.draft, this.files), size: sizeOf(this.draft, this.files) }
        : null,
    )
  }

  /** The worker's problem; what it says of single records already stands beside them. */
  get checkProblem() {
    const { verdict } = this.checking
    const problem = verdict?.problem
    return problem && verdict.records?.some((/** @type {any} */ record) => record.errors?.length)
      ? withoutRecords(problem)
      : problem
  }

  /** What is wrong with the sequences themselves; it stands beside them. */
  get sequencesError() {
    if (this.hint) return { type: 'client/sequences', title: this.hint }
    const refused = [this.runError, this.checking.error].find(error => SEQUENCES.test(error?.type ?? ''))
    return refused ? withoutRecords(refused) : (this.checkProblem ?? null)
  }

  get entries() {
    return entriesOf(this.draft, this.files)
  }

  get pairs() {
    return pairsOf(this.draft, this.files, this.catalogue?.panel.length ?? 0, this.catalogue?.limits.records)
  }

  get missing() {
    return missing(this.draft, this.files, this.pairs)
  }

  /** What a check says of a list of pairs. @type {import('../components/compare/x-compared.js').List|null} */
  get list() {
    return this.checking.verdict?.pairs ?? null
  }

  /** @returns {string[]} */
  get exceeds() {
    return this.catalogue ? exceeding(this.draft, this.files, this.catalogue.limits, this.list?.count ?? 0) : []
  }

  get model() {
    return this.catalogue?.models.find(known => known.id === this.draft.modelId)
  }

  render() {
    return html`<div class="page-head"><h1>${t('new.title')}</h1><p class="lead">${t('new.lead')}</p></div>
      ${
        this.catalogue
          ? this.form(this.catalogue)
          : this.runError
            ? html`<x-problem .error=${this.runError}></x-problem>
          <button class="button" type="button" @click=${() => {
            this.runError = null
            this.load()
          }}>${t('again')}</button>`
            : html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
      }`
  }

  /** @param {NonNullable<typeof this.catalogue>} catalogue */
  form({ models, encodings, limits }) {
    if (models.length === 0)
      return html`<div class="empty"><h2>${t('catalogue.none')}</h2><p>${t('catalogue.none.text')}</p></div>`
    return html`<form class="stack-l" novalidate @submit=${this.run}>
      ${
        this.unknown.length > 0
          ? html`<p class="notice" role="status"
          data-test="link-unknown">${unknownWords(this.unknown)}</p>`
          : nothing
      }
      ${this.step(
        1,
        'mode',
        html`<x-choices class="four" name="mode" .label=${t('new.mode')}
            .items=${MODES.map(id => ({ id, name: t(`mode.${id}`), info: t(`mode.${id}.info`) }))}
        .chosen=${this.draft.mode}
        @choose=${(/** @type {CustomEvent} */ chosen) => this.change({ mode: chosen.detail.id })}></x-choices>`,
      )}
      ${this.step(2, 'sequences', this.sequencesStep())}
      ${this.step(
        3,
        'model',
        html`<x-model-choice .model=${this.model} .models=${models} .encodings=${encodings}
            .encodingId=${this.draft.encodingId}
        @model=${(/** @type {CustomEvent} */ chosen) => this.change(this.fitting(chosen.detail))}
        @encoding=${(/** @type {CustomEvent} */ chosen) => this.change({ encodingId: chosen.detail })}></x-model-choice>`,
      )}
      ${this.step(
        4,
        'run',
        html`<x-queue .model=${this.model} .most=${limits.openJobsPerUser}></x-queue>
        <x-problem .error=${this.elsewhere(this.runError)}></x-problem>
        ${
          this.exceeds.length > 0
            ? html`<ul class="stack-xs" data-test="exceeds">${this.exceeds.map(
                limit => html`<li
            class="wrong">${icon('cross')} ${limit}</li>`,
              )}</ul>`
            : nothing
        }
        <div class="run-bar"><button class="button main big" data-test="run" ?disabled=${this.busy}>
          ${this.busy ? icon('ring', 'spin') : nothing}${t('new.run')}</button><span
          class="hint">${t(store.user === null ? 'new.run.signin' : 'new.run.hint')}</span></div>
        <x-form-link .draft=${this.draft} .model=${this.model} .texts=${this.texts.filter(text => text !== null)}
            ?long=${this.texts.includes(null)}></x-form-link>`,
      )}
    </form>`
  }

  sequencesStep() {
    const { examples, panel, limits } = /** @type {NonNullable<typeof this.catalogue>} */ (this.catalogue)
    const { draft, entries, files, checking } = this
    return html`<x-sequences .draft=${draft} .examples=${examples} .files=${files} .error=${this.sequencesError}
        @edit=${(/** @type {CustomEvent} */ typed) => this.change(typed.detail)}
        @example=${(/** @type {CustomEvent} */ picked) => this.replace(exampleInput(picked.detail))}
        @attach=${(/** @type {CustomEvent} */ added) => this.attach(added.detail)}
        @detach=${(/** @type {CustomEvent} */ gone) => this.desk.remove(gone.detail)}></x-sequences>
      ${
        this.replaced
          ? html`<p class="notice row" role="status" data-test="replaced"><span>${t('new.replaced')}</span>
        <button class="button" type="button" data-test="bring-back"
            @click=${this.bringBack}>${icon('undo')}${t('new.back')}</button></p>`
          : nothing
      }
      ${
        this.textKept && this.desk.kept
          ? nothing
          : html`<p class="row small" role="status"><span
          class="chip warn">${icon('warn')}${t('new.unkept')}</span></p>`
      }
      <x-records .entries=${entries} .most=${limits.records} .mode=${draft.mode} .check=${checking.verdict}
          .faults=${this.runError?.errors ?? checking.error?.errors ?? []}
          .subtypes=${subtypesWith(this.model, draft.encodingId)}></x-records>
      ${
        draft.mode === 'pair'
          ? nothing
          : html`<x-compared .draft=${draft} .files=${files} .panel=${panel} .pairs=${this.pairs} .list=${this.list}
              .limits=${limits}
        @edit=${(/** @type {CustomEvent} */ typed) => this.change(typed.detail)}
        @attach=${(/** @type {CustomEvent} */ added) => this.attach(added.detail)}
        @detach=${(/** @type {CustomEvent} */ gone) => this.desk.remove(gone.detail)}></x-compared>`
      }
      ${
        entries.length > 0
          ? html`<div class="row"><button class="button" type="button" data-test="check" ?disabled=${checking.busy}
              @click=${this.runCheck}>
        ${checking.busy ? icon('ring', 'spin') : icon('check')}${t('new.check')}</button><span
        class="hint">${this.checkHint()}</span></div>`
          : nothing
      }
      <x-problem .error=${this.elsewhere(checking.error)}></x-problem>
      <p class="hint" data-test="limits">${this.limits()}</p>`
  }

  /** What was entered as sequences, for a link; null where a file is too long for one. @returns {(string|null)[]} */
  get texts() {
    const read = filesOf(this.draft, this.files)
      .filter(({ field }) => field === 'sequences')
      .flatMap(({ readings }) => readings?.map(({ text, fault }) => (fault ? '' : text)) ?? [null])
    return [typedOf(this.draft), ...read].flat().filter(text => text !== '')
  }

  checkHint() {
    if (this.checking.missed) return t('new.check.missed')
    return t(store.user ? 'new.check.hint' : 'new.check.signin')
  }

  /** A refusal, unless it is told beside the sequences. @param {any} error */
  elsewhere(error) {
    return SEQUENCES.test(error?.type ?? '') ? null : error
  }

  /** Leads to the sequences that cannot be used, which stand above what was pressed. */
  async showFault() {
    await this.updateComplete
    await /** @type {any} */ (this.querySelector('x-sequences'))?.updateComplete
    await Promise.all([...this.querySelectorAll('x-drop-text')].map(field => /** @type {any} */ (field).updateComplete))
    const field = /** @type {HTMLElement|null} */ (this.querySelector('textarea[aria-invalid="true"]'))
    field?.focus()
  }

  /** @param {number} no @param {'model'|'mode'|'sequences'|'run'} name @param {unknown} body */
  step(no, name, body) {
    return html`<section class="step" aria-labelledby="step-${name}"><span class="no" aria-hidden="true">${no}</span>
      <div class="body"><h2 id="step-${name}">${t(`new.${name}`)}</h2>${body}</div></section>`
  }

  limits() {
    const { recordMinLetters, recordLetters, bodyBytes, retentionDays, records, pairs, files } =
      this.catalogue?.limits ?? {}
    const common = {
      max: number(recordLetters),
      size: number(Math.round(bodyBytes / 2 ** 20)),
      days: number(retentionDays),
    }
    return this.draft.mode === 'pair'
      ? t('new.limits', { min: number(recordMinLetters), ...common })
      : t('new.limits.many', { records: number(records), files: number(files), pairs: number(pairs), ...common })
  }

  async runCheck() {
    if (!store.user) return go('/signin?next=/new')
    if (this.draft.mode === 'query' && this.pairs === 0) {
      this.hint = this.missing
      return this.showFault()
    }
    this.hint = ''
    const error = await this.checking.ask(bodyOf(this.draft, this.files))
    if (error) this.turnedAway(error)
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
    if (this.exceeds.length > 0)
      return /** @type {HTMLElement|null} */ (this.querySelector('[data-test="exceeds"]'))?.scrollIntoView({
        block: 'center',
      })
    const choice = { modelId: this.draft.modelId, encodingId: this.draft.encodingId }
    const key = submissionKey(tokenOf(this.draft, this.files, choice))
    this.busy = true
    this.runError = null
    try {
      const { id } = await api.post('/jobs', bodyOf(this.draft, this.files, choice), {
        headers: { 'Idempotency-Key': key },
      })
      forgetSubmissionKey()
      rememberInput(id, this.draft)
      saveDraft({ ...emptyDraft(), modelId: this.draft.modelId, encodingId: this.draft.encodingId })
      await this.desk.set([])
      go(`/jobs/${id}`)
    } catch (error) {
      if (this.turnedAway(error)) return
      if (KNOWN_ANSWER(error)) forgetSubmissionKey()
      this.runError = error
      this.busy = false
      if (this.sequencesError) this.showFault()
    }
  }
}
customElements.define('x-new-page', NewPage)
