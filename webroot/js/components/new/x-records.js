// @ts-check
// <x-records .entries .most .mode .check .faults .subtypes>: the records as read in the page, with the worker's verdict once it was
// asked and the faults for which a submission was refused.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { setAside, withLetters } from '../../form/entered.js'
import { icon } from '../../base/icons.js'
import { known, number, t, tn } from '../../i18n/language.js'
import { faultText } from '../../i18n/sentences.js'
import { repeatedNames } from '../../form/pairs.js'
import { isCalm, remarksOf } from '../../form/remarks.js'
import { haOf } from '../../result/sites.js'
import { breaking } from '../../result/names.js'

const SHOWN = 20

/** @param {string} flag such as `partial` or `deletion-130` @param {boolean} [many] of several records, each at a site of its own */
function flagText(flag, many = false) {
  const [, name, n] = /^(.*?)(?:-(\d+))?$/.exec(flag) ?? []
  if (many && n && known(`flag.${name}.many`)) return t(/** @type {any} */ (`flag.${name}.many`))
  return known(`flag.${name}`) ? t(/** @type {any} */ (`flag.${name}`), { n }) : flag
}

/** @param {any} fault */
const worded = fault => ({ ...fault, ...faultText(fault) })

class Records extends Element {
  static properties = { entries: {}, most: {}, mode: {}, check: {}, faults: {}, subtypes: {} }

  constructor() {
    super()
    /** @type {import('../../form/fasta.js').Entry[]} */ this.entries = []
    /** Records that a job compares. */ this.most = 0
    this.mode = 'pair'
    /** @type {any} */ this.check = null
    /** What the server refused. @type {import('../../connection/api.js').Fault[]} */ this.faults = []
    /** @type {string[]} */ this.subtypes = []
  }

  render() {
    const { entries } = this
    if (entries.length === 0) return nothing
    const pair = withLetters(entries)
    const found = this.mode === 'pair' && pair.length > 1 ? pair.length : entries.filter(({ file }) => !file).length
    return html`<div class="stack-s" data-test="records">
      <p class="small"><strong>${tn('records.count', found)}</strong>
        ${
          found === 2 || this.mode !== 'pair'
            ? nothing
            : html`<span
            class="wrong"> ${t(found > 2 ? 'records.two.more' : entries[0].name ? 'records.two' : 'records.two.header')}</span>`
        }</p>
      ${
        this.mode === 'pair' && found > 2
          ? html`<div class="row"><button class="button" type="button" data-test="compare-all"
              @click=${() => this.dispatchEvent(new CustomEvent('compare-all'))}>${t('records.compare.all', { n: number(found) })}</button></div>`
          : nothing
      }
      ${this.mode === 'pair' ? this.list(pair.length > 1 ? pair : entries, [...Array(SHOWN).keys()]) : this.many()}
      ${this.verdict()}</div>`
  }

  /** @param {import('../../form/fasta.js').Entry[]} entries @param {number[]} places of those to be shown @param {number} [most] of them, where these are all that there are */
  list(entries, places, most) {
    const shown = places.filter(index => index < entries.length).slice(0, most)
    const more = (most ? places : entries).length - shown.length
    return html`<ol class="records">${shown.map(index => this.record(entries[index], this.check?.records?.[index], index + 1))}</ol>
      ${more > 0 ? html`<p class="soft small">${t('records.more', { n: number(more) })}</p>` : nothing}`
  }

  /** Of many records those come first of which there is something to say. */
  many() {
    const repeated = repeatedNames(this.entries)
    const checked = (this.check?.records ?? []).filter((/** @type {any} */ record) => !record.reference).length
    const others = setAside(this.entries, this.most)
    return html`${
      others > 0
        ? html`<p class="soft small"
        data-test="set-aside">${tn('records.others', others)}</p>`
        : nothing
    }${
      repeated.size > 0
        ? html`<p
            class="row small" data-test="repeated"><span
            class="chip warn">${icon('warn')}${tn('records.repeated', repeated.size, { name: [...repeated][0] })}</span></p>`
        : nothing
    }
      ${
        checked > 0 && checked < this.entries.length
          ? html`<p class="soft small"
          data-test="checked-some">${t('check.some', { n: number(checked), of: number(this.entries.length) })}</p>`
          : nothing
      }
      ${this.remarks()}
      <details><summary>${t('records.show')}</summary>
        ${this.list(
          this.entries,
          this.entries.flatMap(({ file }, index) => (file ? [] : [index])).slice(0, SHOWN),
        )}</details>`
  }

  /** What is said of them, each reason once. */
  remarks() {
    const remarks = remarksOf(this.entries, this.check?.records ?? [], this.faults)
    if (remarks.length === 0) return nothing
    return html`<ul class="remarks" data-test="remarks">${remarks.map(remark => this.remark(remark))}</ul>`
  }

