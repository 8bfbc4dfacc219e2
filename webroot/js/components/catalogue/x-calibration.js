// @ts-check
// <x-calibration .measured>: whether stated probabilities come true, a picture for each subtype, and the same as a table.
import { html, nothing, svg } from 'lit'
import { Element } from '../../base/element.js'
import { number, t } from '../../i18n/language.js'

const SIDE = 150
const LEFT = 26
const BOTTOM = 20
const TICKS = [0, 0.5, 1]

/** @param {number} value */
const x = value => LEFT + value * SIDE
/** @param {number} value */
const y = value => 6 + (1 - value) * SIDE

class Calibration extends Element {
  static properties = { measured: {} }

  constructor() {
    super()
    /** Those with bins. @type {import('../../base/store.js').Quality[]} */ this.measured = []
  }

  render() {
    if (this.measured.length === 0) return nothing
    return html`<div class="stack" data-test="calibration"><h4>${t('calibration.title')}</h4><p
        class="hint">${t('calibration.means')}</p>
      <div class="calibrations">${this.measured.map(quality => this.picture(quality))}</div>
      <details><summary data-test="calibration-table">${t('calibration.table')}</summary>${this.table()}</details></div>`
  }

  /** The area of a dot is that of its pairs. @param {import('../../base/store.js').Quality} quality */
  picture({ subtype, reliability = [], ece }) {
    const most = Math.max(...reliability.map(({ pairs }) => pairs))
    const label = t('calibration.picture', { subtype, ece: ece === undefined ? '–' : number(ece, 2) })
    return html`<figure class="stack-xs"><figcaption
        class="small"><strong>${subtype}</strong>${
          ece === undefined
            ? nothing
            : html` <span
            class="soft num">${t('calibration.ece', { n: number(ece, 2) })}</span>`
        }</figcaption>
      <svg class="calibration" role="img" aria-label=${label} viewBox="0 0 ${LEFT + SIDE + 10} ${SIDE + 6 + BOTTOM}"
          width=${LEFT + SIDE + 10} height=${SIDE + 6 + BOTTOM}>
        <rect class="frame" x=${x(0)} y=${y(1)} width=${SIDE} height=${SIDE}/><line class="ideal" x1=${x(0)} y1=${y(0)}
            x2=${x(1)} y2=${y(1)}/>
        ${TICKS.map(
          tick => svg`<text x=${x(tick)} y=${y(0) + 15} text-anchor="middle">${number(tick)}</text><text
            x=${LEFT - 6} y=${y(tick) + 4} text-anchor="end">${number(tick)}</text>`,
        )}
        <path class="course" d=${reliability.map(({ stated, observed }, index) => `${index ? 'L' : 'M'}${x(stated)} ${y(observed)}`).join('')}/>
        ${reliability.map(
          ({
            pairs,
            stated,
            observed,
          }) => svg`<circle class="bin" cx=${x(stated)} cy=${y(observed)} r=${2 + 6 * Math.sqrt(pairs / most)}>
          <title>${t('calibration.bin', { stated: number(stated, 2), observed: number(observed, 2), n: number(pairs) })}</title></circle>`,
        )}</svg></figure>`
  }

  table() {
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${t('calibration.title')}><table><thead><tr><th
        scope="col">${t('quality.subtype')}</th>
        <th scope="col" class="end">${t('calibration.stated')}</th><th scope="col"
            class="end">${t('calibration.observed')}</th><th scope="col" class="end">${t('quality.n')}</th></tr></thead>
      <tbody class="num">${this.measured.flatMap(({ subtype, reliability = [] }) =>
        reliability.map(
          ({ stated, observed, pairs }) => html`<tr><th scope="row">${subtype}</th>
        <td class="end">${number(stated, 2)}</td><td class="end">${number(observed, 2)}</td><td
            class="end">${number(pairs)}</td></tr>`,
        ),
      )}</tbody></table></div>`
  }
}
customElements.define('x-calibration', Calibration)
