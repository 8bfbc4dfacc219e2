// @ts-check
// <x-sequences .draft .examples .files .error>: sequences by paste, drop, file or example; a pair in one text or two fields.
// .error says what is wrong with them, beside them. Says `edit` with the changed part of the draft, `example` with the
// chosen example, `attach` with the field's name and its files, and `detach` like <x-given-files>.
import { html, nothing } from 'lit'
import { emptyDraft } from '../../form/draft.js'
import { SEQUENCES } from '../../form/dropped.js'
import { Element } from '../../base/element.js'
import { local, t } from '../../i18n/language.js'
import './x-drop-text.js'
import '../frame/x-problem.js'

class Sequences extends Element {
  static properties = { draft: {}, examples: {}, files: {}, error: {} }

  constructor() {
    super()
    this.draft = emptyDraft()
    /** @type {any[]} */ this.examples = []
    /** @type {import('../../form/readings.js').Given[]} */ this.files = []
    /** @type {any} */ this.error = null
  }

  render() {
    const pair = this.draft.mode === 'pair'
    const two = pair && this.draft.layout === 'two'
    return html`${this.exampleButtons()}
      ${
        pair
          ? html`<div class="row">
        <fieldset class="segments"><legend
            class="hidden">${t('seq.layout')}</legend>${this.segment('one')}${this.segment('two')}</fieldset>
      </div>`
          : nothing
      }
      <div class="drop-in ${two ? 'two' : ''}">
        ${two ? [this.field('a', t('seq.a')), this.field('b', t('seq.b'))] : this.field('text', t(pair ? 'seq.text' : 'seq.many'))}
      </div>
      ${
        this.error
          ? html`<div id="seq-error" data-test="sequences-error" data-type=${this.error.type}><x-problem
          .error=${this.error}></x-problem></div>`
          : nothing
      }`
  }

  /** @param {'text'|'a'|'b'} name */
  faulty(name) {
    const records = this.error?.faulty ?? []
    return Boolean(this.error) && (name === 'text' || records.length === 0 || records.includes(name === 'a' ? 1 : 2))
  }

  exampleButtons() {
    if (this.examples.length === 0) return nothing
    return html`<div class="examples"><span class="small soft">${t('seq.example')}</span>${this.examples.map(
      (example, index) => html`
      <button class="button pill" type="button" data-test=${index === 0 ? 'example' : `example-${index}`}
          title=${local(example, 'info')}
        @click=${() => this.say('example', example)}>${local(example, 'name')}</button>`,
    )}</div>`
  }

  /** @param {'one'|'two'} layout */
  segment(layout) {
    return html`<label><input type="radio" name="layout" data-test="layout-${layout}"
        .checked=${this.draft.layout === layout}
      @change=${() => this.say('edit', { layout })}>${t(`seq.${layout}`)}</label>`
  }

  /** @param {'text'|'a'|'b'} name @param {string} label */
  field(name, label) {
    return html`<x-drop-text name=${name} hook="sequences-${name}" .label=${label}
        .placeholder=${t(this.placeholder(name))} .value=${this.draft[name]}
      .files=${name === 'text' ? this.files.filter(({ field }) => field === 'sequences') : []}
      ?faulty=${this.faulty(name)} describedby="seq-error" accept=${SEQUENCES} ?multiple=${name === 'text'}
      @edit=${(/** @type {CustomEvent} */ typed) => this.say('edit', { [name]: typed.detail })}
      @attach=${(/** @type {CustomEvent} */ given) => this.say('attach', { name, files: given.detail })}
      @detach=${(/** @type {CustomEvent} */ gone) => this.say('detach', gone.detail)}></x-drop-text>`
  }

  /** @param {'text'|'a'|'b'} name */
  placeholder(name) {
    if (name !== 'text') return 'seq.placeholder.one'
    return this.draft.mode === 'pair' ? 'seq.placeholder' : 'seq.placeholder.many'
  }

  /** @param {string} name @param {unknown} detail */
  say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
customElements.define('x-sequences', Sequences)
