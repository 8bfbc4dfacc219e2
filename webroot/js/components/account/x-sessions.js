// @ts-check
// <x-sessions>: where the user is signed in, and ending that.
import { html, nothing } from 'lit'
import { api } from '../../api.js'
import { Element } from '../../element.js'
import { dateTime, t } from '../../i18n.js'
import '../frame/x-problem.js'

/** @typedef {{id: string, createdAt: string, renewedAt: string, endsAt: string, current: boolean}} Session */

class SessionList extends Element {
  static properties = { sessions: { state: true }, error: { state: true } }

  constructor() {
    super()
    /** @type {Session[]|null} */ this.sessions = null
    /** @type {any} */ this.error = null
    this.load()
  }

  async load() {
    try {
      this.sessions = (await api.get('/sessions')).items
    } catch (error) {
      this.error = error
    }
  }

  render() {
    const { sessions } = this
    return html`<section class="stack" aria-labelledby="h-sessions"><h2 id="h-sessions">${t('sessions.title')}</h2><p class="soft">${t('sessions.lead')}</p>
      <x-problem .error=${this.error}></x-problem>
      ${sessions ? html`<ul class="tokens">${sessions.map(session => this.session(session))}</ul>` : nothing}
      ${sessions && sessions.length > 1 ? html`<div class="row"><button class="button danger" type="button" data-test="sessions-end-others"
        @click=${() => this.end('/sessions')}>${t('sessions.end.others')}</button></div>` : nothing}</section>`
  }

  /** @param {Session} session */
  session({ id, createdAt, renewedAt, endsAt, current }) {
    const since = dateTime(createdAt)
    return html`<li class="card row" data-test="session-row"><div class="stack-xs">
        <span class="row"><strong>${t('sessions.since', { at: since })}</strong>${current ? html`<span class="chip live" data-test="session-current">${t('sessions.current')}</span>` : nothing}</span>
        <span class="soft small">${t('sessions.dates', { renewed: dateTime(renewedAt), ends: dateTime(endsAt) })}</span></div>
      ${current ? nothing : html`<button class="button danger push" type="button" data-test="session-end" aria-label="${t('sessions.end')}: ${t('sessions.since', { at: since })}"
        @click=${() => this.end(`/sessions/${id}`)}>${t('sessions.end')}</button>`}</li>`
  }

  /** @param {string} path */
  async end(path) {
    this.error = null
    try {
      await api.delete(path)
    } catch (error) {
      this.error = error
    }
    await this.load()
  }
}
customElements.define('x-sessions', SessionList)
