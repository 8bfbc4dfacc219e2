// @ts-check
// <x-alignment .pair .scheme>: both HA1 in blocks, letter under letter. Above: antigenic sites by colour and name; below: the
// receptor-binding site and N-glycosylation motifs. Buttons, arrow keys and clicks go from difference to difference.
import { html, nothing, svg } from 'lit'
import { named, numberingOf } from '../../result/alignment.js'
import { Picture } from '../../base/element.js'
import { icon } from '../../base/icons.js'
import { signed } from '../../i18n/figures.js'
import { number, t } from '../../i18n/language.js'
import { rowNames } from '../../result/names.js'
import { columnsOf, siteColour, siteMap } from '../../result/sites.js'
import { siteLabel, siteName } from './site-names.js'
import '../x-picture-tools.js'

const LETTER = 7 // pixels of a letter of a name before its row
const FRAME = 28 // pixels of the frame around
const ROW = 17
const [NAMES_Y, BAND_Y, A_Y, BLOCK] = [26, 30, 50, 108] // within a block: site names, their band, the first sequence, the next block
const SYMBOLS = /** @type {const} */ ({ kept: '◆', gained: '+', lost: '−' })

class Alignment extends Picture {
  static properties = { pair: {}, scheme: {}, index: { state: true } }

  constructor() {
    super()
    /** @type {any} */ this.pair = null
    this.scheme = ''
    /** Which difference is looked at; -1: none yet. */ this.index = -1
  }

  /** @returns {import('../../result/alignment.js').Substitution[]} */
  get differences() {
    return [...this.pair.substitutions].sort((x, y) => x.position - y.position)
  }

  render() {
    const map = siteMap(this.pair?.subtype, this.pair?.alignment)
    if (!map || !this.pair.alignment?.a) return nothing
    const { differences } = this
    return html`<div class="row jump">
        <button class="button" type="button" data-test="difference-previous" ?disabled=${differences.length === 0}
            @click=${() => this.go(-1)}>${icon('back')}${t('alignment.previous')}</button>
        <button class="button" type="button" data-test="difference-next" ?disabled=${differences.length === 0}
            @click=${() => this.go(1)}>${t('alignment.next')}${icon('on')}</button>
        <p class="small" role="status" data-test="difference">${this.told(differences)}</p></div>
      <div class="alignment" tabindex="0" role="region" aria-label=${t('alignment.region')}
          @keydown=${this.press}>${this.width < 80 ? nothing : this.drawn(map, differences)}</div>
      <p class="row small legend">${map.sites.map(
        ({ name }) => html`<span class="site-chip"><i
          class="site-${siteColour(name)}"></i>${siteLabel(name)}</span>`,
      )}
        <span class="site-chip"><i class="receptor"></i>${t('strip.receptor')}</span>
        <span class="soft">${t('alignment.motifs')}</span>${Object.entries(SYMBOLS).map(
          ([kind, symbol]) => html`<span><b
            class="mono">${symbol}</b> ${t(/** @type {any} */ (`alignment.motif.${kind}`))}</span>`,
        )}</p>
      <x-picture-tools name="alignment"></x-picture-tools>`
  }

  /** @param {import('../../result/alignment.js').Substitution[]} differences */
  told(differences) {
    const item = differences[this.index]
    if (!item) return html`<span class="soft">${t('alignment.keys')}</span>`
    const { site, receptorBinding, contribution } = item
    const facts = [
      site ? siteName(site) : t('alignment.outside'),
      ...(receptorBinding ? [t('strip.receptor')] : []),
      ...(typeof contribution === 'number' ? [t('distance.short', { n: signed(contribution, 2) })] : []),
    ]
    return html`<strong class="mono">${named(item, numberingOf(this.pair), this.scheme).full}</strong> ${facts.join(' · ')}
      <span class="soft num">${t('alignment.of', { n: number(this.index + 1), of: number(differences.length) })}</span>`
  }

