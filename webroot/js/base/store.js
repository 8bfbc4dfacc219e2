// @ts-check
// What every page shares: who is signed in, the catalogue, the push channel. Views listen for `change`;
// `forget` says that nothing which was entered may stay in this browser.
import { api, noteRenewal, renewalAge, renewSession, session } from '../connection/api.js'
import { Stream } from '../connection/stream.js'

/**
 * @typedef {{id: string, name: string, email: string, role: string}} User
 * @typedef {{name?: string, info?: string, title?: string}} Words
 * @typedef {{subtype: string, encoding: string, split: string, from?: number, pairs?: number, mcc?: number, auc?: number, accuracy?: number, maeLog2?: number, baselineMcc?: number, baselineAuc?: number,
 *   ece?: number, reliability?: {pairs: number, stated: number, observed: number}[]}} Quality
 * @typedef {{id: number, name: string, repository?: string, info: string, zh?: Words|null, likes: number, views: number, liked: boolean, online?: boolean, version: string,
 *   subtypes: string[], encodings: {id: string, name: string}[], encodingsBySubtype: Record<string, string[]>, trainingYears?: number[], quality?: Quality[], citation?: string}} Model
 * @typedef {{id: string, name: string, info: string, zh?: Words|null, features: number, citation?: string}} Encoding
 * @typedef {{bodyBytes: number, files: number, records: number, recordsRead: number, pairs: number, recordLetters: number, recordMinLetters: number,
 *   openJobsPerUser: number, retentionDays: number}} Limits
 */

const RENEW_AFTER_MS = 6 * 60_000 // a session's token lives 10 minutes

class Store extends EventTarget {
  constructor() {
    super()
    /** undefined: not known yet; null: nobody. @type {User|null|undefined} */
    this.user = undefined
    this.ended = false
    /** Whether the user has just deleted their account. */
    this.left = false
    this.stream = new Stream()
    /** @type {Record<string, {id: string|number}[]>} */ this.lists = {}
    /** @type {Map<string, Promise<any>>} */ this.kept = new Map()
    session.addEventListener('ended', () => this.signedOut(true))
    this.stream.addEventListener('state', () => this.changed())
    setInterval(() => this.renewIfDue(), 30_000)
    document.addEventListener('visibilitychange', () => this.renewIfDue())
    addEventListener('storage', change => change.key === 'driftline.who' && this.whoAmI())
  }

  changed() {
    this.dispatchEvent(new Event('change'))
  }

  async whoAmI() {
    try {
      this.signedIn((await api.get('/session')).user, false)
    } catch (error) {
      if (/** @type {any} */ (error).status === 401) this.signedOut(false)
      else throw error
    }
  }

  /** @param {User} user @param {boolean} [tell] whether other tabs have to hear of it */
  signedIn(user, tell = true) {
    const another = this.user?.id !== user.id
    this.user = user
    this.ended = false
    this.left = false
    if (another) this.kept.clear()
    if (tell) {
      noteRenewal()
      localStorage.setItem('driftline.who', user.id)
    }
    this.stream.start(user.id)
    this.changed()
  }

  /** @param {boolean} ended by itself, not by the user */
  signedOut(ended) {
    this.ended = ended && Boolean(this.user)
    this.user = null
    this.kept.clear()
    this.stream.stop()
    this.changed()
  }

  /** What was entered goes even if the server cannot be told: whoever signs out leaves the browser to others. */
  async signOut() {
    this.forgetEntered()
    await api.delete('/session')
    this.signedOut(false)
  }

  /** Nothing that was entered stays in this browser. */
  forgetEntered() {
    localStorage.setItem('driftline.who', '')
    sessionStorage.clear()
    this.dispatchEvent(new Event('forget'))
  }

  /** Deletes the account; nothing of it stays in this browser either. @param {string} currentPassword */
  async leave(currentPassword) {
    await api.post('/account/deletion', { currentPassword })
    const mine = Object.keys(localStorage).filter(key => key.startsWith('driftline.offset.'))
    for (const key of mine) localStorage.removeItem(key)
    this.forgetEntered()
    this.left = true
    this.signedOut(false)
  }

  async renewIfDue() {
    if (!this.user || document.hidden || renewalAge() < RENEW_AFTER_MS) return
    try {
      if (!(await renewSession(Date.now() - RENEW_AFTER_MS))) this.signedOut(true)
    } catch {
      // out of reach: the next request or tick tries again
    }
  }

  /** Reads a list that seldom changes, once per visit. @param {string} path */
  read(path) {
    let known = this.kept.get(path)
    if (!known) {
      known = api.get(path)
      this.kept.set(path, known)
      known.catch(() => this.kept.delete(path))
    }
    return known
  }

  /**
   * What the catalogue says of a model or encoding that a job names; the job's own words until it has been read.
   * @param {'models'|'encodings'} kind @param {{id: string|number, name?: string}} thing
   */
  known(kind, thing) {
    const list = this.lists[kind]
    if (!list) {
      this.lists[kind] = []
      this.read(`/${kind}`).then(
        ({ items }) => {
          this.lists[kind] = items
          this.changed()
        },
        () => {
          delete this.lists[kind]
        },
      )
    }
    return list?.find(({ id }) => id === thing.id) ?? thing
  }

  /** @param {string} path */
  forget(path) {
    this.kept.delete(path)
  }
}

export const store = new Store()
