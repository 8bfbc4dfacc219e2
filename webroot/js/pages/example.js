// @ts-check
// <x-example-page .example>: an example as a finished result, which ships with the page and needs no account.
import { html, nothing } from 'lit'
import { Element } from '../base/element.js'
import { icon } from '../base/icons.js'
import { at } from '../base/site.js'
import { store } from '../base/store.js'
import '../components/frame/x-problem.js'
import '../components/pair/x-result.js'
import { headingOf } from '../components/job/words.js'
import { ApiError } from '../connection/api.js'
import { dateTime } from '../i18n/figures.js'
import { local, t } from '../i18n/language.js'

class ExamplePage extends Element {
  static properties = { example: {}, job: { state: true }, error: { state: true } }

  constructor() {
    super()
    this.example = ''
    /** @type {any} */ this.job = null
    /** @type {any} */ this.error = null
  }

  async firstUpdated() {
    try {
      const answer = await fetch(at(`/results/${this.example}.json`))
      if (!answer.ok) throw new ApiError({ type: 'urn:problem:not-found', title: '', status: answer.status })
      this.job = await answer.json()
    } catch (error) {
      this.error = error
    }
  }

  render() {
    const { job, error } = this
    if (error)
      return html`<div class="stack"><h1>${t('title.example')}</h1><x-problem .error=${error}></x-problem></div>`
    if (!job) return html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
    return html`<div class="stack-l" data-test="example-result"><div class="page-head job-head">${headingOf(job)}
        <p class="row soft small"><span>${local(store.known('models', job.model), 'name')} ${job.model.version}</span><span>${local(store.known('encodings', job.encoding), 'name')}</span>
          <span>${dateTime(job.finishedAt)}</span></p>
        <div class="row"><p class="notice">${t('example.lead')}</p><a class="button main" href="/new?example=${this.example}"
            data-test="example-run">${t('example.run')}${icon('arrow')}</a></div></div>
      ${job.result ? html`<x-result .job=${job} addressed></x-result>` : nothing}</div>`
  }
}
customElements.define('x-example-page', ExamplePage)
