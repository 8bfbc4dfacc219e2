// @ts-check
// <x-note .job>: what its user has written to a job, to be read and changed. Says `noted` with the new note, or null.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { api } from '../../connection/api.js'
import { number, t } from '../../i18n/language.js'
import '../frame/x-problem.js'

const MOST = 2_000

class Note extends Element {
  static properties = { job: {}, typed: { state: true }, busy: { state: true }, error: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.job = null
    /** What stands in the field; none while it is read only. @type {string|null} */ this.typed = null
    this.busy = false
    /** @type {any} */ this.error = null
  }

  render() {
    return this.typed === null ? this.read() : this.form(this.typed)
  }

  read() {
    const { note } = this.job
    const edit = html`<button class="button quiet small" type="button" data-test="note-edit"
        @click=${this.edit}>${icon('note')}${t(note ? 'note.edit' : 'note.add')}</button>`
    return note
      ? html`<section class="note" aria-label=${t('note.title')}><p class="note-text" data-test="note">${note}</p>${edit}</section>`
      : edit
  }

  /** @param {string} typed */
  form(typed) {
    return html`<form class="note stack-s" @submit=${this.save}><label for="note-text">${t('note.title')}</label>
      <textarea id="note-text" rows="4" maxlength=${MOST} data-test="note-text" aria-describedby="note-hint" .value=${typed}
        @input=${(/** @type {any} */ input) => {
          this.typed = input.target.value
        }}></textarea>
      <p class="hint row apart" id="note-hint"><span>${t('note.hint')}</span><span class="num">${number(typed.length)} / ${number(MOST)}</span></p>
      <x-problem .error=${this.error}></x-problem>
      <div class="row"><button class="button main" data-test="note-save" ?disabled=${this.busy}>${t('note.save')}</button><button class="button"
          type="button" data-test="note-leave" @click=${() => this.close()}>${t('note.leave')}</button></div></form>`
  }

  async edit() {
    this.typed = this.job.note ?? ''
    await this.updateComplete
    const field = /** @type {HTMLTextAreaElement|null} */ (this.querySelector('textarea'))
    field?.focus()
  }

  async close() {
    this.typed = this.error = null
    await this.updateComplete
    const button = /** @type {HTMLElement|null} */ (this.querySelector('button'))
    button?.focus()
  }

  /** What was typed stays until the server has it. @param {SubmitEvent} submit */
  async save(submit) {
    submit.preventDefault()
    if (this.busy) return
    const note = this.typed?.trim() || null
    this.busy = true
    try {
      await api.put(`/jobs/${this.job.id}/note`, { note })
      this.dispatchEvent(new CustomEvent('noted', { detail: note }))
      await this.close()
    } catch (error) {
      this.error = error
    }
    this.busy = false
  }
}
customElements.define('x-note', Note)
