// @ts-check
// What is said of an antigenic map in words: how well it fits, and of the strain that is pointed at.
import { html, nothing } from 'lit'
import { apart } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'
import { shortened } from '../../result/names.js'

const GOOD = 0.1 // stress
const FAIR = 0.2

/** Words of values, where they are keys of words. @param {import('../../pictures/tints.js').Tints} tints @returns {(string|null)[]|undefined} */
export const spoken = ({ values, entries }) =>
  values && entries[0]?.worded && entries[0].tint === 'group-0'
    ? values.map(value => value && t(/** @type {any} */ (value)))
    : values

/** @param {import('../../pictures/cartography.js').Drawn} map */
export function quality({ stress, error }) {
  const read = Math.round(100 * stress) / 100 // as it is written
  const grade = read <= GOOD ? 'good' : read <= FAIR ? 'fair' : 'poor'
  return html`<p><span class="chip ${grade === 'good' ? 'good' : grade === 'fair' ? '' : 'warn'}"
      data-test="map-grade">${t(`map.grade.${grade}`)}</span>
    ${t(`map.stress.${grade}`, { stress: number(stress, 2), error: number(error, 1) })}</p>`
}

/**
 * What is known of the strain pointed at; who reads with the keyboard has it below.
 * @param {import('../../pictures/strains.js').Strain} strain @param {ReturnType<typeof import('../../pictures/strains.js').nearestOf>} nearest
 * @param {{x: number, y: number}} place in CSS pixels @param {{width: number, height: number}} box @param {string|null} [value] that it is coloured by
 */
export function card({ label, year, clade }, nearest, { x, y }, { width, height }, value = null) {
  const side = x > width / 2 ? `right: ${width - x + 14}px` : `left: ${x + 14}px`
  const end = y > height / 2 ? `bottom: ${height - y}px` : `top: ${y}px`
  const known = [
    year,
    clade && t(clade.exact ? 'clade' : 'clade.least', { name: clade.name }),
    value !== clade?.name && value,
  ].filter(Boolean)
  return html`<div class="map-card small" aria-hidden="true" data-test="map-card"
      .style=${`${side}; ${end}`}><strong>${shortened(label)}</strong>
    ${known.length > 0 ? html`<span class="soft num">${known.join(' · ')}</span>` : nothing}
    ${nearest.map(
      ({ strain, row }) =>
        html`<span class="num">${shortened(strain.label)} · ${t('distance.short', { n: apart(Number(row.distanceLog2)) })}</span>`,
    )}</div>`
}
