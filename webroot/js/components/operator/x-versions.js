// @ts-check
// <x-versions>: which version of each model new jobs get; sending, activating, rolling back and retiring versions, and who did it.
import { html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { dateTime } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'
import { store } from '../../base/store.js'
import '../frame/x-problem.js'
import './x-confirm.js'

/** @typedef {{name: string, version: string, digest: string, state: 'CHECKED'|'ACTIVE'|'RETIRED', since: string, workers: number, openJobs: number}} Version */
/** @typedef {{name: string, title: string, operatorDecides: boolean, versions: Version[]}} DeployedModel */

const CHIPS = { ACTIVE: 'good', CHECKED: '', RETIRED: 'warn' }
const SHOWN = 10 // of the history, before all are asked for

class Versions extends Element {
  static properties = Object.fromEntries(
    ['models', 'history', 'error', 'busy', 'done', 'all'].map(name => [name, { state: true }]),
  )

  constructor() {
    super()
    /** @type {DeployedModel[]|null} */ this.models = null
    /** @type {any[]} */ this.history = []
    /** @type {any} */ this.error = null
    /** Whether an archive is under way. */ this.busy = false
    /** What has just been done, in words. */ this.done = ''
    this.all = false
    this.load()
  }

  async load() {
    try {
      const { items, history } = await api.get('/admin/models')
      this.models = items
      this.history = history
    } catch (error) {
      this.error = error
    }
  }

  render() {
    return html`<div class="stack-l"><section class="stack" aria-labelledby="h-versions"><h2
        id="h-versions">${t('versions.title')}</h2><p class="soft measure">${t('versions.lead')}</p>
        <div role="status">${
          this.done
            ? html`<p class="notice"
            data-test="versions-done">${this.done}</p>`
            : nothing
        }</div>
        <x-problem .error=${this.error}></x-problem>
        ${
          this.models
            ? repeat(
                this.models,
                ({ name }) => name,
                model => this.model(model),
              )
            : html`<p class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
        }</section>
      ${this.upload()}${this.log()}</div>`
  }

  /** @param {DeployedModel} model */
  model(model) {
    return html`<div class="card flush" data-test="deployed-model" data-model=${model.name}><div
        class="card-head row"><h3>${model.title}</h3><span class="soft mono">${model.name}</span>
        ${model.operatorDecides ? html`<span class="chip">${t('versions.decided')}</span>` : nothing}
        ${
          model.versions.length > 1
            ? html`<x-confirm class="push" .name=${'roll-back'} .label=${t('versions.rollback')} .about=${model.title}
                .question=${t('versions.rollback.sure')}
          @confirmed=${() => this.act(`/admin/models/${model.name}/rollback`, 'versions.rolled')}></x-confirm>`
            : nothing
        }</div>
      <div class="scroll" tabindex="0" role="group" aria-label="${t('versions.title')}: ${model.title}"><table
          class="operator-table stackable">
        <thead><tr><th scope="col">${t('versions.version')}</th><th scope="col">${t('operator.state')}</th><th
            scope="col">${t('versions.since')}</th><th scope="col" class="end">${t('operator.workers')}</th>
          <th scope="col" class="end">${t('versions.jobs')}</th><th scope="col">${t('operator.digest')}</th><th
              scope="col"><span class="hidden">${t('operator.actions')}</span></th></tr></thead>
        <tbody>${repeat(
          model.versions,
          ({ version }) => version,
          version => this.version(model, version),
        )}</tbody></table></div></div>`
  }

  /** @param {DeployedModel} model @param {Version} version */
  version(model, version) {
    const address = `/admin/models/${version.name}/${version.version}`
    const about = `${model.title} ${version.version}`
    return html`<tr data-test="version-row" data-version=${version.version} data-state=${version.state}><th scope="row"
        class="num">${t('model.version', { version: version.version })}</th>
      <td data-label=${t('operator.state')}><span
          class="chip ${CHIPS[version.state]}">${t(`versions.state.${version.state}`)}</span></td><td class="nowrap num"
          data-label=${t('versions.since')}>${dateTime(version.since)}</td>
      <td class="end num" data-label=${t('operator.workers')}>${number(version.workers)}</td><td class="end num"
          data-label=${t('versions.jobs')}>${number(version.openJobs)}</td>
      <td class="mono small" data-label=${t('operator.digest')}
          title=${version.digest}>${version.digest.replace('sha256:', '').slice(0, 12)}</td>
      <td class="end"><span class="row tight actions">${
        version.state === 'CHECKED'
          ? html`<x-confirm .name=${'activate'} .label=${t('versions.activate')} .about=${about}
          .question=${t('versions.activate.sure', { version: version.version })}
          @confirmed=${() => this.act(`${address}/activate`, 'versions.activated')}></x-confirm>`
          : nothing
      }
        ${
          version.state === 'RETIRED'
            ? nothing
            : html`<x-confirm .name=${'retire'} .label=${t('versions.retire')} .about=${about} .danger=${true}
          .question=${t(version.state === 'ACTIVE' ? 'versions.retire.active' : 'versions.retire.sure')}
          @confirmed=${() => this.act(`${address}/retire`, 'versions.retired')}></x-confirm>`
        }</span></td></tr>`
  }

  upload() {
    return html`<section class="stack" aria-labelledby="h-upload"><h2 id="h-upload">${t('versions.add')}</h2><p
        class="soft measure">${t('versions.add.text')}</p>
      <form class="card row" @submit=${this.send}><div class="field grow"><label
          for="archive">${t('versions.archive')}</label>
          <input id="archive" name="archive" type="file" accept=".zip,application/zip" required data-test="archive"
              ?disabled=${this.busy}></div>
        <button class="button main" data-test="archive-send" ?disabled=${this.busy}>${t('versions.send')}</button>
        ${
          this.busy
            ? html`<span class="soft"
            role="status">${icon('ring', 'spin')} ${t('versions.busy')}</span>`
            : nothing
        }</form></section>`
  }

  log() {
    if (this.history.length === 0) return nothing
    const shown = this.all ? this.history : this.history.slice(0, SHOWN)
    return html`<section class="stack" aria-labelledby="h-log"><h2 id="h-log">${t('versions.log')}</h2>
      <ul class="log" data-test="versions-log">${shown.map(
        entry => html`<li><time class="soft num" datetime=${entry.at}>${dateTime(entry.at)}</time>
        <span><span>${t(/** @type {any} */ (`versions.did.${entry.action}`), { what: entry.name ? `${entry.name} ${entry.version}` : t('versions.nameless'), by: entry.by ?? entry.user ?? t('versions.service') })}</span>
        ${entry.reason ? html`<span class="soft small" lang="en"> ${entry.reason}</span>` : nothing}</span></li>`,
      )}</ul>
      ${
        shown.length < this.history.length
          ? html`<div class="row"><button class="button" type="button" @click=${() => {
              this.all = true
            }}>${t('versions.log.all', { n: number(this.history.length) })}</button></div>`
          : nothing
      }</section>`
  }

  /** @param {string} address @param {'versions.activated'|'versions.retired'|'versions.rolled'} words */
  act(address, words) {
    return this.change(() => api.post(address), words)
  }

  /** @param {SubmitEvent} submit */
  async send(submit) {
    submit.preventDefault()
    const form = /** @type {HTMLFormElement} */ (submit.target)
    const archive = /** @type {File} */ (new FormData(form).get('archive'))
    this.busy = true
    if (await this.change(() => api.upload('/admin/models', archive), 'versions.added')) form.reset()
    this.busy = false
  }

  /** @param {() => Promise<Version>} change @param {'versions.activated'|'versions.retired'|'versions.rolled'|'versions.added'} words */
  async change(change, words) {
    this.error = null
    this.done = ''
    try {
      const { name, version } = await change()
      this.done = t(words, { what: `${name} ${version}` })
      store.forget('/models')
    } catch (error) {
      this.error = error
    }
    await this.load()
    return this.error === null
  }
}
customElements.define('x-versions', Versions)
