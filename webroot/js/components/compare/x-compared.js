// @ts-check
// <x-compared .draft .entries .panel .pairs .limits>: what many sequences are compared with, and how many pairs that makes.
// Says `edit` with the changed part of the draft.
import { html, nothing } from 'lit'
import { emptyDraft } from '../../draft.js'
import { Element } from '../../element.js'
import { icon } from '../../icons.js'
import { number, t, tn } from '../../i18n.js'
import { readPairs, unknownNames } from '../../pairs.js'
import '../new/x-drop-text.js'

const UNKNOWN_SHOWN = 3

class Compared extends Element {
  static properties = { draft: {}, entries: {}, panel: {}, pairs: {}, limits: {} }

  constructor() {
    super()
    this.draft = emptyDraft()
    /** @type {import('../../fasta.js').Entry[]} */ this.entries = []
    /** @type {{name: string, subtype: string|null}[]} */ this.panel = []
    this.pairs = 0
    /** @type {any} */ this.limits = {}
  }

  render() {
    const { mode } = this.draft
    return html`${mode === 'query' ? this.references() : nothing}${mode === 'all' ? this.landmarks() : nothing}${mode === 'list' ? this.list() : nothing}${this.count()}`
  }

  landmarks() {
    return html`<label class="check"><input type="checkbox" data-test="landmarks" .checked=${this.draft.landmarks}
      @change=${(/** @type {any} */ ticked) => this.say({ landmarks: ticked.target.checked })}><span>${t('landmarks.add')} <span class="soft small">${this.panel.map(({ name }) => name).join(t('list.join'))}</span></span></label>`
  }

  references() {
    const own = this.draft.against === 'own'
    return html`<div class="stack" data-test="references"><h3>${t('refs.title')}</h3>
      <div class="row"><fieldset class="segments"><legend class="hidden">${t('refs.title')}</legend>${this.segment('panel')}${this.segment('own')}</fieldset></div>
      ${own ? html`<x-drop-text name="references" hook="references-text" .label=${t('refs.text')} .placeholder=${t('refs.placeholder')} .value=${this.draft.references}
          accept=".fasta,.fa,.fas,.faa,.fna,.txt,.gz,text/plain" multiple @edit=${(/** @type {CustomEvent} */ typed) => this.say({ references: typed.detail })}
          @attach=${(/** @type {CustomEvent} */ file) => this.say({ references: [this.draft.references, ...file.detail.map((/** @type {any} */ each) => each.text)].join('\n').trim() })}></x-drop-text>`
        : html`<ul class="row chips" data-test="panel">${this.panel.map(({ name, subtype }) => html`<li class="chip">${name}${subtype ? html` <span class="soft">${subtype}</span>` : nothing}</li>`)}</ul>
          <p class="hint">${t('refs.panel.hint')}</p>`}</div>`
  }

  /** @param {'panel'|'own'} against */
  segment(against) {
    return html`<label><input type="radio" name="against" data-test="against-${against}" .checked=${this.draft.against === against}
      @change=${() => this.say({ against })}>${t(`refs.${against}`)}</label>`
  }

  list() {
    return html`<x-drop-text name="pairs" hook="pairs-text" .label=${t('pairs.text')} .placeholder=${t('pairs.placeholder')} .value=${this.draft.pairs}
      accept=".csv,.tsv,.txt,.gz,text/csv" @edit=${(/** @type {CustomEvent} */ typed) => this.say({ pairs: typed.detail })}></x-drop-text>
      ${this.unknown()}`
  }

  unknown() {
    const names = this.entries.length > 0 ? unknownNames(readPairs(this.draft.pairs), this.entries) : []
    if (names.length === 0) return nothing
    const shown = names.slice(0, UNKNOWN_SHOWN).join(t('list.join'))
    return html`<p class="wrong" data-test="unknown-names">${icon('cross')} ${tn('pairs.unknown', names.length, { names: shown + (names.length > UNKNOWN_SHOWN ? '…' : '') })}</p>`
  }

  count() {
    if (this.pairs === 0) return nothing
    const listed = this.draft.mode === 'list'
    const tooMany = this.pairs > this.limits.pairs
    return html`<p class="pair-count ${tooMany && listed ? 'wrong' : ''}" data-test="pair-count" data-pairs=${this.pairs} role="status">
      <strong>${tn(listed ? 'pairs.count' : 'pairs.upto', this.pairs)}</strong>
      ${listed ? nothing : html`<span class="soft small">${t('pairs.subtypes')}</span>`}
      ${tooMany ? html`<span class=${listed ? '' : 'chip warn'}>${t('pairs.most', { n: number(this.limits.pairs) })}</span>` : nothing}</p>`
  }

  /** @param {Partial<import('../../draft.js').Draft>} part */
  say(part) { this.dispatchEvent(new CustomEvent('edit', { detail: part })) }
}
customElements.define('x-compared', Compared)
