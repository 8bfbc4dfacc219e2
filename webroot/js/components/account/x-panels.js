// @ts-check
// <x-panels>: the reference strains that somebody keeps under names, and that operators keep for everybody.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { SEQUENCES } from '../../form/dropped.js'
import { given, readGiven } from '../../form/readings.js'
import { dateTime } from '../../i18n/figures.js'
import { t, tn } from '../../i18n/language.js'
import { store } from '../../base/store.js'
import '../frame/x-problem.js'
import '../new/x-drop-text.js'

/** @param {boolean} shared */
const root = shared => (shared ? '/admin/panels' : '/panels')

class Panels extends Element {
  static properties = Object.fromEntries(['panels', 'text', 'error', 'busy'].map(name => [name, { state: true }]))

  constructor() {
    super()
    /** @type {(import('../../form/panels.js').NamedPanel & {createdAt: string})[]|null} */ this.panels = null
    this.text = ''
    /** @type {any} */ this.error = null
    this.busy = false
    this.load()
  }

  load() {
    return this.trying(async () => {
      this.panels = (await api.get('/panels')).items
    })
  }

  render() {
    return html`<section class="stack" aria-labelledby="h-panels"><h2 id="h-panels">${t('panels.title')}</h2><p
        class="soft">${t('panels.lead')} <a href="/new">${t('nav.new')}</a></p>
      <x-problem .error=${this.error}></x-problem>${this.form()}${this.list()}</section>`
  }

  form() {
    return html`<form class="card stack" @submit=${this.keep}>
      <div class="field narrow-field"><label for="panel-name">${t('panels.name')}</label>
        <input id="panel-name" name="name" type="text" required maxlength="100" pattern=".*\\S.*" autocomplete="off"
            data-test="panel-name" placeholder=${t('panels.name.example')}></div>
      <x-drop-text name="panel" hook="panel-text" .label=${t('refs.text')} .placeholder=${t('panels.placeholder')}
          .value=${this.text} accept=${SEQUENCES}
        @edit=${(/** @type {CustomEvent} */ typed) => {
          this.text = typed.detail
        }} @attach=${this.read}></x-drop-text>
      <div class="row"><button class="button main" data-test="panel-keep"
          ?disabled=${this.busy || this.text.trim() === ''}>${t('panels.keep')}</button>
        ${
          store.user?.role === 'operator'
            ? html`<label class="tick"><input type="checkbox" name="shared"
            data-test="panel-shared"><span>${t('panels.for.all')}</span></label>`
            : nothing
        }</div></form>`
  }

  list() {
    if (!this.panels) return nothing
    if (this.panels.length === 0) return html`<p class="soft" data-test="panels-none">${t('panels.none')}</p>`
    return html`<ul class="tokens">${this.panels.map(
      panel => html`<li class="card row" data-test="panel-row"><div class="stack-xs"><strong>${panel.name}</strong>
        <span class="soft small">${tn('panels.strains', panel.strains)} · ${t(panel.shared ? 'panels.all' : 'panels.own')}
          · ${dateTime(panel.createdAt)}</span></div>
      ${this.removal(panel)}</li>`,
    )}</ul>`
  }

  /** @param {import('../../form/panels.js').NamedPanel} panel */
  removal(panel) {
    if (panel.shared && store.user?.role !== 'operator') return nothing
    return html`<button class="button danger push" type="button" data-test="panel-delete"
      aria-label="${t('panels.delete')}: ${panel.name}"
      @click=${() => this.discard(panel)}>${icon('bin')}${t('panels.delete')}</button>`
  }

  /** The text of a file, whatever it is packed in and written as. @param {CustomEvent} attached */
  read({ detail: [file] }) {
    return this.trying(async () => {
      const { bodyBytes } = await store.read('/limits')
      const [{ readings, problem }] = await readGiven([given('sequences', file)], bodyBytes)
      const texts = (readings ?? []).filter(({ fault }) => !fault).map(({ text }) => text)
      if (texts.length === 0)
        throw problem ?? { type: 'client/sequences', title: readings?.[0]?.fault?.detail ?? t('seq.nothing') }
      this.text = texts.join('\n')
    })
  }

  /** @param {SubmitEvent} submit */
  keep(submit) {
    submit.preventDefault()
    const form = /** @type {HTMLFormElement} */ (submit.target)
    const values = new FormData(form)
    return this.trying(async () => {
      await api.post(root(values.has('shared')), { name: values.get('name'), sequences: this.text })
      form.reset()
      this.text = ''
      this.panels = (await api.get('/panels')).items
    })
  }

  /** @param {import('../../form/panels.js').NamedPanel} panel */
  discard({ id, shared }) {
    return this.trying(async () => {
      await api.delete(`${root(shared)}/${id}`)
      this.panels = this.panels?.filter(each => each.id !== id) ?? null
    })
  }

  /** @param {() => Promise<void>} what */
  async trying(what) {
    this.busy = true
    this.error = null
    try {
      await what()
    } catch (error) {
      this.error = error
    }
    this.busy = false
  }
}
customElements.define('x-panels', Panels)
