// @ts-check
// <x-compared .draft .files .panel .missing .panels .pairs .list .limits>: what many sequences are compared with, and how many pairs that makes, at most
// or by the `list` as it was checked. Says `edit` with the changed part of the draft, `attach` and `detach` like <x-sequences>.
import { html, nothing } from 'lit'
import { emptyDraft } from '../../form/draft.js'
import { PAIRS, SEQUENCES } from '../../form/dropped.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { number, t, tn } from '../../i18n/language.js'
import { faultText } from '../../i18n/sentences.js'
import '../new/x-drop-text.js'

const UNKNOWN_SHOWN = 3

/** @typedef {{count: number, unknownNames: number, unknown: {name: string, detail: string}[]}} List what a check says of a list of pairs */

class Compared extends Element {
  static properties = { draft: {}, files: {}, panel: {}, missing: {}, panels: {}, pairs: {}, list: {}, limits: {} }

  constructor() {
    super()
    this.draft = emptyDraft()
    /** @type {import('../../form/readings.js').Given[]} */ this.files = []
    /** @type {{name: string, subtype: string|null}[]} */ this.panel = []
    /** @type {{name: string, passage: 'egg'|'cell'}[]} */ this.missing = []
    /** @type {import('../../form/panels.js').NamedPanel[]} */ this.panels = []
    this.pairs = 0
    /** @type {List|null} */ this.list = null
    /** @type {any} */ this.limits = {}
  }

  render() {
    const { mode } = this.draft
    return html`${mode === 'query' ? this.references() : nothing}${mode === 'all' ? this.landmarks() : nothing}${mode === 'list' ? this.listed() : nothing}${this.count()}`
  }

  landmarks() {
    const { landmarks, against } = this.draft
    const own = against === 'own'
    const strains = this.panel.map(({ name }) => name).join(t('list.join'))
    return html`<label class="check"><input type="checkbox" data-test="landmarks" .checked=${landmarks}
      @change=${(/** @type {any} */ ticked) => this.say('edit', { landmarks: ticked.target.checked })}><span>${t(landmarks && own ? 'landmarks.own' : 'landmarks.add')} <span
      class="soft small">${landmarks && own ? '' : this.kept ? this.keptWords() : strains}</span></span></label>${landmarks ? this.which() : nothing}`
  }

  /** Which strains are landmarks. */
  which() {
    return html`${this.segments()}${this.draft.against === 'own' ? this.field('references', 'references-text', SEQUENCES, true) : this.choice()}`
  }

  references() {
    const own = this.draft.against === 'own'
    return html`<div class="stack" data-test="references"><h3>${t('refs.title')}</h3>
      ${this.segments()}
      ${
        own
          ? this.field('references', 'references-text', SEQUENCES, true)
          : html`${this.choice()}${this.kept ? html`<p data-test="panel-kept">${this.keptWords()}</p>` : this.strains()}
          <p class="hint">${t('refs.panel.hint')}</p>${this.kept ? nothing : this.lacks()}`
      }</div>`
  }

  /** The kept panel that is chosen. */
  get kept() {
    return this.panels.find(({ name }) => name === this.draft.panel)
  }

  /** Which panel, where there are others beside the built-in one. */
  choice() {
    if (this.panels.length === 0) return nothing
    return html`<div class="field narrow-field"><label for="panel-choice">${t('refs.which')}</label>
      <select id="panel-choice" data-test="panel-choice" .value=${this.draft.panel}
        @change=${(/** @type {any} */ chosen) => this.say('edit', { panel: chosen.target.value })}>
        <option value="">${t('refs.builtin')}</option>${this.panels.map(
          ({ name }) => html`<option value=${name} ?selected=${name === this.draft.panel}>${name}</option>`,
        )}</select></div>`
  }

  keptWords() {
    const { strains, shared } = /** @type {import('../../form/panels.js').NamedPanel} */ (this.kept)
    return tn(shared ? 'refs.shared' : 'refs.kept', strains)
  }

  strains() {
    return html`<ul class="row chips" data-test="panel">${this.panel.map(
      ({ name, subtype }) => html`<li
        class="chip">${name}${subtype ? html` <span class="soft">${subtype}</span>` : nothing}</li>`,
    )}</ul>`
  }

  /** The present vaccine strains that the panel has not got. */
  lacks() {
    if (this.missing.length === 0) return nothing
    const strains = this.missing.map(({ name, passage }) => t(`refs.missing.${passage}`, { name }))
    return html`<p class="hint" data-test="panel-missing">${t('refs.missing', { strains: strains.join(t('list.join')) })}</p>`
  }

  /** A panel, or strains of one's own. */
  segments() {
    return html`<div class="row"><fieldset class="segments"><legend
        class="hidden">${t('refs.title')}</legend>${this.segment('panel')}${this.segment('own')}</fieldset></div>`
  }

  /** @param {'panel'|'own'} against */
  segment(against) {
    return html`<label><input type="radio" name="against" data-test="against-${against}"
        .checked=${this.draft.against === against}
      @change=${() => this.say('edit', { against })}>${t(`refs.${against}`)}</label>`
  }

  listed() {
    return html`${this.field('pairs', 'pairs-text', PAIRS, false)}${this.unknown()}`
  }

  /** @param {'references'|'pairs'} name @param {string} hook @param {string} accept @param {boolean} multiple */
  field(name, hook, accept, multiple) {
    return html`<x-drop-text name=${name} hook=${hook} .label=${t(name === 'pairs' ? 'pairs.text' : 'refs.text')}
        .placeholder=${t(name === 'pairs' ? 'pairs.placeholder' : 'refs.placeholder')}
      .value=${this.draft[name]} .files=${this.files.filter(({ field }) => field === name)} accept=${accept}
      ?multiple=${multiple}
      @edit=${(/** @type {CustomEvent} */ typed) => this.say('edit', { [name]: typed.detail })}
      @attach=${(/** @type {CustomEvent} */ given) => this.say('attach', { name, files: given.detail })}
      @detach=${(/** @type {CustomEvent} */ gone) => this.say('detach', gone.detail)}></x-drop-text>`
  }

  unknown() {
    const { unknown = [], unknownNames = 0 } = this.list ?? {}
    if (unknown.length === 0) return nothing
    return html`<div class="stack-xs"
        data-test="unknown-names">${unknown.slice(0, UNKNOWN_SHOWN).map(
          ({ name, ...fault }) => html`<p
            class="wrong">${icon('cross')} ${name}${t('where.colon')}${faultText(fault).text}</p>`,
        )}
      ${
        unknownNames > UNKNOWN_SHOWN
          ? html`<p
          class="soft small">${t('records.more', { n: number(unknownNames - UNKNOWN_SHOWN) })}</p>`
          : nothing
      }</div>`
  }

  count() {
    const listed = this.draft.mode === 'list'
    const pairs = listed ? (this.list?.count ?? 0) : this.pairs
    if (pairs === 0) return nothing
    const tooMany = pairs > this.limits.pairs
    return html`<p class="pair-count ${tooMany && listed ? 'wrong' : ''}" data-test="pair-count" data-pairs=${pairs}
        role="status">
      <strong>${tn(listed ? 'pairs.count' : 'pairs.upto', pairs)}</strong>
      ${listed ? nothing : html`<span class="soft small">${t('pairs.subtypes')}</span>`}
      ${
        tooMany
          ? html`<span
          class=${listed ? '' : 'chip warn'}>${t('pairs.most', { n: number(this.limits.pairs) })}</span>`
          : nothing
      }</p>`
  }

  /** @param {string} name @param {unknown} detail */
  say(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}
customElements.define('x-compared', Compared)
