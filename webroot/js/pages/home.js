// @ts-check
// <x-home-page>: the question, a place for sequences, finished examples, and a map that answers to the pointer.
import { html } from 'lit'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { go } from '../base/router.js'
import '../components/home/x-example-map.js'
import '../components/new/x-drop-text.js'
import '../components/x-page-drop.js'
import { emptyDraft, loadDraft, saveDraft } from '../form/draft.js'
import { SEQUENCES } from '../form/dropped.js'
import { FilesDesk } from '../form/files-desk.js'
import { EDITABLE } from '../form/readings.js'
import { t } from '../i18n/language.js'

/** Examples that stand on the page as results, and their names. */
const EXAMPLES = /** @type {const} */ ([
  ['h3n2-variant', 'home.example.variant'],
  ['h3n2-same', 'home.example.same'],
  ['b-victoria', 'home.example.b'],
])

class HomePage extends Element {
  static properties = { text: { state: true } }

  constructor() {
    super()
    const { mode, layout, text } = loadDraft()
    this.text = mode === 'pair' && layout === 'one' ? text : ''
    this.desk = new FilesDesk()
  }

  render() {
    return html`<div class="home"><div class="home-ask">
        <h1>${t('home.title')}</h1>
        <p class="lead">${t('home.lead')}</p>
        <x-drop-text name="home" hook="home-text" .label=${t('home.text')} .placeholder=${t('seq.placeholder')}
            .value=${this.text} accept=${SEQUENCES} multiple
          @edit=${(/** @type {CustomEvent} */ typed) => this.edit(typed.detail)}
          @attach=${(/** @type {CustomEvent} */ given) => this.attach(given.detail)}></x-drop-text>
        <div class="row"><button class="button main big" type="button" data-test="home-go"
            @click=${() => go('/new')}>${t('home.go')}${icon('arrow')}</button></div>
        <p class="row home-examples"><span class="small soft">${t('home.try')}</span>${EXAMPLES.map(
          ([id, name]) => html`<a class="button pill" href="/examples/${id}" data-test="home-example">${t(name)}</a>`,
        )}</p>
      </div><x-example-map></x-example-map></div>
      <x-page-drop accept=${SEQUENCES} @attach=${(/** @type {CustomEvent} */ given) => this.attach(given.detail)}></x-page-drop>`
  }

  /** @param {string} text */
  edit(text) {
    this.text = text
    saveDraft({ ...loadDraft(), mode: 'pair', layout: 'one', text })
  }

  /** Files are read, and what is wrong with them told, where the whole form is. @param {File[]} files */
  async attach(files) {
    const text = await this.desk.add('sequences', files, EDITABLE)
    saveDraft({ ...emptyDraft(), text: text ?? '' })
    go('/new')
  }
}
customElements.define('x-home-page', HomePage)