  /** @param {NonNullable<ReturnType<typeof siteMap>>} map @param {import('../../result/alignment.js').Substitution[]} differences */
  drawn(map, differences) {
    const {
      alignment: { a, b },
      glycosylation = {},
    } = this.pair
    const cell = this.width < 480 ? 10 : 11
    const names = rowNames([this.pair.a, this.pair.b], this.width < 480 ? 9 : this.width < 900 ? 15 : 22)
    const label = 12 + Math.max(...names.map(({ length }) => length)) * LETTER
    const most = Math.floor((this.width - label - FRAME) / cell)
    const columns = Math.max(10, most - (most % (most >= 40 ? 10 : 5)))
    const x = (/** @type {number} */ column) => label + ((column - 1) % columns) * cell
    const y = (/** @type {number} */ column) => Math.floor((column - 1) / columns) * BLOCK
    const motifs = Object.entries(SYMBOLS).flatMap(([kind, symbol]) =>
      (glycosylation[kind] ?? []).map((/** @type {number} */ column) => ({ column, symbol })),
    )
    const picked = differences[this.index]?.position
    return html`<svg class="scale letters" width=${label + columns * cell + 2} height=${y(a.length) + BLOCK - 10}
        role="img"
        aria-label=${t('alignment.picture', { n: number(differences.length), numbering: this.scheme })}>${svg`
      ${differences.map(
        item => svg`<rect class="diff site-${siteColour(item.site)}" data-at=${item.position} x=${x(item.position)}
            y=${y(item.position) + A_Y - 13} width=${cell} height=${2 * ROW + 1}
        @click=${() => this.pick(item)}><title>${named(item, numberingOf(this.pair), this.scheme).full}</title></rect>`,
      )}
      ${
        picked
          ? svg`<rect class="picked" x=${x(picked) - 1} y=${y(picked) + A_Y - 15} width=${cell + 2}
          height=${2 * ROW + 5} rx="3"/>`
          : nothing
      }
      ${map.sites.flatMap(site =>
        this.parts(site.ranges, columns).map(
          ([from, to]) => svg`
        <rect class="site-${siteColour(site.name)}" x=${x(from)} y=${y(from) + BAND_Y}
            width=${(to - from + 1) * cell - 1} height="4"/>
        <text class="name" x=${x(from) + ((to - from + 1) * cell) / 2} y=${y(from) + NAMES_Y}
            text-anchor="middle">${siteLabel(site.name)}</text>`,
        ),
      )}
      ${this.parts(map.receptor, columns).map(
        ([from, to]) => svg`<rect class="receptor" x=${x(from)}
          y=${y(from) + A_Y + ROW + 7} width=${(to - from + 1) * cell - 1} height="4"/>`,
      )}
      ${motifs.map(
        ({ column, symbol }) => svg`<text class="motif" x=${x(column) + cell / 2}
          y=${y(column) + A_Y + ROW + 24} text-anchor="middle">${symbol}</text>`,
      )}
      ${this.ticks(a.length, columns).map(
        ([column, label]) => svg`<text class="tick" x=${x(column) + cell / 2}
          y=${y(column) + 13} text-anchor="middle">${label}</text>`,
      )}
      ${this.rows(names, a, b, new Set(differences.map(({ position }) => position)), columns, column => x(column) + cell / 2, y)}`}</svg>`
  }

  /** The letters; where the second sequence has the same, a dot. @param {string[]} names @param {string} a @param {string} b @param {Set<number>} different @param {number} columns
   * @param {(column: number) => number} x @param {(column: number) => number} y */
  rows(names, a, b, different, columns, x, y) {
    return Array.from({ length: Math.ceil(a.length / columns) }, (_, block) => {
      const all = Array.from(
        { length: Math.min(columns, a.length - block * columns) },
        (_each, step) => block * columns + step + 1,
      )
      const [alike, other] = [all.filter(column => !different.has(column)), all.filter(column => different.has(column))]
      const top = y(all[0]) + A_Y
      const line = (
        /** @type {number[]} */ list,
        /** @type {(column: number) => string} */ letter,
        /** @type {number} */ down,
        /** @type {string} */ kind,
      ) =>
        list.length === 0
          ? nothing
          : svg`<text class=${kind} x=${list.map(x).join(' ')} y=${down}
              text-anchor="middle">${list.map(letter).join('')}</text>`
      return svg`${names.map((name, index) => svg`<text class="row-name" x="2" y=${top + index * ROW}>${name}</text>`)}
        ${line(alike, column => a[column - 1], top, 'residue')}${line(alike, column => (a[column - 1] === b[column - 1] ? '·' : b[column - 1]), top + ROW, 'residue')}
        ${line(other, column => a[column - 1], top, 'residue changed')}${line(other, column => b[column - 1], top + ROW, 'residue changed')}`
    })
  }

  /** Ranges, cut where a block ends. @param {[number, number][]} ranges @param {number} columns @returns {[number, number][]} */
  parts(ranges, columns) {
    return ranges.flatMap(([from, to]) => {
      /** @type {[number, number][]} */ const cut = []
      for (let start = from; start <= to; ) {
        const end = Math.min(to, Math.ceil(start / columns) * columns)
        cut.push([start, end])
        start = end + 1
      }
      return cut
    })
  }

  /** Each tenth position of the numbering in use. @param {number} length @param {number} columns @returns {[number, number][]} */
  ticks(length, columns) {
    const numbering = numberingOf(this.pair)
    return columnsOf([[1, length]]).flatMap(column => {
      const position = numbering.at(column, this.scheme)
      return position && (position % 10 === 0 || (column % columns === 1 && position % 10 < 8 && position % 10 > 2))
        ? [/** @type {[number, number]} */ ([column, position])]
        : []
    })
  }

  /** @param {number} by */
  go(by) {
    const count = this.differences.length
    if (count === 0) return
    this.index = this.index < 0 ? (by > 0 ? 0 : count - 1) : (this.index + by + count) % count
    this.updateComplete.then(() => this.querySelector('.picked')?.scrollIntoView({ block: 'nearest' }))
  }

  /** @param {import('../../result/alignment.js').Substitution} item */
  pick(item) {
    this.index = this.differences.indexOf(item)
  }

  /** @param {KeyboardEvent} key */
  press(key) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[key.key]
    if (!by || key.altKey || key.ctrlKey || key.metaKey) return
    key.preventDefault()
    this.go(by)
  }
}
customElements.define('x-alignment', Alignment)
