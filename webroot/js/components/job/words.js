// @ts-check
// What a job's page says of the job: in its title, in its heading, and to who hears the page.
import { html, nothing } from 'lit'
import { store } from '../../base/store.js'
import { day } from '../../i18n/figures.js'
import { local, number, t } from '../../i18n/language.js'
import { jobTitle } from '../../i18n/sentences.js'
import { STAGES, figuresOf, hasEnded, isMany, stageStates, strainsOf } from '../../result/job.js'
import { verdictOf } from '../../result/verdict.js'

const LONG_NAMES = 56 // letters of both strains' names that still fit beside each other

/** How far it is, and what it compares, for the title of a tab. @param {any} job */
export function titleOf(job) {
  const pair = figuresOf(job.result ?? job.summary)
  const words =
    pair && job.state === 'SUCCEEDED' ? t(`verdict.${verdictOf(pair)}`) : t(/** @type {any} */ (`state.${job.state}`))
  const percent =
    job.progress && !hasEnded(job.state) ? `${t('progress.percent', { n: number(Math.round(job.progress)) })} ` : ''
  const about = isMany(job) ? jobTitle(job) : strainsOf(job).join(' – ')
  return `${percent}${words} · ${about || t('title.job')}`
}

/**
 * Told once to who hears the page: each stage, and how it ended. The place stays the same, or the end would go unheard.
 * @param {any} job @param {import('../../connection/stream.js').JobEvent[]} events of the job, in order
 */
export function spokenOf(job, events) {
  const pair = job.state === 'SUCCEEDED' ? figuresOf(job.result ?? job.summary) : null
  if (pair) return t(`verdict.${verdictOf(pair)}`)
  if (hasEnded(job.state)) return t(/** @type {any} */ (`state.${job.state}`))
  const active = stageStates(job, events).indexOf('active')
  return active < 0
    ? t('queue.waiting')
    : t('stage.spoken', { stage: t(`stage.${STAGES[active]}`), n: active + 1, of: STAGES.length })
}

/** What made a result, for the foot of a figure. @param {any} job @returns {string[]} */
export const madeOf = ({ model, encoding, finishedAt }) => [
  `${local(store.known('models', model), 'name') || model.name} ${model.version}`,
  local(store.known('encodings', encoding), 'name') || encoding.name,
  ...(finishedAt ? [day(finishedAt)] : []),
]

/** @param {any} job */
export function headingOf(job) {
  const title = job.title ? html`<p class="job-name" data-test="job-name">${job.title}</p>` : nothing
  if (isMany(job)) return html`${title}<h1>${jobTitle(job)}</h1>`
  const [a, b] = strainsOf(job)
  return html`${title}<h1 class=${(a ?? '').length + (b ?? '').length > LONG_NAMES ? 'long' : ''}
      title=${(job.strains ?? []).join(' – ')}>${
        a && b
          ? html`<span>${a}</span> <span
          class="versus">${t('versus')}</span> <span>${b}</span>`
          : t('title.job')
      }</h1>`
}