  /** @param {import('../../form/remarks.js').Remark} remark */
  remark({ kind, reason, said, places }) {
    const { text, lang } =
      kind === 'fault' ? worded(said) : { text: flagText(said, places.length > 1), lang: undefined }
    const sign = kind === 'fault' ? 'cross' : kind === 'flag' ? 'warn' : 'check'
    return html`<li class=${kind} data-test="remark" data-kind=${kind} data-reason=${reason} data-records=${places.length}><details><summary
        class="row small">${icon(sign)}<strong>${tn('records.number', places.length)}</strong>
        <span lang=${lang ?? nothing}>${text ?? said.detail}</span></summary>
      ${this.list(this.entries, places, SHOWN)}</details></li>`
  }

  verdict() {
    if (!this.check) return nothing
    if (this.mode !== 'pair') return this.verdictOfMany()
    if (!this.check.ok) return nothing
    const { subtype } = this.check
    const unknown = subtype && this.subtypes.length > 0 && !this.trained(subtype)
    return html`<p class="row small" role="status" data-test="check-verdict">
      ${
        unknown
          ? html`<span class="chip warn">${icon('warn')}${t('check.foreign', { subtype })}</span>`
          : html`<span class="chip good">${icon('check')}${t('check.ok', { subtype: subtype ?? '' })}</span>`
      }</p>`
  }

  verdictOfMany() {
    const records = this.check.records.filter(
      (/** @type {any} */ record, /** @type {number} */ index) => !record.reference && !this.entries[index]?.file,
    )
    const usable = records.filter((/** @type {any} */ record) => record.errors.length === 0)
    const subtypes = [...new Set(usable.map((/** @type {any} */ record) => record.subtype))].filter(Boolean)
    const foreign = this.subtypes.length > 0 ? subtypes.filter(subtype => !this.trained(subtype)) : []
    return html`<p class="row small" role="status" data-test="check-verdict"><span
        class="chip ${usable.length === records.length ? 'good' : 'warn'}">
      ${icon(usable.length === records.length ? 'check' : 'warn')}${t('check.many', { n: number(usable.length), of: number(records.length), subtypes: subtypes.join(t('list.join')) })}</span>
      ${
        foreign.length > 0
          ? html`<span
          class="chip warn">${icon('warn')}${t('check.foreign', { subtype: foreign.join(t('list.join')) })}</span>`
          : nothing
      }</p>`
  }

  /** Models are named by the strains they learned from, records by their HA. @param {string} subtype */
  trained(subtype) {
    return this.subtypes.some(trained => haOf(trained) === haOf(subtype))
  }

  /** @param {import('../../form/fasta.js').Entry} entry @param {any} checked @param {number} no */
  record(entry, checked, no) {
    const told = (checked?.errors ?? []).map(worded)
    const refused = this.faults.filter(fault => fault.record === no)
    const faults = told.length > 0 ? told : refused.length > 0 ? refused : (entry.faults ?? []).map(worded)
    const state = !checked && faults.length === 0 ? '' : faults.length > 0 ? 'bad' : 'good'
    const form = checked?.form ?? entry.form
    return html`<li class="record ${state}" data-test="record">
      <div class="row"><span class="soft num">${number(no)}</span><span class="strain"
          title=${entry.name}>${entry.name ? breaking(entry.name) : t('records.nameless')}</span>
        <span class="push small soft num">${tn(form === 'nucleotide' ? 'records.bases' : 'records.residues', checked?.length ?? entry.letters)}</span>
        <span class="chip">${t(form === 'nucleotide' ? 'form.nucleotide' : form === 'protein' ? 'form.protein' : 'form.empty')}</span></div>
      ${
        checked?.subtype
          ? html`<div class="row small">
        <span class="chip live">${checked.subtype}</span>${
          checked.headerSubtype && checked.headerSubtype !== checked.subtype
            ? html`<span
            class="soft">${t('check.header', { subtype: checked.headerSubtype })}</span>`
            : nothing
        }
        ${typeof checked.coverage === 'number' ? html`<span>${t('records.coverage', { n: number(Math.round(checked.coverage * 100)) })}</span>` : nothing}
        ${(checked.flags ?? []).map((/** @type {string} */ flag) =>
          isCalm(flag)
            ? html`<span class="chip">${flagText(flag)}</span>`
            : html`<span class="chip warn">${icon('warn')}${flagText(flag)}</span>`,
        )}</div>`
          : nothing
      }
      ${faults.map(
        (/** @type {any} */ fault) => html`<p class="wrong"
          data-test="record-error">${icon('cross')} ${fault.column ? t('where.column', { n: number(fault.column) }) + t('where.colon') : nothing}<span
          lang=${fault.lang ?? nothing}>${fault.text ?? fault.detail}</span></p>`,
      )}
    </li>`
  }
}
customElements.define('x-records', Records)
