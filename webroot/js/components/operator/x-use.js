// @ts-check
// <x-use>: how often models are looked at and how many likes they have, day by day, as pictures and as a table.
import { html, nothing, svg } from 'lit'
import { api } from '../../connection/api.js'
import { Picture } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { day as dayText } from '../../i18n/figures.js'
import { local, number, t } from '../../i18n/language.js'
import '../frame/x-problem.js'

/** @typedef {{day: string, views: number, likes: number}} Day */
/** @typedef {{id: number, name: string, zh?: any, likes: number, views: number, days: Day[]}} ModelUse */

const PERIODS = [30, 90, 365]
const DAY_MS = 86_400_000
const HEIGHT = 120
const LEFT = 44
const BOTTOM = 22

/** Every day of the period, oldest first, with that day's views and the likes at its end. @param {ModelUse[]} models @param {number} period @returns {Day[]} */
export function series(models, period) {
  const today = Math.floor(Date.now() / DAY_MS)
  const days = Array.from({ length: period }, (_, index) =>
    new Date((today - period + 1 + index) * DAY_MS).toISOString().slice(0, 10),
  )
  const views = new Map()
  const changes = new Map()
  for (const { day, views: seen, likes } of models.flatMap(model => model.days)) {
    views.set(day, (views.get(day) ?? 0) + seen)
    changes.set(day, (changes.get(day) ?? 0) + likes)
  }
  let likes = models.reduce((sum, model) => sum + model.likes, 0)
  return days
    .reverse()
    .map(day => {
      const entry = { day, views: views.get(day) ?? 0, likes }
      likes -= changes.get(day) ?? 0
      return entry
    })
    .reverse()
}

class Use extends Picture {
  static properties = {
    models: { state: true },
    error: { state: true },
    period: { state: true },
    chosen: { state: true },
  }

  constructor() {
    super()
    /** @type {ModelUse[]|null} */ this.models = null
    /** @type {any} */ this.error = null
    this.period = 90
    /** A model's id; empty for all together. */ this.chosen = ''
    this.load()
  }

  async load() {
    try {
      this.models = (await api.get(`/admin/use?days=${Math.max(...PERIODS)}`)).items
    } catch (error) {
      this.error = error
    }
  }

  render() {
    return html`<section class="stack" aria-labelledby="h-use"><h2 id="h-use">${t('use.title')}</h2><p
        class="soft measure">${t('use.lead')}</p>
      <x-problem .error=${this.error}></x-problem>${
        this.models
          ? this.content(this.models)
          : this.error
            ? nothing
            : html`<p
          class="loading">${icon('ring', 'spin')}${t('loading')}</p>`
      }</section>`
  }

  /** @param {ModelUse[]} models */
  content(models) {
    const shown = this.chosen ? models.filter(({ id }) => String(id) === this.chosen) : models
    const days = series(shown, this.period)
    return html`<div class="row filters">
        <select aria-label=${t('use.model')} data-test="use-model" @change=${(/** @type {any} */ change) => {
          this.chosen = change.target.value
        }}>
          <option value="">${t('use.all')}</option>${models.map(
            model => html`<option
              value=${model.id}>${local(model, 'name')}</option>`,
          )}</select>
        <div class="segments" role="radiogroup" aria-label=${t('use.period')}>${PERIODS.map(
          period => html`<label><input type="radio" name="period" .checked=${period === this.period}
          @change=${() => {
            this.period = period
          }}>${t('use.days', { n: number(period) })}</label>`,
        )}</div></div>
      <figure class="card stack"><figcaption><h3>${t('use.views')}</h3></figcaption>${this.picture(days, 'views')}</figure>
      <figure class="card stack"><figcaption><h3>${t('use.likes')}</h3></figcaption>${this.picture(days, 'likes')}</figure>
      ${this.table(days)}`
  }

  /** Bars for what a day adds, a stepped line for what stands. @param {Day[]} days @param {'views'|'likes'} what */
  picture(days, what) {
    const width = Math.max(240, this.width - 50)
    const most = Math.max(1, ...days.map(day => day[what]))
    const step = (width - LEFT) / days.length
    const x = (/** @type {number} */ index) => LEFT + index * step
    const y = (/** @type {number} */ value) => 8 + (HEIGHT - 8) * (1 - value / most)
    const total = days.reduce((sum, day) => sum + day.views, 0)
    const label =
      what === 'views'
        ? t('use.views.picture', { n: number(total), days: number(days.length), most: number(most) })
        : t('use.likes.picture', {
            from: number(days[0].likes),
            to: number(days[days.length - 1].likes),
            days: number(days.length),
          })
    const marks =
      what === 'views'
        ? days.map((day, index) =>
            day.views === 0
              ? nothing
              : svg`<rect class="bar" x=${x(index) + step * 0.1} width=${Math.max(1, step * 0.8)} y=${y(day.views)}
                  height=${HEIGHT - y(day.views)}>
        <title>${dayText(day.day)}: ${number(day.views)}</title></rect>`,
          )
        : svg`<path class="line"
            d=${days.map((day, index) => `${index ? 'L' : 'M'}${x(index)} ${y(day.likes)}H${x(index + 1)}`).join('')}/>`
    return html`<svg class="use-picture" role="img" aria-label=${label} viewBox="0 0 ${width} ${HEIGHT + BOTTOM}"
        width=${width} height=${HEIGHT + BOTTOM}>
      ${[most, 0].map(
        value => svg`<line class="grid" x1=${LEFT} x2=${width} y1=${y(value)} y2=${y(value)}/><text
          x=${LEFT - 8} y=${y(value) + 4} text-anchor="end">${number(value)}</text>`,
      )}
      ${marks}
      <text x=${LEFT} y=${HEIGHT + 17}>${dayText(days[0].day)}</text><text x=${width} y=${HEIGHT + 17}
          text-anchor="end">${dayText(days[days.length - 1].day)}</text></svg>`
  }

  /** @param {Day[]} days */
  table(days) {
    const told = days
      .filter((day, index) => day.views > 0 || index === days.length - 1 || day.likes !== days[index - 1]?.likes)
      .reverse()
    return html`<details><summary data-test="use-table">${t('use.table')}</summary><div class="card flush scroll"
        tabindex="0" role="group" aria-label=${t('use.title')}><table class="operator-table stackable">
      <caption class="hidden">${t('use.table.caption')}</caption>
      <thead><tr><th scope="col">${t('use.day')}</th><th scope="col" class="end">${t('use.views')}</th><th scope="col"
          class="end">${t('use.likes')}</th></tr></thead>
      <tbody class="num">${told.map(
        ({ day, views, likes }) => html`<tr data-test="use-row"><th
          scope="row">${dayText(day)}</th><td class="end" data-label=${t('use.views')}>${number(views)}</td><td
          class="end" data-label=${t('use.likes')}>${number(likes)}</td></tr>`,
      )}</tbody></table></div></details>`
  }
}
customElements.define('x-use', Use)
