// @ts-check
// <x-drop-text name hook .label .placeholder .value .files .faulty describedby accept ?multiple>: text by typing, paste,
// drop or file (.gz too). Says `edit` with the text, `attach` with {name, text} of a file too long to be edited here, and
// `detach` with the place of such a file.
import { html, nothing } from 'lit'
import { Element } from '../element.js'
import { readFile } from '../fasta.js'
import { icon } from '../icons.js'
import { number, t } from '../i18n.js'

const EDITABLE = 200_000 // letters that a text field shows without delay

class DropText extends Element {
  static properties = {
    name: {}, hook: {}, label: {}, placeholder: {}, value: {}, files: {}, faulty: { type: Boolean }, describedby: {}, accept: {}, multiple: { type: Boolean },
    over: { state: true }, wrong: { state: true },
  }

  constructor() {
    super()
    this.name = ''
    this.hook = ''
    this.label = ''
    this.placeholder = ''
    this.value = ''
    /** @type {{name: string, text: string}[]} */ this.files = []
    this.faulty = false
    this.describedby = ''
    this.accept = ''
    this.multiple = false
    this.over = false
    this.wrong = ''
  }

  render() {
    return html`<div class="drop ${this.over ? 'over' : ''}"
        @dragover=${(/** @type {DragEvent} */ drag) => { drag.preventDefault(); this.over = true }}
        @dragleave=${() => { this.over = false }} @drop=${this.dropped}>
      <div class="row"><label class="label" for="text-${this.name}">${this.label}</label>
        <span class="push row tight"><button class="button quiet" type="button" @click=${this.pick}>${icon('file')}${t(this.multiple ? 'seq.files' : 'seq.file')}</button>
        ${this.value ? html`<button class="button quiet" type="button" aria-label="${t('seq.clear')}: ${this.label}" @click=${() => this.say('edit', '')}>${t('seq.clear')}</button>` : nothing}</span></div>
      ${this.files.length > 0 ? this.attached() : nothing}
      <textarea id="text-${this.name}" class=${this.files.length > 0 ? 'less' : ''} data-test=${this.hook} aria-invalid=${this.faulty} aria-describedby=${this.faulty && this.describedby ? this.describedby : nothing}
        spellcheck="false" autocomplete="off" autocapitalize="off" placeholder=${this.placeholder} .value=${this.value}
        @input=${(/** @type {any} */ input) => this.say('edit', input.target.value)}></textarea>
      <input type="file" class="hidden" tabindex="-1" aria-hidden="true" accept=${this.accept} ?multiple=${this.multiple} data-test="${this.hook}-file"
        @change=${(/** @type {any} */ picked) => this.take([...picked.target.files])}>
      ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}</div>`
  }

  attached() {
    return html`<ul class="attached">${this.files.map((file, index) => html`<li class="row small" data-test="attached">${icon('file')}<span class="strain">${file.name}</span>
      <span class="soft num">${t('seq.size', { n: number(Math.ceil(file.text.length / 1024)) })}</span>
      <button class="button quiet push" type="button" aria-label="${t('seq.remove')}: ${file.name}" @click=${() => this.say('detach', index)}>${t('seq.remove')}</button></li>`)}</ul>`
  }

  pick() {
    const input = /** @type {HTMLInputElement} */ (this.querySelector('input[type="file"]'))
    input.value = '' // so that the same file can be chosen again
    input.click()
  }

  /** @param {DragEvent} drop */
  dropped(drop) {
    this.over = false
    if (!drop.dataTransfer?.files.length) return
    drop.preventDefault()
    this.take([...drop.dataTransfer.files])
  }

  /** @param {File[]} files */
  async take(files) {
    this.wrong = ''
    try {
      const texts = await Promise.all(files.map(readFile))
      const long = texts.some(text => text.length > EDITABLE)
      if (long && this.multiple) texts.forEach((text, index) => { this.say('attach', { name: files[index].name, text }) })
      else this.say('edit', texts.map(text => text.trim()).join('\n'))
    } catch {
      this.wrong = t('seq.unreadable', { name: files.map(file => file.name).join(', ') })
    }
  }

  /** @param {string} name @param {unknown} detail */
  say(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })) }
}
customElements.define('x-drop-text', DropText)
