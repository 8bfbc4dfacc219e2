// @ts-check
// <x-user-limits .user>: what one user has of what is allowed, and letting them have more or less than all.
import { html, nothing } from 'lit'
import { api } from '../../connection/api.js'
import { Element } from '../../base/element.js'
import { number, t, tn } from '../../i18n/language.js'
import '../frame/x-problem.js'
import './x-confirm.js'

/** @typedef {{used: number, allowed: number}} Amount */
/** @typedef {{jobs: Amount, storedBytes: Amount, pairsToday?: Amount|null, retentionDays: number}} Usage */
/** @typedef {{pairsPerDay?: number, storedBytes?: number, retentionDays?: number}} Limits */

const MEBI = 2 ** 20

/** A limit by its name in the API: what one step of its field means, and the most that the field takes. */
const FIELDS = /** @type {const} */ ({
  pairsPerDay: { unit: 1, max: 1e12 },
  storedBytes: { unit: MEBI, max: 950_000 },
  retentionDays: { unit: 1, max: 36_500 },
})

const NAMES = /** @type {(keyof Limits)[]} */ (Object.keys(FIELDS))

class UserLimits extends Element {
  static properties = {
    user: {},
    usage: { state: true },
    own: { state: true },
    entered: { state: true },
    error: { state: true },
    saved: { state: true },
  }

  constructor() {
    super()
    /** @type {{id: string, name: string}} */ this.user = { id: '', name: '' }
    /** @type {Usage|null} */ this.usage = null
    /** What was set of this user alone. @type {Limits} */ this.own = {}
    /** What stands in the fields that were changed. @type {Partial<Record<keyof Limits, string>>} */ this.entered = {}
    /** @type {any} */ this.error = null
    this.saved = false
  }

  connectedCallback() {
    super.connectedCallback()
    this.attempt(() => this.load())
  }

  /** @param {() => Promise<void>} work */
  async attempt(work) {
    this.error = null
    this.saved = false
    try {
      await work()
    } catch (error) {
      this.error = error
    }
  }

  async load() {
    const place = `/admin/users/${this.user.id}`
    const [own, usage] = await Promise.all([api.get(`${place}/limits`), api.get(`${place}/usage`)])
    this.own = own
    this.usage = usage
    this.entered = {}
  }

  /** As it is to be: what no field was changed of stays to the byte. @returns {Limits} */
  get wanted() {
    /** @type {Limits} */ const wanted = { ...this.own }
    for (const name of NAMES) {
      const text = this.entered[name]
      if (text === '') delete wanted[name]
      else if (text !== undefined) wanted[name] = Math.round(Number(text) * FIELDS[name].unit)
    }
    return wanted
  }

  /** What has to be asked before results may be deleted sooner than they are now; else nothing. */
  get question() {
    const { retentionDays } = this.wanted
    const { name } = this.user
    if (retentionDays === undefined) return this.own.retentionDays === undefined ? '' : t('limits.common', { name })
    if (!this.usage || retentionDays >= this.usage.retentionDays) return ''
    return t('limits.sooner', { name })
  }

  save() {
    const form = /** @type {HTMLFormElement} */ (this.querySelector('form'))
    if (!form.reportValidity()) return
    this.attempt(async () => {
      await api.put(`/admin/users/${this.user.id}/limits`, this.wanted)
      await this.load()
      this.saved = true
    })
  }

  render() {
    const { usage } = this
    return html`<div class="stack" data-test="user-limits"><x-problem .error=${this.error}></x-problem>
      ${usage ? this.form(usage) : nothing}</div>`
  }

  /** @param {Usage} usage */
  form({ jobs, storedBytes, pairsToday, retentionDays }) {
    const amounts = {
      pairsPerDay: pairsToday
        ? t('limits.pairs.used', { used: number(pairsToday.used), allowed: number(pairsToday.allowed) })
        : t('limits.pairs.none'),
      storedBytes: t('limits.bytes.used', {
        used: number(Math.ceil(storedBytes.used / MEBI)),
        allowed: number(Math.floor(storedBytes.allowed / MEBI)),
        jobs: number(jobs.used),
      }),
      retentionDays: tn('limits.days', retentionDays),
    }
    return html`<form class="limit-fields" @submit=${this.submit}>${NAMES.map(name => this.field(name, amounts[name]))}
      <div class="limit-end"><p class="soft small">${t('limits.empty')} <a href="/operator/audit?user=${this.user.id}"
            data-test="user-audit">${t('limits.audit')}</a></p>${
              this.question
                ? html`<x-confirm name="limits-save" .label=${t('limits.save')} .danger=${true} .question=${this.question}
              @confirmed=${this.save}></x-confirm>`
                : html`<button class="button" data-test="limits-save">${t('limits.save')}</button>`
            }</div></form>
      ${this.saved ? html`<p class="notice" role="status" data-test="limits-saved">${t('limits.saved')}</p>` : nothing}`
  }

  /** @param {keyof Limits} name @param {string} amount */
  field(name, amount) {
    const { unit, max } = FIELDS[name]
    const own = this.own[name]
    const value = this.entered[name] ?? (own === undefined ? '' : String(own / unit))
    const id = `limit-${this.user.id}-${name}`
    return html`<div class="field"><label class="label" for=${id}>${t(`limits.${name}`)}</label><input id=${id}
        type="number" min=${unit === 1 ? 1 : 0.001} max=${max} step=${unit === 1 ? 1 : 'any'} inputmode="decimal"
        aria-describedby="${id}-now" data-test="limit-${name}" placeholder=${t('limits.as.all')} .value=${value}
        @input=${(/** @type {any} */ input) => this.enter(name, input.target.value)}><span class="hint num"
        id="${id}-now" data-test="limit-${name}-now">${amount}</span></div>`
  }

  /** @param {keyof Limits} name @param {string} value */
  enter(name, value) {
    this.entered = { ...this.entered, [name]: value.trim() }
    this.saved = false
  }

  /** @param {SubmitEvent} submit */
  submit(submit) {
    submit.preventDefault()
    if (!this.question) this.save()
  }
}
customElements.define('x-user-limits', UserLimits)
