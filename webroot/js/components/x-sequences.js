// @ts-check
// <x-sequences .draft .examples>: sequences by paste, drop, file or example, in one text or two fields.
// .error says what is wrong with them, beside them. Says `edit` with the changed part of the draft, `example` with the chosen example.
import { html, nothing } from 'lit'
import { emptyDraft } from '../draft.js'
import { Element } from '../element.js'
import { readFile } from '../fasta.js'
import { icon } from '../icons.js'
import { local, t } from '../i18n.js'
import './x-problem.js'

const ACCEPT = '.fasta,.fa,.fas,.faa,.fna,.txt,.gz,text/plain'

class Sequences extends Element {
  static properties = { draft: {}, examples: {}, error: {}, over: { state: true }, wrong: { state: true } }

  constructor() {
    super()
    this.draft = emptyDraft()
    /** @type {any[]} */ this.examples = []
    /** @type {any} */ this.error = null
    this.over = ''
    this.wrong = ''
  }

  render() {
    const two = this.draft.layout === 'two'
    return html`${this.exampleButtons()}
      <div class="row">
        <fieldset class="segments"><legend class="hidden">${t('seq.layout')}</legend>${this.segment('one')}${this.segment('two')}</fieldset>
      </div>
      <div class="drop-in ${two ? 'two' : ''}">
        ${two ? [this.field('a', t('seq.a')), this.field('b', t('seq.b'))] : this.field('text', t('seq.text'))}
      </div>
      ${this.wrong ? html`<p class="wrong" role="alert">${this.wrong}</p>` : nothing}
      ${this.error ? html`<div id="seq-error" data-test="sequences-error" data-type=${this.error.type}><x-problem .error=${this.error}></x-problem></div>` : nothing}`
  }

  /** @param {'text'|'a'|'b'} name */
  faulty(name) {
    const records = this.error?.faulty ?? []
    return Boolean(this.error) && (name === 'text' || records.length === 0 || records.includes(name === 'a' ? 1 : 2))
  }

  exampleButtons() {
    if (this.examples.length === 0) return nothing
    return html`<div class="examples"><span class="small soft">${t('seq.example')}</span>${this.examples.map((example, index) => html`
      <button class="button pill" type="button" data-test=${index === 0 ? 'example' : `example-${index}`} title=${local(example, 'info')}
        @click=${() => this.say('example', example)}>${local(example, 'name')}</button>`)}</div>`
  }

  /** @param {'one'|'two'} layout */
  segment(layout) {
    return html`<label><input type="radio" name="layout" data-test="layout-${layout}" .checked=${this.draft.layout === layout}
      @change=${() => this.say('edit', { layout })}>${t(`seq.${layout}`)}</label>`
  }

  /** @param {'text'|'a'|'b'} name @param {string} label */
  field(name, label) {
    return html`<div class="drop ${this.over === name ? 'over' : ''}"
        @dragover=${(/** @type {DragEvent} */ drag) => { drag.preventDefault(); this.over = name }}
        @dragleave=${() => { this.over = '' }} @drop=${(/** @type {DragEvent} */ drop) => this.dropped(drop, name)}>
      <div class="row"><label class="label" for="seq-${name}">${label}</label>
        <button class="button quiet push" type="button" @click=${() => this.pick(name)}>${icon('file')}${t('seq.file')}</button>
        ${this.draft[name] ? html`<button class="button quiet" type="button" aria-label="${t('seq.clear')}: ${label}" @click=${() => this.say('edit', { [name]: '' })}>${t('seq.clear')}</button>` : nothing}</div>
      <textarea id="seq-${name}" data-test="sequences-${name}" aria-invalid=${this.faulty(name)} aria-describedby=${this.faulty(name) ? 'seq-error' : nothing} spellcheck="false" autocomplete="off" autocapitalize="off"
        placeholder=${name === 'text' ? t('seq.placeholder') : t('seq.placeholder.one')} .value=${this.draft[name]}
        @input=${(/** @type {any} */ input) => this.say('edit', { [name]: input.target.value })}></textarea>
      <input type="file" class="hidden" tabindex="-1" aria-hidden="true" accept=${ACCEPT} ?multiple=${name === 'text'} data-field=${name}
        @change=${(/** @type {any} */ picked) => this.take(picked.target.files, name)}></div>`
  }

  /** @param {string} name */
  pick(name) {
    /** @type {HTMLInputElement} */ (this.querySelector(`input[data-field="${name}"]`)).click()
  }

  /** @param {DragEvent} drop @param {'text'|'a'|'b'} name */
  dropped(drop, name) {
    this.over = ''
    if (!drop.dataTransfer?.files.length) return
    drop.preventDefault()
    this.take(drop.dataTransfer.files, name)
  }

  /** @param {FileList} files @param {'text'|'a'|'b'} name */
  async take(files, name) {
    this.wrong = ''
    try {
      const texts = await Promise.all([...files].map(readFile))
      this.say('edit', { [name]: texts.map(text => text.trim()).join('\n') })
    } catch {
      this.wrong = t('seq.unreadable', { name: [...files].map(file => file.name).join(', ') })
    }
  }

  /** @param {string} name @param {object} detail */
  say(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })) }
}
customElements.define('x-sequences', Sequences)
