// @ts-check
// <x-about-page>: what this is and is not, what it rests on, what becomes of sequences, how to cite, and a glossary.
import { html, nothing } from 'lit'
import { Element } from '../base/element.js'
import { about as english } from '../i18n/en/about.js'
import { about as chinese } from '../i18n/zh/about.js'
import { addWords, language, number, t } from '../i18n/language.js'
import { router } from '../base/router.js'
import { store } from '../base/store.js'

await addWords('about')

const PARTS = /** @type {const} */ (['does', 'models', 'data', 'privacy', 'cite', 'glossary'])
// pairs of each subtype: what the ensemble learned from, as its model.yaml counts them, then what the networks did
const TRAINED = { e1: 1116, e3: 2780, e5: 573, eb: 171, h1: 1045, h3: 1101, h5: 393 }
const SOURCES = /** @type {[string, [string, string?][], string][]} */ ([
  [
    'later',
    [
      ['Bedford et al. 2014', '10.7554/eLife.01914'],
      ['Harvey et al. 2016', '10.5525/gla.researchdata.289'],
      ['Huddleston et al. 2020'],
      ['Shi et al. 2025 (VaxSeer)'],
      ['Jia et al. 2024 (MetaFluAD)'],
      ['Kok et al. 2025'],
    ],
    'mixed',
  ],
  ['pairs', [['Yin et al. 2021 (IAV-CNN)', '10.1109/TCBB.2021.3108971']], 'none'],
  ['reciprocal', [['Harvey et al. 2023', '10.1101/2022.03.26.485931']], 'gpl'],
  [
    'references',
    [
      [
        'GenBank CY121680.1, CY163680.1, AF144305.1, U26830.1, KX058884.1, JN993031.1, CY018813.1, PV886191, PX467748, PV249498, PX840534, PX422923',
      ],
    ],
    'open',
  ],
  [
    'sites',
    [
      ['Bush et al. 1999', '10.1126/science.286.5446.1921'],
      ['Koel et al. 2013', '10.1126/science.1244730'],
      ['Caton et al. 1982', '10.1016/0092-8674(82)90135-0'],
      ['Skehel & Wiley 2000, Annu Rev Biochem 69:531'],
      ['Wang et al. 2008', '10.1128/JVI.02477-07'],
      ['Burke & Smith 2014', '10.1371/journal.pone.0112302'],
    ],
    'facts',
  ],
  [
    'tables',
    [
      ['Henikoff & Henikoff 1992', '10.1073/pnas.89.22.10915'],
      ['Niefind & Schomburg 1991, J Mol Biol 219:481'],
      ['Kyte & Doolittle 1982', '10.1016/0022-2836(82)90515-0'],
      ['Zamyatnin 1972', '10.1016/0079-6107(72)90005-3'],
      ['Grantham 1974', '10.1126/science.185.4154.862'],
      ['Zimmerman et al. 1968', '10.1016/0022-5193(68)90069-6'],
    ],
    'facts',
  ],
])
const KEPT = /** @type {[string, string, string][]} */ ([
  ['jobs', 'jobs.long', 'owner'],
  ['draft', 'draft.long', 'you'],
  ['check', 'check.long', 'nobody'],
  ['account', 'account.long', 'account.who'],
  ['logs', 'logs.long', 'logs.who'],
])
const TERMS = Object.keys(english).filter(key => /^term\.[a-z0-9]+$/.test(key))

/** @param {string} key @param {Record<string, unknown>} [params] */
const word = (key, params) => t(/** @type {any} */ (key), params)

class AboutPage extends Element {
  static properties = { version: { state: true }, days: { state: true }, models: { state: true } }

  constructor() {
    super()
    this.version = ''
    /** @type {number|null} */ this.days = null
    /** @type {import('../base/store.js').Model[]} */ this.models = []
    this.onRoute = () => this.show()
    this.load()
  }

  connectedCallback() {
    super.connectedCallback()
    router.addEventListener('change', this.onRoute)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    router.removeEventListener('change', this.onRoute)
  }

