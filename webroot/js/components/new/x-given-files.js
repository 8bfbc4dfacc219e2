// @ts-check
// <x-given-files .files>: files that were given, with what was read of each. Says `detach` with the ids of those to be removed.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { number, t, tn } from '../../i18n/language.js'
import { faultText, warningTexts, workerText } from '../../i18n/sentences.js'
import { store } from '../../base/store.js'

const FEW = 6
const FORMATS = /** @type {Record<string, string>} */ ({ genbank: 'GenBank', clustal: 'Clustal' })
const FAULTS_SHOWN = 3

/** @typedef {import('../../form/readings.js').Given} Given */

/** Why a file, or a text of an archive, could not be read at all. @param {Given} file */
const unreadable = ({ problem, readings }) => Boolean(problem) || readings?.some(({ fault }) => fault)

/** What was noticed of a file, which stands beside it. @param {import('../../form/readings.js').Reading} reading @returns {string[]} */
const noticed = ({ notices }) =>
  warningTexts({ warnings: notices.map(({ detail }) => detail), warningKeys: notices }).map((text, index) =>
    text.replace(`${notices[index].params?.name ?? ''}`, '').replace(/^[:：]\s*/, ''),
  )

/** Which files of an archive were read, unless a notice says so. @param {Given} file */
const within = ({ name, readings }) =>
  (readings ?? [])
    .filter(reading => reading.name !== name && reading.notices.length === 0 && !reading.fault)
    .slice(0, FAULTS_SHOWN)
    .map(reading => reading.name.slice(name.length + 1))

class GivenFiles extends Element {
  static properties = { files: {} }

  constructor() {
    super()
    /** @type {Given[]} */ this.files = []
  }

  render() {
    const { files } = this
    if (files.length <= FEW) return this.list(files)
    const notable = files.filter(file => unreadable(file) || file.readings?.some(({ notices }) => notices.length > 0))
    return html`<div class="stack-s"><p class="row small"
        data-test="attached-count">${icon('file')}<strong>${tn('files.count', files.length)}</strong>
        ${
          files.every(({ readings }) => readings)
            ? html`<span class="soft">${this.records(files)}</span>`
            : html`<span
            class="soft">${icon('ring', 'spin')}${t('files.reading')}</span>`
        }
        <button class="button quiet push" type="button" data-test="detach-all"
            @click=${() => this.detach(files)}>${t('files.remove.all')}</button></p>
      ${notable.length > 0 ? this.list(notable) : nothing}
      <details class="small"><summary>${t('files.show')}</summary>${this.list(files.filter(file => !notable.includes(file)))}</details></div>`
  }

  /** @param {Given[]} files */
  records(files) {
    return tn(
      'records.count',
      files
        .flatMap(({ readings }) => readings ?? [])
        .reduce((sum, { entries, fault }) => sum + (fault ? 0 : entries.length), 0),
    )
  }

  /** @param {Given[]} files */
  list(files) {
    return html`<ul class="attached">${files.map(file => this.file(file))}</ul>`
  }

  /** @param {Given} file */
  file(file) {
    return html`<li class="stack-xs small ${unreadable(file) ? 'bad' : ''}" data-test="attached">
      <div class="row">${icon('file')}<span class="strain">${file.name}</span><span
          class="soft num">${this.state(file)}</span>
        <button class="button quiet push" type="button" aria-label="${t('seq.remove')}: ${file.name}"
            @click=${() => this.detach([file])}>${t('seq.remove')}</button></div>
      ${file.problem ? this.wrong(workerText(file.problem.detail ?? file.problem.title, file.problem.language)) : nothing}
      ${within(file).map(path => html`<p class="soft">${path}</p>`)}
      ${file.readings?.flatMap(noticed).map(text => html`<p data-test="file-notice">${icon('warn')} ${text}</p>`)}
      ${file.readings
        ?.filter(({ fault }) => fault)
        .slice(0, FAULTS_SHOWN)
        .map(({ name, fault }) => this.wrong(faultText(fault ?? {}), name === file.name ? '' : name))}</li>`
  }

  /** @param {Given} file */
  state({ readings, problem, blob, field }) {
    if (problem) return nothing
    if (!readings) return store.user ? html`${icon('ring', 'spin')}${t('files.reading')}` : t('files.unread')
    const size = t('files.size', { n: number(Math.ceil(blob.size / 1024)) })
    const read = readings.filter(({ fault }) => !fault)
    if (field === 'pairs' || read.length === 0) return size
    const records = read.reduce((sum, { entries }) => sum + entries.length, 0)
    return [tn('records.number', records), ...new Set(read.map(({ format }) => FORMATS[format])), size]
      .filter(Boolean)
      .join(' · ')
  }

  /** @param {{text: string, lang: string|undefined}} said @param {string} [name] of a text in an archive */
  wrong({ text, lang }, name = '') {
    return html`<p class="wrong" data-test="file-fault">${icon('cross')} ${name ? `${name}: ` : nothing}<span
        lang=${lang ?? nothing}>${text}</span></p>`
  }

  /** @param {Given[]} files */
  detach(files) {
    this.dispatchEvent(new CustomEvent('detach', { detail: files.map(({ id }) => id) }))
  }
}
customElements.define('x-given-files', GivenFiles)
