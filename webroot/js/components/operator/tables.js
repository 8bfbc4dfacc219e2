// @ts-check
// What the overview counts, as tables: workers, jobs by state, the queue by user, the latest failures.
import { html, nothing } from 'lit'
import { dateTime } from '../../i18n/figures.js'
import { local, number, t } from '../../i18n/language.js'
import { problemTitle } from '../../i18n/sentences.js'
import { store } from '../../base/store.js'
import { mebibytes, since } from './quantities.js'

const OPEN = ['QUEUED', 'CHECKING', 'ENCODING', 'PREDICTING']
const ENDED = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED']

/** @param {string} label @param {unknown} head @param {unknown} rows @param {string} [test] */
const table = (
  label,
  head,
  rows,
  test,
) => html`<div class="card flush scroll" tabindex="0" role="group" aria-label=${label}>
  <table class="operator-table stackable"
      data-test=${test ?? nothing}><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`

/** @param {string} text @param {boolean} [figure] */
const column = (text, figure = false) => html`<th scope="col" class=${figure ? 'end' : nothing}>${text}</th>`

/** @param {any[]} workers */
export function workerTable(workers) {
  const head = html`${column(t('operator.worker'))}${column(t('operator.state'))}${column(t('operator.running'), true)}${column(t('operator.waiting'), true)}
    ${column(t('operator.room'), true)}${column(t('operator.memory'), true)}${column(t('operator.models'))}`
  return table(
    t('operator.workers'),
    head,
    workers.map(
      worker => html`<tr data-test="worker-row" data-up=${worker.reachable}>
    <th scope="row"><span class="stack-xs"><span>${worker.id ?? worker.address}</span>${
      worker.id
        ? html`<span
        class="soft mono">${worker.address}</span>`
        : nothing
    }${worker.announced ? html`<span class="soft">${t('operator.announced')}</span>` : nothing}</span></th>
    <td data-label=${t('operator.state')}>${workerState(worker)}</td>
    ${load(worker.load)}
    <td data-label=${t('operator.models')}>${(worker.models ?? []).map((/** @type {any} */ { name, version }) => `${name} ${version}`).join(t('list.join')) || '–'}</td></tr>`,
    ),
  )
}

/** @param {any} worker */
function workerState({ reachable, leaving }) {
  if (leaving) return html`<span class="chip">${t('operator.leaving')}</span>`
  return html`<span class="chip ${reachable ? 'good' : 'bad'}">${t(reachable ? 'operator.up' : 'operator.down')}</span>`
}

/** @param {any} load */
function load(load) {
  const cell = (/** @type {string} */ label, /** @type {unknown} */ content) =>
    html`<td class="end num" data-label=${label}>${content}</td>`
  return [
    cell(
      t('operator.running'),
      load
        ? html`<span class="busy">${busy(load.running, load.slots)}${t('operator.of', { n: number(load.running), of: number(load.slots) })}</span>`
        : '–',
    ),
    cell(t('operator.waiting'), load ? number(load.waiting) : '–'),
    cell(t('operator.room'), load ? number(load.room) : '–'),
    cell(t('operator.memory'), typeof load?.memoryBytes === 'number' ? mebibytes(load.memoryBytes) : '–'),
  ]
}

/** The figures stand beside it. @param {number} running @param {number} slots */
function busy(running, slots) {
  return html`<svg class="busy-bar" viewBox="0 0 48 8" width="48" height="8" aria-hidden="true"><rect class="track"
      width="48" height="8" rx="4"/>
    <rect class="fill" width=${Math.min(48, (48 * running) / Math.max(1, slots))} height="8" rx="4"/></svg>`
}

/** @param {any} jobs */
export function jobCounts(jobs) {
  const line = (
    /** @type {string} */ title,
    /** @type {string[]} */ states,
    /** @type {any} */ counts,
  ) => html`<div class="card stack"><h3>${title}</h3>
    <dl class="counts">${states.map(
      state => html`<div
        data-test="count-${state}"><dt>${t(/** @type {any} */ (`state.${state}`))}</dt><dd
        class="num">${number(counts[state] ?? 0)}</dd></div>`,
    )}</dl></div>`
  return html`<div class="pair-tiles">${line(t('operator.open'), OPEN, jobs.open)}${line(t('operator.ended'), ENDED, jobs.ended)}</div>`
}

/** @param {any[]} queue @param {string} now */
export function queueTable(queue, now) {
  if (queue.length === 0) return html`<p class="soft">${t('operator.queue.none')}</p>`
  const head = html`${column(t('operator.user'))}${column(t('operator.waiting'), true)}${column(t('operator.running'), true)}${column(t('operator.oldest'), true)}`
  return table(
    t('operator.queue'),
    head,
    queue.map(
      share => html`<tr><th scope="row">${share.name}</th><td class="end num"
          data-label=${t('operator.waiting')}>${number(share.waiting)}</td>
    <td class="end num" data-label=${t('operator.running')}>${number(share.running)}</td><td class="end num"
        data-label=${t('operator.oldest')}>${share.oldestWaiting ? since(share.oldestWaiting, now) : '–'}</td></tr>`,
    ),
    'queue',
  )
}

/** @param {any[]} failures */
export function failureTable(failures) {
  if (failures.length === 0) return html`<p class="soft">${t('operator.failures.none')}</p>`
  const head = html`${column(t('operator.when'))}${column(t('operator.why'))}${column(t('operator.model'))}${column(t('operator.attempt'), true)}${column(t('operator.job'))}`
  return table(
    t('operator.failures'),
    head,
    failures.map(
      failure => html`<tr><td class="nowrap" data-label=${t('operator.when')}><time class="num"
          datetime=${failure.at}>${dateTime(failure.at)}</time></td>
    <th scope="row">${failure.type ? problemTitle(failure) : t(/** @type {any} */ (`state.${failure.state}`))}</th>
    <td data-label=${t('operator.model')}>${failure.model} ${failure.version} · ${local(store.known('encodings', { id: failure.encoding, name: failure.encoding }), 'name')}</td>
    <td class="end num" data-label=${t('operator.attempt')}>${number(failure.attempt)}</td><td class="mono small"
        data-label=${t('operator.job')}>${failure.job}</td></tr>`,
    ),
    'failures',
  )
}
