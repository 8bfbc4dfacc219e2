// @ts-check
// <x-records .entries .check .faults .subtypes>: the records as read in the page, with the worker's verdict once it was
// asked and the faults for which a submission was refused.
import { html, nothing } from 'lit'
import { Element } from '../element.js'
import { icon } from '../icons.js'
import { known, number, t, tn } from '../i18n.js'

const SHOWN = 20

/** @param {string} flag such as `partial` or `deletion-130` */
function flagText(flag) {
  const [, name, n] = /^(.*?)(?:-(\d+))?$/.exec(flag) ?? []
  return known(`flag.${name}`) ? t(/** @type {any} */ (`flag.${name}`), { n }) : flag
}

class Records extends Element {
  static properties = { entries: {}, check: {}, faults: {}, subtypes: {} }

  constructor() {
    super()
    /** @type {import('../fasta.js').Entry[]} */ this.entries = []
    /** @type {any} */ this.check = null
    /** What the server refused. @type {import('../api.js').Fault[]} */ this.faults = []
    /** @type {string[]} */ this.subtypes = []
  }

  render() {
    const { entries, check } = this
    if (entries.length === 0) return nothing
    return html`<div class="stack-s" data-test="records">
      <p class="small"><strong>${tn('records.count', entries.length)}</strong>
        ${entries.length === 2 ? nothing : html`<span class="wrong"> ${t('records.two')}</span>`}</p>
      <ol class="records">${entries.slice(0, SHOWN).map((entry, index) => this.record(entry, check?.records?.[index], index + 1))}</ol>
      ${entries.length > SHOWN ? html`<p class="soft small">${t('records.more', { n: number(entries.length - SHOWN) })}</p>` : nothing}
      ${this.verdict()}</div>`
  }

  verdict() {
    if (!this.check?.ok) return nothing
    const { subtype } = this.check
    const unknown = subtype && this.subtypes.length > 0 && !this.subtypes.includes(subtype)
    return html`<p class="row small" role="status" data-test="check-verdict">
      ${unknown ? html`<span class="chip warn">${icon('warn')}${t('check.foreign', { subtype })}</span>`
        : html`<span class="chip good">${icon('check')}${t('check.ok', { subtype: subtype ?? '' })}</span>`}</p>`
  }

  /** @param {import('../fasta.js').Entry} entry @param {any} checked @param {number} no */
  record(entry, checked, no) {
    const faults = [...(checked?.errors ?? []), ...this.faults.filter(fault => fault.record === no)]
    const state = !checked && faults.length === 0 ? '' : faults.length > 0 ? 'bad' : 'good'
    const form = checked?.form ?? entry.form
    return html`<li class="record ${state}" data-test="record">
      <div class="row"><span class="soft num">${number(no)}</span><span class="strain">${entry.name || t('records.nameless')}</span>
        <span class="push small soft num">${tn(form === 'nucleotide' ? 'records.bases' : 'records.residues', checked?.length ?? entry.letters)}</span>
        <span class="chip">${t(form === 'nucleotide' ? 'form.nucleotide' : form === 'protein' ? 'form.protein' : 'form.empty')}</span></div>
      ${checked?.subtype ? html`<div class="row small">
        <span class="chip live">${checked.subtype}</span>
        ${typeof checked.coverage === 'number' ? html`<span>${t('records.coverage', { n: number(Math.round(checked.coverage * 100)) })}</span>` : nothing}
        ${(checked.flags ?? []).map((/** @type {string} */ flag) => html`<span class="chip warn">${icon('warn')}${flagText(flag)}</span>`)}</div>` : nothing}
      ${faults.map((/** @type {any} */ fault) => html`<p class="wrong" data-test="record-error">${icon('cross')} ${fault.column ? t('where.column', { n: number(fault.column) }) + t('where.colon') : nothing}${fault.detail}</p>`)}
    </li>`
  }
}
customElements.define('x-records', Records)
