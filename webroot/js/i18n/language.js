// @ts-check
// The chosen language and its words. Every key stands in both dictionaries, of which only the chosen one is loaded.

/**
 * @typedef {keyof typeof import('./en/index.js').words | keyof typeof import('./en/api.js').api | keyof typeof import('./en/compare.js').compare
 *   | keyof typeof import('./en/history.js').history | keyof typeof import('./en/operator.js').operator | keyof typeof import('./en/audit.js').audit} Key
 */

/** @typedef {{words: Record<string, string>, service: Record<string, string>}} Dictionary */

const FOLDERS = /** @type {Record<string, string>} */ ({ en: 'en', 'zh-CN': 'zh' })
const chosen = new EventTarget()

/** What pages brought along. @type {Set<string>} */
const parts = new Set()
let asked = document.documentElement.lang
let dictionary = await load(asked)

/** @param {string} code @returns {Promise<Dictionary>} */
async function load(code) {
  const [{ words, service }, ...more] = await Promise.all(['index', ...parts].map(part => wordsOf(part, code)))
  return { words: Object.assign({}, words, ...more), service }
}

/** @param {string} part a module of each language's folder @param {string} code @returns {Promise<any>} */
async function wordsOf(part, code) {
  const module = await import(`./${FOLDERS[code] ?? 'en'}/${part}.js`)
  return module[part] ?? module
}

export const language = {
  get code() {
    return document.documentElement.lang
  },
  /** Its words may still have to come. @param {'en'|'zh-CN'} code */
  async set(code) {
    asked = code
    const loaded = await load(code)
    if (asked !== code) return
    dictionary = loaded
    document.documentElement.lang = code
    try {
      localStorage.setItem('driftline.lang', code)
    } catch {
      // not remembered, still switched
    }
    chosen.dispatchEvent(new Event('change'))
  },
  /** @param {() => void} listener */
  watch(listener) {
    chosen.addEventListener('change', listener)
  },
  /** @param {() => void} listener */
  unwatch(listener) {
    chosen.removeEventListener('change', listener)
  },
}

/** The region's way of writing dates and numbers, where the browser names one of the chosen language. */
export const region = () =>
  navigator.languages.find(tag => tag.slice(0, 2) === language.code.slice(0, 2)) ?? language.code

/** @returns {Record<string, string>} all words of the language */
export const words = () => dictionary.words

/** @returns {Record<string, string>} what worker and gateway say by key, where the chosen language is not theirs */
export const service = () => dictionary.service

/** Words that only one page needs, which waits for them. @param {string} part */
export async function addWords(part) {
  const wanting = dictionary
  const more = await wordsOf(part, language.code)
  parts.add(part)
  Object.assign(wanting.words, more)
}

/** @param {string} key */
export const known = key => key in words()

/**
 * @param {Key} key @param {Record<string, unknown>} [params]
 * @returns {string}
 */
export function t(key, params = {}) {
  return fill(words()[key] ?? key, params)
}

/** Like t, choosing between `key.one` and `key.other`. @param {string} key @param {number} n @param {Record<string, unknown>} [params] */
export function tn(key, n, params = {}) {
  const form = new Intl.PluralRules(language.code).select(n) === 'one' ? 'one' : 'other'
  return t(/** @type {Key} */ (`${key}.${form}`), { n: number(n), ...params })
}

/** What stands between two sentences: a Chinese full stop brings its own room. */
export const gap = () => (language.code === 'zh-CN' ? '' : ' ')

/** Puts parameters in their places. @param {string} text @param {Record<string, unknown>} params */
export function fill(text, params) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? ''))
}

/** A name or text of the catalogue, in the reader's language if it has one. @param {any} thing @param {'name'|'info'} field */
export function local(thing, field) {
  const zhText = field === 'name' ? (thing?.zh?.name ?? thing?.zh?.title) : thing?.zh?.info
  return (language.code === 'zh-CN' && zhText) || (thing?.[field] ?? '')
}

/** With a minus sign, not a hyphen, and none before a zero. @param {number} value @param {number} [digits] exactly so many behind the point */
export function number(value, digits) {
  return new Intl.NumberFormat(region(), {
    ...(digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    signDisplay: 'negative',
  })
    .format(value)
    .replace('-', '\u2212')
}
