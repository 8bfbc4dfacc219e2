// @ts-check
// <x-site-strip .pair .scheme>: HA1 from end to end, its antigenic sites in colour, the substitutions above, the receptor-binding site below.
import { html, nothing, svg } from 'lit'
import { named, numberingOf } from '../../result/alignment.js'
import { Picture } from '../../base/element.js'
import { number, t } from '../../i18n/language.js'
import '../x-picture-tools.js'
import { columnsOf, siteColour, siteMap } from '../../result/sites.js'
import { siteLabel } from './site-names.js'

const MARGIN = 10
const ROWS = 4
const ROW = 15
const TRACK_Y = 14 + ROWS * ROW
const LETTER = 6.6
const LABEL_EACH = 64 // pixels of width for each label

class SiteStrip extends Picture {
  static properties = { pair: {}, scheme: {} }

  constructor() {
    super()
    /** @type {any} */ this.pair = null
    this.scheme = ''
  }

  render() {
    const map = siteMap(this.pair?.subtype, this.pair?.alignment)
    if (!map || this.width < 40) return nothing
    const numbering = numberingOf(this.pair)
    const scheme = this.scheme || numbering.own
    const x = (/** @type {number} */ position) =>
      MARGIN + ((position - 1) / (map.length - 1)) * (this.width - 2 * MARGIN)
    const cell = Math.max(1.2, x(2) - x(1))
    const block = (
      /** @type {[number, number]} */ [from, to],
      /** @type {number} */ y,
      /** @type {number} */ height,
      /** @type {string} */ kind,
    ) => svg`<rect class=${kind} x=${x(from) - cell / 2} y=${y} width=${x(to) - x(from) + cell} height=${height}/>`
    const step = this.width > 420 ? 50 : 100
    const ticks = columnsOf([[1, map.length]])
      .map(column => [column, numbering.at(column, scheme) ?? 0])
      .filter(([column, tick]) => column === 1 || (tick > 0 && tick % step === 0))
    return html`<figure class="strip">
      <svg class="scale" width=${this.width} height=${TRACK_Y + 56} role="img"
          aria-label=${t('strip.picture', { n: number(this.pair.substitutions.length), numbering: scheme })}>
        ${svg`<rect class="ha1" x=${x(1) - cell / 2} y=${TRACK_Y} width=${x(map.length) - x(1) + cell} height="16"
            rx="2"/>
        ${map.sites.map(site => site.ranges.map(range => block(range, TRACK_Y, 16, `site-${siteColour(site.name)}`)))}
        ${map.sites.map(site =>
          site.ranges
            .filter(([from, to]) => (to - from + 1) * cell > 3 + 6 * siteLabel(site.name).length)
            .map(
              ([from, to]) => svg`<text
            class="name" x=${(x(from) + x(to)) / 2} y=${TRACK_Y + 11.5} text-anchor="middle">${siteLabel(site.name)}</text>`,
            ),
        )}
        ${map.receptor.map(range => block(range, TRACK_Y + 20, 4, 'receptor'))}
        ${this.flags(x, map.length, item => named(item, numbering, scheme).short)}
        ${ticks.map(
          ([column, tick]) => svg`<text class="tick" x=${x(column)} y=${TRACK_Y + 42}
            text-anchor="middle">${tick || nothing}</text>`,
        )}`}
      </svg>
      <figcaption class="row small legend"><span class="soft">${t('strip.sites')}</span>
        ${map.sites.map(
          ({ name }) => html`<span class="site-chip"><i
            class="site-${siteColour(name)}"></i>${siteLabel(name)}</span>`,
        )}
        <span class="site-chip"><i class="receptor"></i>${t('strip.receptor')}</span></figcaption><x-picture-tools
            name="ha1"></x-picture-tools></figure>`
  }

  /** Substitutions as flags, poles first, so that no pole crosses a label; the strongest are named, the table names all. @param {(position: number) => number} x @param {number} length of HA1
   * @param {(item: any) => string} called */
  flags(x, length, called) {
    /** @type {number[]} */
    const ends = Array(ROWS).fill(-Infinity)
    const ordered = [...this.pair.substitutions]
      .filter(({ position }) => position <= length)
      .sort((one, other) => one.position - other.position)
    const strength = (/** @type {any} */ item) => Math.abs(item.contribution ?? 0)
    const named = new Set(
      [...ordered].sort((one, other) => strength(other) - strength(one)).slice(0, Math.floor(this.width / LABEL_EACH)),
    )
    const placed = ordered.map(item => {
      const { position, site } = item
      const label = called(item)
      const width = label.length * LETTER
      const left = Math.max(0, Math.min(this.width - width, x(position) - width / 2))
      const row = named.has(item) ? ends.findIndex(end => end + 5 < left) : -1
      if (row >= 0) ends[row] = left + width
      return {
        position,
        label,
        left,
        row,
        at: x(position),
        site,
        top: row < 0 ? TRACK_Y - 8 : 12 + (ROWS - 1 - row) * ROW,
      }
    })
    return svg`<g class="flags">${placed.map(
      ({ position, at, top, label, site }) => svg`<g data-at=${position}><line x1=${at} x2=${at} y1=${top + 3}
          y2=${TRACK_Y + 3}/><rect class="reach" x=${at - 3} y=${top} width="6" height=${TRACK_Y + 16 - top}><title>${label} ${siteLabel(site)}</title></rect></g>`,
    )}
      ${placed
        .filter(({ row }) => row >= 0)
        .map(
          ({ position, left, top, label }) => svg`<text data-at=${position} x=${left}
          y=${top}>${label}</text>`,
        )}</g>`
  }
}
customElements.define('x-site-strip', SiteStrip)
