// @ts-check
// <x-sessions>: where the user is signed in, and ending that, which asks for the password once more.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { dateTime } from '../../i18n/figures.js'
import { t } from '../../i18n/language.js'
import { store } from '../../base/store.js'
import '../frame/x-problem.js'

/** @typedef {{id: string, createdAt: string, renewedAt: string, endsAt: string, current: boolean}} Session */

class SessionList extends Element {
  static properties = {
    sessions: { state: true },
    ending: { state: true },
    error: { state: true },
    busy: { state: true },
  }

  constructor() {
    super()
    /** @type {Session[]|null} */ this.sessions = null
    /** @type {{sessionId?: string}|null} what is to end, while its password is asked for */ this.ending = null
    /** @type {any} */ this.error = null
    this.busy = false
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
    return html`<section class="stack" aria-labelledby="h-sessions"><h2 id="h-sessions">${t('sessions.title')}</h2><p
        class="soft">${t('sessions.lead')}</p>
      ${this.ending ? nothing : html`<x-problem .error=${this.error}></x-problem>`}
      ${sessions ? html`<ul class="tokens">${sessions.map(session => this.session(session))}</ul>` : nothing}
      ${this.ending && !this.ending.sessionId ? this.form() : nothing}
      ${
        !this.ending && sessions && sessions.length > 1
          ? html`<div class="row"><button class="button danger" type="button" data-test="sessions-end-others"
        @click=${() => this.ask({})}>${t('sessions.end.others')}</button></div>`
          : nothing
      }</section>`
  }

  /** @param {Session} session */
  session({ id, createdAt, renewedAt, endsAt, current }) {
    const since = dateTime(createdAt)
    const asked = this.ending?.sessionId === id
    return html`<li class="card stack" data-test="session-row"><div class="row"><div class="stack-xs">
        <span class="row"><strong>${t('sessions.since', { at: since })}</strong>${
          current
            ? html`<span class="chip live"
            data-test="session-current">${t('sessions.current')}</span>`
            : nothing
        }</span>
        <span class="soft small">${t('sessions.dates', { renewed: dateTime(renewedAt), ends: dateTime(endsAt) })}</span></div>
      ${
        current || asked
          ? nothing
          : html`<button class="button danger push" type="button" data-test="session-end"
              aria-label="${t('sessions.end')}: ${t('sessions.since', { at: since })}"
        @click=${() => this.ask({ sessionId: id })}>${t('sessions.end')}</button>`
      }</div>${asked ? this.form() : nothing}</li>`
  }

  form() {
    return html`<form class="stack" @submit=${this.end}>
      <input type="text" name="username" autocomplete="username" .value=${store.user?.email ?? ''} hidden>
      <div class="field narrow-field"><label for="sessions-password">${t('sessions.password')}</label>
        <input id="sessions-password" name="password" type="password" required maxlength="128"
            autocomplete="current-password" data-test="sessions-password"></div>
      <x-problem .error=${this.error}></x-problem>
      <div class="row"><button class="button danger" data-test="sessions-confirm"
          ?disabled=${this.busy}>${t(this.ending?.sessionId ? 'sessions.end' : 'sessions.end.others')}</button>
        <button class="button" type="button" @click=${() => this.leave()}>${t('sessions.keep')}</button></div></form>`
  }

  /** @param {{sessionId?: string}} what without an id: all others */
  async ask(what) {
    this.error = null
    this.ending = what
    await this.updateComplete
    const password = /** @type {HTMLInputElement} */ (this.querySelector('#sessions-password'))
    password.focus()
  }

  leave() {
    this.ending = null
    this.error = null
  }

  /** @param {SubmitEvent} submit */
  async end(submit) {
    submit.preventDefault()
    const values = new FormData(/** @type {HTMLFormElement} */ (submit.target))
    this.busy = true
    this.error = null
    try {
      await api.post('/sessions/end', { currentPassword: values.get('password'), ...this.ending })
      this.leave()
      await this.load()
    } catch (error) {
      this.error = error
    }
    this.busy = false
  }
}
customElements.define('x-sessions', SessionList)