  /** The page says what it can while the service is away. */
  async load() {
    const [service, limits, models] = await Promise.allSettled(
      ['/service', '/limits', '/models'].map(path => store.read(path)),
    )
    if (service.status === 'fulfilled') this.version = service.value.version
    if (limits.status === 'fulfilled') this.days = limits.value.retentionDays
    if (models.status === 'fulfilled') this.models = models.value.items
    await this.updateComplete
    this.show()
  }

  firstUpdated() {
    this.show()
  }

  /** Leads to the part that the address names. */
  show() {
    const part = PARTS.find(each => `#${each}` === location.hash)
    if (part) this.querySelector(`#${part}`)?.scrollIntoView()
  }

  render() {
    return html`<div class="page-head"><h1>${word('about.title')}</h1><p class="lead">${word('about.lead')}</p>
        <nav aria-label=${word('about.toc')}><ul class="row toc">${PARTS.map(
          part => html`<li><a
            href="#${part}">${word(`about.${part}`)}</a></li>`,
        )}</ul></nav></div>
      <div class="prose stack-l">
        ${this.chapter('does', html`<p>${word('about.does.1')}</p><p>${word('about.does.2')}</p><p>${word('about.does.3')}</p>`)}
        ${this.chapter(
          'models',
          html`<p>${word('about.models.1', Object.fromEntries(Object.entries(TRAINED).map(([name, n]) => [name, number(n)])))}</p>
          <p>${word('about.models.2')}</p><p>${word('about.models.3')}</p><p><a
              href="/models">${word('about.models.cards')}</a></p>`,
        )}
        ${this.chapter(
          'data',
          html`${this.table(
            'data',
            ['what', 'source', 'terms'],
            SOURCES.map(([what, papers, terms]) => [
              word(`about.data.${what}`),
              papers.map(
                ([name, doi], index) =>
                  html`${index > 0 ? '; ' : nothing}${
                    doi
                      ? html`<a href="https://doi.org/${doi}" rel="noreferrer"
                      target="_blank">${name}</a>`
                      : name
                  }`,
              ),
              word(`about.data.${terms}`),
            ]),
          )}
          <p>${word('about.data.note')}</p>`,
        )}
        ${this.chapter(
          'privacy',
          html`<p>${word('about.privacy.1')}</p>
          ${this.table(
            'privacy',
            ['what', 'long', 'who'],
            KEPT.map(([what, long, who]) => [
              word(`about.privacy.${what}`),
              word(`about.privacy.${long}`, { days: this.days === null ? '…' : number(this.days) }),
              word(`about.privacy.${who}`),
            ]),
          )}
          <p>${word('about.privacy.delete')} <a
              href="/account">${word('about.privacy.delete.account')}</a>${word('about.privacy.delete.end')}</p>`,
        )}
        ${this.chapter(
          'cite',
          html`<p>${word('about.cite.text')}</p>
          <ul class="cites"><li>${word('about.cite.service', { version: this.version })}</li>
            ${this.models.filter(model => model.citation).map(model => html`<li>${model.citation}</li>`)}</ul>`,
        )}
        ${this.chapter(
          'glossary',
          this.table(
            'glossary',
            ['term', 'other', 'means'],
            TERMS.map(key => {
              const zh = language.code === 'zh-CN'
              const other = /** @type {any} */ (zh ? english : chinese)[key]
              return [word(key), html`<span lang=${zh ? 'en' : 'zh-CN'}>${other}</span>`, word(`${key}.means`)]
            }),
          ),
        )}
      </div>`
  }

  /** @param {typeof PARTS[number]} name @param {unknown} body */
  chapter(name, body) {
    return html`<section class="stack" id=${name}><h2 id="h-${name}">${word(`about.${name}`)}</h2>${body}</section>`
  }

  /** @param {string} name @param {string[]} columns @param {unknown[][]} rows */
  table(name, columns, rows) {
    return html`<table class="wordy"><thead><tr>${columns.map(
      column => html`<th
        scope="col">${word(`about.${name}.${column}`)}</th>`,
    )}</tr></thead>
      <tbody>${rows.map(
        ([first, ...rest]) =>
          html`<tr><th scope="row">${first}</th>${rest.map(
            (cell, index) => html`<td
          data-title=${word(`about.${name}.${columns[index + 1]}`)}>${cell}</td>`,
          )}</tr>`,
      )}</tbody></table>`
  }
}
customElements.define('x-about-page', AboutPage)
