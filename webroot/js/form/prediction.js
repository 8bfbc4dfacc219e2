// @ts-check
// A prediction while it is being entered: what is typed and given, what a check says of it, and its submission.
import { api } from '../connection/api.js'
import { store } from '../base/store.js'
import { t } from '../i18n/language.js'
import { SequenceCheck, withoutRecords } from './check.js'
import { emptyDraft, forgetSubmissionKey, isOwn, loadDraft, saveDraft, submissionKey } from './draft.js'
import { bodyOf, entriesOf, missing, pairsOf, sizeOf, textsOf, tokenOf } from './entered.js'
import { exceeding } from './exceeding.js'
import { FilesDesk } from './files-desk.js'
import { nameOf, oneText, placeOf, titleOf } from './given.js'
import { EDITABLE, given, readGiven } from './readings.js'
import { isAnswer, isForAccounts, isOfSequences } from './refusals.js'

const TYPED = ['mode', 'layout', 'text', 'a', 'b', 'against', 'panel', 'references', 'pairs', 'landmarks']

/**
 * @typedef {import('./draft.js').Draft} Draft
 * @typedef {import('./readings.js').Given} Given
 * @typedef {import('../base/store.js').Model} Model
 * @typedef {{models: Model[], encodings: import('../base/store.js').Encoding[], limits: any, examples: any[], panel: any[], missing: any[], panels: import('./panels.js').NamedPanel[]}} Catalogue
 */

/** Says `change` whenever something of it has changed. */
export class Prediction extends EventTarget {
  constructor() {
    super()
    /** @type {Catalogue|null} */ this.catalogue = null
    this.draft = loadDraft()
    this.desk = new FilesDesk()
    this.desk.addEventListener('change', () => {
      this.hint = ''
      this.entered()
    })
    this.desk.addEventListener('kept', () => this.changed())
    this.checking = new SequenceCheck()
    this.checking.addEventListener('change', () => this.changed())
    /** Why it was not taken. @type {any} */ this.refusal = null
    /** What is missing, or wrong with a file, in words. */ this.hint = ''
    this.busy = false
    /** What an example or a link has pushed aside. @type {{draft: Draft, files: Given[]}|null} */
    this.replaced = null
    /** Whether what is typed would outlive a reload. */ this.textKept = true
    /** Over once all that was given has been read. @type {Promise<unknown>} */ this.arriving = Promise.resolve()
  }

  changed() {
    this.dispatchEvent(new Event('change'))
  }

  stop() {
    this.checking.stop()
    this.desk.leave()
  }

  /** What can be chosen; comes before anything is given. @param {Catalogue} catalogue */
  async offer(catalogue) {
    const { bodyBytes, guests } = catalogue.limits
    await this.desk.recall(store.account ? bodyBytes : (guests?.bodyBytes ?? bodyBytes))
    this.catalogue = catalogue
    if (this.draft.panel && !this.panel) this.change({ panel: '' }) // it was deleted meanwhile
    this.changed()
  }

  /** Takes the model that is asked for or was chosen last, and what a link brings. @param {ReturnType<import('./prefill.js').asked>} asked */
  begin({ modelId, encodingId, typed }) {
    const models = this.catalogue?.models ?? []
    const wanted = modelId ?? this.draft.modelId
    const model = models.find(({ id }) => id === wanted) ?? models.find(each => each.default) ?? models[0]
    if (model) this.choose(model, encodingId)
    if (typed) this.replace(typed)
    else this.checkSoon()
  }

  /** The encoding is kept where the model knows it. @param {Model} model @param {string} [wanted] */
  choose(model, wanted) {
    const ids = model.encodings.map(({ id }) => id)
    const encodingId = [wanted, this.draft.encodingId].find(id => id && ids.includes(id)) ?? ids[0] ?? null
    this.change({ modelId: model.id, encodingId })
  }

  /** @param {Partial<Draft>} part */
  change(part) {
    const emptied = part.text !== undefined && part.text.trim() === '' ? { title: '' } : {}
    this.draft = { ...this.draft, ...emptied, ...part }
    this.hint = ''
    this.textKept = saveDraft(this.draft)
    if (TYPED.some(name => name in part)) this.entered()
    this.changed()
  }

  /** Sets other sequences in place of those that stand here, which can be brought back. @param {Partial<Draft>} part */
  replace(part) {
    const own = isOwn(this.draft, this.catalogue?.examples ?? []) || this.files.length > 0
    this.replaced = own ? { draft: this.draft, files: this.files } : this.replaced
    this.desk.set([])
    this.change({ title: '', batch: null, ...part })
  }

  bringBack() {
    const { draft, files } = /** @type {NonNullable<typeof this.replaced>} */ (this.replaced)
    this.replaced = null
    this.desk.set(files)
    this.change(draft)
  }

