// @ts-check
// The address of a filled form: `/new?model=&encoding=&mode=&example=#sequences=&references=&pairs=`. What stands behind
// the # is never sent to a server, so that no sequence ends in a log.
import { at } from '../base/site.js'
import { number, t } from '../i18n/language.js'

/**
 * @typedef {import('./draft.js').Draft} Draft
 * @typedef {{models: import('../base/store.js').Model[], examples: any[]}} Known
 */

const MODES = new Set(['pair', 'query', 'all', 'list'])
/** Longer addresses are cut by mail programs and some browsers. */
export const LINK_LETTERS = 60_000

/**
 * What an address asks for, and what of it is not known here.
 * @param {URL} address @param {Known} known
 * @returns {{modelId?: number, encodingId?: string, typed: Partial<Draft>|null, unknown: string[]}}
 */
export function asked(address, { models, examples }) {
  const choices = address.searchParams
  const entered = new URLSearchParams(address.hash.slice(1))
  /** @type {string[]} */ const unknown = []
  /** @param {string} name @param {(value: string) => any} find */
  const one = (name, find) => {
    const value = choices.get(name)
    if (value === null || value === '') return undefined
    const found = find(value)
    if (found === undefined) unknown.push(`${name}=${value}`)
    return found
  }
  const model = one('model', value => models.find(each => String(each.id) === value || each.repository === value))
  const encodingId = one('encoding', value =>
    models.some(each => each.encodings.some(({ id }) => id === value)) ? value : undefined,
  )
  const mode = one('mode', value => (MODES.has(value) ? value : undefined))
  const example = one(
    'example',
    value => examples.find(({ id }) => id === value) ?? (value === '1' ? examples[0] : undefined),
  )
  const typed = {
    ...(example ? exampleInput(example) : {}),
    ...(entered.has('sequences') ? { layout: /** @type {const} */ ('one'), text: entered.get('sequences') ?? '' } : {}),
    ...(entered.has('references')
      ? { against: /** @type {const} */ ('own'), references: entered.get('references') ?? '' }
      : {}),
    ...(entered.has('pairs') ? { pairs: entered.get('pairs') ?? '' } : {}),
    ...(mode ? { mode } : {}),
  }
  return { modelId: model?.id, encodingId, typed: Object.keys(typed).length > 0 ? typed : null, unknown }
}

/** @param {any} example @returns {Partial<Draft>} */
export function exampleInput(example) {
  return { mode: example.mode ?? 'pair', layout: 'one', text: example.sequences, against: 'panel' }
}

/**
 * The address of a form that is filled like this one.
 * @param {Draft} draft @param {import('../base/store.js').Model|undefined} model @param {string[]} texts what was entered as sequences
 */
export function addressOf(draft, model, texts) {
  const choices = new URLSearchParams()
  if (model) choices.set('model', model.repository ?? String(model.id))
  if (draft.encodingId) choices.set('encoding', draft.encodingId)
  if (draft.mode !== 'pair') choices.set('mode', draft.mode)
  const entered = new URLSearchParams()
  const sequences = texts.join('\n')
  if (sequences) entered.set('sequences', sequences)
  if (sequences && draft.mode === 'query' && draft.against === 'own') entered.set('references', draft.references)
  if (sequences && draft.mode === 'list') entered.set('pairs', draft.pairs)
  const query = String(choices)
  const fragment = String(entered)
  return `${location.origin}${at('/new')}${query ? `?${query}` : ''}${fragment ? `#${fragment}` : ''}`
}

/** @param {string[]} unknown */
export const unknownWords = unknown =>
  t('link.unknown', { what: unknown.join(t('list.join')), n: number(unknown.length) })
