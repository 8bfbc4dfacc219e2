// @ts-check
// <x-stages .job .events .pace>: the four stages as a stepper, told by words and marks, with the time each took and the time left.
import { html, nothing } from 'lit'
import { Element } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { duration } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'
import { STAGES, hasEnded, stageSeconds, stageStates } from '../../result/job.js'

const MARKS = /** @type {const} */ ({ waiting: 'dot', active: 'ring', done: 'check', failed: 'cross' })

class Stages extends Element {
  static properties = { job: {}, events: {}, pace: {} }

  constructor() {
    super()
    /** @type {any} */ this.job = null
    /** @type {import('../../connection/stream.js').JobEvent[]} */ this.events = []
    /** @type {import('../../result/pace.js').Pace|null} */ this.pace = null
  }

  render() {
    if (!this.job) return nothing
    const states = stageStates(this.job, this.events)
    const seconds = stageSeconds(this.events)
    return html`<section class="stages-box" aria-label=${t('stages.label')}>
      <ol class="stages">${STAGES.map((stage, index) => this.stage(stage, states[index], seconds[index]))}</ol>
      ${this.below()}
    </section>`
  }

  /** @param {typeof STAGES[number]} stage @param {import('../../result/job.js').StageState} state @param {number|undefined} seconds */
  stage(stage, state, seconds) {
    const took = state === 'done' && seconds !== undefined ? t('stage.took', { time: duration(seconds) }) : ''
    return html`<li class="stage ${state}" data-test="stage-${stage}" data-state=${state}
        aria-current=${state === 'active' ? 'step' : 'false'}>
      <span class="mark">${icon(MARKS[state], state === 'active' ? 'spin' : '')}</span>
      <span class="stage-name">${t(`stage.${stage}`)}</span>
      <span class="small stage-state">${t(state === 'waiting' && hasEnded(this.job.state) ? 'stage.state.unreached' : `stage.state.${state}`)}${
        took
          ? html`<span
          class="num">${took}</span>`
          : nothing
      }</span></li>`
  }

  below() {
    const { state, progress, attempt } = this.job
    const again =
      attempt > 1 && !hasEnded(state)
        ? html`<p class="soft small" data-test="retry">${t('job.retry', { n: number(attempt) })}</p>`
        : nothing
    return html`${again}${
      state === 'QUEUED'
        ? html`<p class="soft"
        data-test="queue">${this.place()}</p>`
        : this.progress(state, progress)
    }`
  }

  place() {
    const { position, waitSeconds } = this.job
    if (!position) return t('queue.waiting')
    return (
      t('queue.position', { n: number(position) }) +
      (waitSeconds ? t('queue.about', { time: duration(waitSeconds) }) : t('queue.by-itself'))
    )
  }

  /** @param {string} state @param {number|null|undefined} progress */
  progress(state, progress) {
    const known = typeof progress === 'number'
    if (hasEnded(state) || (state !== 'PREDICTING' && !known)) return nothing
    return html`<div class="progress-line"><progress data-test="progress" max="100" .value=${known ? progress : 0}
        aria-label=${t('progress.label', { stage: t(/** @type {any} */ (`state.${state}`)) })}></progress>
      <span class="num small">${known ? t('progress.percent', { n: number(Math.round(progress)) }) : ''}</span></div>
      ${this.pace ? html`<p class="soft small num" data-test="pace">${paceText(this.pace)}</p>` : nothing}`
  }
}

/** No finer than it can be known: two digits. @param {import('../../result/pace.js').Pace} pace */
function paceText({ perSecond, seconds }) {
  const rate = Number(perSecond.toPrecision(2))
  return t('progress.pace', { n: number(rate, rate < 10 ? 1 : 0), time: duration(Math.max(1, Math.round(seconds))) })
}
customElements.define('x-stages', Stages)
