// @ts-check
// <x-users>: who has an account, who is an operator, and who made them so.
import { html, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { at } from '../../base/site.js'
import { dateTime } from '../../i18n/figures.js'
import { t } from '../../i18n/language.js'
import { store } from '../../base/store.js'
import '../frame/x-problem.js'
import './x-confirm.js'
import './x-invitations.js'
import './x-user-limits.js'

/** @typedef {{id: string, name: string, email: string, role: 'user'|'operator', since: string}} KnownUser */
/** @typedef {{at: string, by?: string, user: string, subject: string, subjectName?: string, role: 'user'|'operator'}} RoleChange */

const PAUSE_MS = 250 // after the last key

class Users extends Element {
  static properties = {
    users: { state: true },
    changes: { state: true },
    next: { state: true },
    error: { state: true },
    done: { state: true },
    link: { state: true },
    opened: { state: true },
    search: { state: true },
  }

  constructor() {
    super()
    /** @type {KnownUser[]|null} */ this.users = null
    /** @type {RoleChange[]} */ this.changes = []
    /** @type {string|null} */ this.next = null
    /** @type {any} */ this.error = null
    this.done = ''
    this.link = ''
    /** Whose limits are shown. */ this.opened = ''
    this.search = ''
    /** @type {ReturnType<typeof setTimeout>|undefined} */ this.soon = undefined
    this.asked = 0
  }

  connectedCallback() {
    super.connectedCallback()
    this.load()
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.soon)
  }

  /** Only the answer to the last question is shown. @param {string|null} [after] */
  async load(after = null) {
    const asked = ++this.asked
    const query = new URLSearchParams({ ...(this.search ? { search: this.search } : {}), ...(after ? { after } : {}) })
    try {
      const page = await api.get(`/admin/users?${query}`)
      if (asked !== this.asked) return
      this.users = after ? [...(this.users ?? []), ...page.items] : page.items
      this.next = page.next
      this.changes = page.history
      this.error = null
    } catch (error) {
      if (asked === this.asked) this.error = error
    }
  }

  /** @param {InputEvent} input */
  typed(input) {
    this.search = /** @type {HTMLInputElement} */ (input.target).value.trim()
    clearTimeout(this.soon)
    this.soon = setTimeout(() => this.load(), PAUSE_MS)
  }

  render() {
    return html`<div class="stack-l"><section class="stack" aria-labelledby="h-users"><h2
        id="h-users">${t('users.title')}</h2><p class="soft measure">${t('users.lead')}</p>
        <div class="field narrow-field"><label for="users-search">${t('users.search')}</label>
          <input id="users-search" type="text" autocomplete="off" maxlength="254" data-test="users-search"
              .value=${this.search} @input=${this.typed}></div>
        <x-problem .error=${this.error}></x-problem>${
          this.done
            ? html`<p class="notice" role="status"
            data-test="users-done">${this.done} ${this.link ? html`<code data-test="password-link">${this.link}</code>` : nothing}</p>`
            : nothing
        }${this.table()}</section>
      <x-invitations></x-invitations>
      ${
        this.changes.length > 0
          ? html`<section class="stack" aria-labelledby="h-changes"><h2 id="h-changes">${t('users.changes')}</h2>
        <ul class="log" data-test="role-changes">${this.changes.map(change => this.change(change))}</ul></section>`
          : nothing
      }</div>`
  }

  table() {
    const { users } = this
    if (!users) return nothing
    if (users.length === 0) return html`<p class="soft" role="status">${t('users.none')}</p>`
    return html`<div class="card flush scroll" tabindex="0" role="group" aria-label=${t('users.title')}><table
        class="operator-table stackable">
      <thead><tr><th scope="col">${t('sign.name')}</th><th scope="col">${t('sign.email')}</th><th
          scope="col">${t('users.role')}</th><th scope="col">${t('users.since')}</th>
        <th scope="col"><span class="hidden">${t('operator.actions')}</span></th></tr></thead>
      <tbody>${repeat(
        users,
        user => user.id,
        user => [this.row(user), this.opened === user.id ? this.limits(user) : nothing],
      )}</tbody></table></div>
      ${
        this.next
          ? html`<div class="row more"><button class="button" type="button" data-test="users-more"
          @click=${() => this.load(this.next)}>${t('history.more')}</button></div>`
          : nothing
      }`
  }

  /** @param {KnownUser} user */
  row(user) {
    const operator = user.role === 'operator'
    const to = operator ? 'user' : 'operator'
    const question = t(
      operator ? (user.id === store.user?.id ? 'users.demote.self' : 'users.demote.sure') : 'users.promote.sure',
      { name: user.name },
    )
    return html`<tr data-test="user-row" data-role=${user.role}><th scope="row">${user.name}</th><td
        data-label=${t('sign.email')}>${user.email}</td>
      <td data-label=${t('users.role')}><span
          class="chip ${operator ? 'live' : ''}">${t(`role.${user.role}`)}</span></td><td class="nowrap num"
          data-label=${t('users.since')}>${dateTime(user.since)}</td>
      <td class="end"><span class="row tight actions"><button class="button" type="button" data-test="limits" aria-expanded=${this.opened === user.id}
          aria-label="${t('users.limits')}: ${user.name}" @click=${() => this.open(user)}>${t('users.limits')}</button>
        <x-confirm .name=${`make-${to}`} .label=${t(`users.make.${to}`)} .about=${user.name}
          .question=${question} .danger=${operator}
        @confirmed=${() => this.give(user, to)}></x-confirm>
        ${
          user.id === store.user?.id
            ? nothing
            : html`<x-confirm name="password-link" .label=${t('users.link')} .about=${user.name}
                .question=${t('users.link.sure', { name: user.name })} .danger=${false}
          @confirmed=${() => this.makeLink(user)}></x-confirm>
        <x-confirm name="sign-out" .label=${t('users.signout')} .about=${user.name}
                .question=${t('users.signout.sure', { name: user.name })} .danger=${true}
          @confirmed=${() => this.signOut(user)}></x-confirm>`
        }</span></td></tr>`
  }

  /** @param {KnownUser} user */
  open({ id }) {
    this.opened = this.opened === id ? '' : id
  }

  /** @param {KnownUser} user */
  limits(user) {
    return html`<tr class="opened"><td colspan="5"><x-user-limits .user=${user}></x-user-limits></td></tr>`
  }

  /** @param {RoleChange} change */
  change({ at, by, user, subject, subjectName, role }) {
    return html`<li><time class="soft num"
        datetime=${at}>${dateTime(at)}</time><span>${t(`users.changed.${role}`, { by: by ?? user, name: subjectName ?? subject })}</span></li>`
  }

  /** @param {KnownUser} user */
  async makeLink(user) {
    this.error = null
    this.done = ''
    try {
      const { code } = await api.post(`/admin/users/${user.id}/password-link`)
      this.link = `${location.origin}${at('/reset')}#code=${code}`
      this.done = t('users.link.made', { name: user.name })
    } catch (error) {
      this.error = error
    }
  }

  /** @param {KnownUser} user */
  async signOut(user) {
    this.error = null
    this.done = ''
    this.link = ''
    try {
      await api.post(`/admin/users/${user.id}/sign-out`)
      this.done = t('users.signout.done', { name: user.name })
    } catch (error) {
      this.error = error
    }
  }

  /** @param {KnownUser} user @param {'user'|'operator'} role */
  async give(user, role) {
    this.error = null
    try {
      await api.put(`/admin/users/${user.id}/role`, { role })
      if (user.id === store.user?.id) await store.whoAmI()
      else await this.load()
    } catch (error) {
      this.error = error
    }
  }
}
customElements.define('x-users', Users)
