// @ts-check
// <x-drop-text name hook .label .placeholder .value .files .faulty describedby accept ?multiple>: text by typing or paste, files by drop
// or choice, whole folders too. Says `edit` with the text, `attach` with files, and `detach` like <x-given-files>.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { droppedFiles, isOf } from '../../form/dropped.js'
import { isOtherFormat } from '../../form/fasta.js'
import { icon } from '../../base/icons.js'
import { t } from '../../i18n/language.js'
import { EDITABLE } from '../../form/readings.js'
import './x-given-files.js'

class DropText extends Element {
  static properties = {
    name: {},
    hook: {},
    label: {},
    placeholder: {},
    value: {},
    files: {},
    faulty: { type: Boolean },
    describedby: {},
    accept: {},
    multiple: { type: Boolean },
    over: { state: true },
    wrong: { state: true },
  }

  constructor() {
    super()
    this.name = ''
    this.hook = ''
    this.label = ''
    this.placeholder = ''
    this.value = ''
    /** @type {import('../../form/readings.js').Given[]} */ this.files = []
    this.faulty = false
    this.describedby = ''
    this.accept = ''
    this.multiple = false
    this.over = false
    this.wrong = ''
  }

  render() {
    return html`<div class="drop ${this.over ? 'over' : ''}"
        @dragover=${(/** @type {DragEvent} */ drag) => {
          drag.preventDefault()
          this.over = true
        }}
        @dragleave=${() => {
          this.over = false
        }} @drop=${this.dropped}>
      <div class="row"><label class="label" for="text-${this.name}">${this.label}</label>
        <span class="push row tight"><button class="button quiet" type="button"
            @click=${() => this.pick('files')}>${icon('file')}${t(this.multiple ? 'seq.files' : 'seq.file')}</button>
        ${
          this.multiple
            ? html`<button class="button quiet" type="button"
            @click=${() => this.pick('folder')}>${icon('folder')}${t('seq.folder')}</button>`
            : nothing
        }
        ${
          this.value
            ? html`<button class="button quiet" type="button" aria-label="${t('seq.clear')}: ${this.label}"
            @click=${() => this.say('edit', '')}>${t('seq.clear')}</button>`
            : nothing
        }</span></div>
      ${
        this.files.length > 0
          ? html`<x-given-files .files=${this.files}
          @detach=${(/** @type {CustomEvent} */ gone) => this.say('detach', gone.detail)}></x-given-files>`
          : nothing
      }
      <textarea id="text-${this.name}" class=${this.files.length > 0 ? 'less' : ''} data-test=${this.hook}
          aria-invalid=${this.faulty} aria-describedby=${this.faulty && this.describedby ? this.describedby : nothing}
        spellcheck="false" autocomplete="off" autocapitalize="off" placeholder=${this.placeholder} .value=${this.value}
        @paste=${this.pasted} @input=${(/** @type {any} */ input) => this.say('edit', input.target.value)}></textarea>
      <input type="file" class="hidden" tabindex="-1" aria-hidden="true" accept=${this.accept}
          ?multiple=${this.multiple} data-pick="files" data-test="${this.hook}-file"
        @change=${(/** @type {any} */ picked) => this.take([...picked.target.files])}>
      ${
        this.multiple
          ? html`<input type="file" class="hidden" tabindex="-1" aria-hidden="true" webkitdirectory data-pick="folder"
              data-test="${this.hook}-folder"
        @change=${(/** @type {any} */ picked) => this.takeFolder([...picked.target.files])}>`
          : nothing
      }
      ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}</div>`
  }

  /** @param {'files'|'folder'} what */
  pick(what) {
    const input = /** @type {HTMLInputElement} */ (this.querySelector(`input[data-pick="${what}"]`))
    input.value = '' // so that the same file can be chosen again
    input.click()
  }

  /** @param {DragEvent} drop */
  async dropped(drop) {
    this.over = false
    const { dataTransfer } = drop
    if (!dataTransfer?.files.length) return
    drop.preventDefault()
    try {
      this.take(await droppedFiles(dataTransfer, this.accept))
    } catch {
      this.wrong = t('seq.unreadable', { name: [...dataTransfer.files].map(file => file.name).join(', ') })
    }
  }

  /** A folder's other files are no mistake of who chose the folder. @param {File[]} files */
  takeFolder(files) {
    this.take(files.filter(file => isOf(file.name, this.accept)))
  }

  /** A text field stumbles over very long texts, and what is no FASTA is for the server to read. @param {ClipboardEvent} paste */
  pasted(paste) {
    const text = paste.clipboardData?.getData('text/plain') ?? ''
    if (!this.multiple || (text.length <= EDITABLE && !isOtherFormat(text))) return
    paste.preventDefault()
    this.take([new File([text], t('seq.pasted'), { type: 'text/plain' })])
  }

  /** @param {File[]} files */
  take(files) {
    this.wrong = files.length === 0 ? t('seq.nothing') : ''
    if (files.length > 0) this.say('attach', files)
  }

  /** @param {string} name @param {unknown} detail */
  say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
customElements.define('x-drop-text', DropText)