  /** Files go behind what stands here, unless that is nobody's own. @param {{name: 'text'|'a'|'b'|'references'|'pairs', files: File[]}} dropped */
  attach(dropped) {
    const attached = this.take(dropped)
    this.arriving = Promise.allSettled([this.arriving, attached])
    return attached
  }

  /** @param {{name: 'text'|'a'|'b'|'references'|'pairs', files: File[]}} given */
  async take({ name, files }) {
    if (name === 'a' || name === 'b') return this.readInto(name, files[0])
    if (name === 'pairs' || (name === 'text' && !isOwn(this.draft, this.catalogue?.examples ?? [])))
      this.change({ [name]: '' })
    const field = name === 'text' ? 'sequences' : name
    const text = await this.desk.add(field, files, EDITABLE - this.draft[name].length)
    const parts = [this.draft[name], text ?? ''].map(each => each.trim()).filter(Boolean)
    const title = name === 'text' && parts.length === 1 ? { title: nameOf(files[0].name) } : {}
    if (text !== null) this.change({ [name]: parts.join('\n'), ...title })
  }

  /** Files that were dropped beside the fields. @param {File[]} files */
  drop(files) {
    const name = placeOf(this.draft, files)
    if (name === 'text') this.change(oneText(this.draft))
    return this.attach({ name, files })
  }

  /** All that stands here with each other, instead of two. */
  compareAll() {
    this.change({ ...oneText(this.draft), mode: 'all' })
  }

  /** One of two fields takes a text alone. @param {'a'|'b'} name @param {File} file */
  async readInto(name, file) {
    const [{ readings, problem }] = await readGiven([given('sequences', file)], this.desk.most)
    const [only] = readings ?? []
    if (only?.text && !only.fault) return this.change({ [name]: only.text })
    this.hint = `${file.name}${t('where.colon')}${problem?.detail ?? only?.fault?.detail ?? t('files.unread')}`
    this.changed()
  }

  /** What was said of the sequences no longer holds. */
  entered() {
    this.refusal = null
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

  /** Whether something is missing; it is told then. */
  lacks() {
    this.hint = this.missing
    this.changed()
    return this.hint !== ''
  }

  /** @returns {Promise<any>} the error that is no verdict on the sequences, if any */
  check() {
    this.hint = ''
    return this.checking.ask(bodyOf(this.draft, this.files))
  }

  /** @returns {Promise<string>} the job's id; fails as the server refuses it */
  async submit() {
    const title = titleOf(this.draft, this.files)
    const choice = { modelId: this.draft.modelId, encodingId: this.draft.encodingId }
    const batch = this.draft.batch ? { batch: this.draft.batch.id } : {}
    const asked = { ...choice, ...(title ? { title } : {}), ...batch }
    const key = submissionKey(tokenOf(this.draft, this.files, asked))
    this.busy = true
    this.refusal = null
    this.changed()
    try {
      const body = bodyOf(this.draft, this.files, asked)
      const { id } = await api.post('/jobs', body, { headers: { 'Idempotency-Key': key } })
      forgetSubmissionKey()
      saveDraft({ ...emptyDraft(), ...choice })
      await this.desk.set([])
      return id
    } catch (error) {
      this.refused(error)
      throw error
    }
  }

  /** A session that has ended is no answer: the same key goes along once more after signing in. @param {any} error */
  refused(error) {
    if (error.status === 401) return
    if (isAnswer(error)) forgetSubmissionKey()
    this.refusal = error
    this.busy = false
    this.changed()
  }

  get files() {
    return this.desk.files
  }

  /** Whether it was refused to somebody without an account, who might run it with one. */
  get takesAccount() {
    return !store.account && isForAccounts(this.refusal)
  }

  get entries() {
    return entriesOf(this.draft, this.files)
  }

  get pairs() {
    const strains = this.panel?.strains ?? this.catalogue?.panel.length ?? 0
    return pairsOf(this.draft, this.files, strains, this.catalogue?.limits.records)
  }

  /** The kept panel that is chosen, if one is. */
  get panel() {
    return this.catalogue?.panels.find(({ name }) => name === this.draft.panel)
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
    return this.catalogue?.models.find(({ id }) => id === this.draft.modelId)
  }

  /** What was entered as sequences, for a link; null where a file is too long for one. @returns {(string|null)[]} */
  get texts() {
    return textsOf(this.draft, this.files)
  }

  /** The worker's problem; what it says of single records already stands beside them. */
  get checkProblem() {
    const { problem, records } = this.checking.verdict ?? {}
    const told = records?.some((/** @type {any} */ record) => record.errors?.length)
    return problem && told ? withoutRecords(problem) : problem
  }

  /** What is wrong with the sequences themselves; it stands beside them. */
  get sequencesError() {
    if (this.hint) return { type: 'client/sequences', title: this.hint }
    const refused = [this.refusal, this.checking.error].find(error => isOfSequences(error))
    return refused ? withoutRecords(refused) : (this.checkProblem ?? null)
  }
}
