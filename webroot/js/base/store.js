// @ts-check
// What every page shares: who is signed in, the catalogue, the push channel. Views listen for `change`;
// `forget` says that nothing which was entered may stay in this browser.
import { ApiError, api, noteRenewal, renewalAge, renewSession, session } from '../connection/api.js'
import { Stream } from '../connection/stream.js'
import { named } from './site.js'

/**
 * @typedef {{id: string, name: string, email: string, role: string, guest?: boolean}} User
 * @typedef {{name?: string, info?: string, title?: string}} Words
 * @typedef {{subtype: string, encoding: string, split: string, from?: number, pairs?: number, mcc?: number, auc?: number, accuracy?: number, maeLog2?: number, baselineMcc?: number, baselineAuc?: number,
 *   ece?: number, reliability?: {pairs: number, stated: number, observed: number}[]}} Quality
 * @typedef {{id: number, name: string, repository?: string, info: string, zh?: Words|null, likes: number, views: number, liked: boolean, online?: boolean, default?: boolean, version: string,
 *   subtypes: string[], encodings: {id: string, name: string}[], encodingsBySubtype: Record<string, string[]>, trainingYears?: number[], quality?: Quality[], citation?: string}} Model
 * @typedef {{id: string, name: string, info: string, zh?: Words|null, features: number, citation?: string}} Encoding
 * @typedef {{bodyBytes: number, files: number, records: number, recordsRead: number, pairs: number, recordLetters: number, recordMinLetters: number,
 *   openJobsPerUser: number, retentionDays: number, guests: {records: number, pairs: number, bodyBytes: number, jobs: number, openJobs: number, keptHours: number}|null}} Limits
 */

const WHO = named('driftline.who')
const RENEW_AFTER_MS = 6 * 60_000 // a session's token lives 10 minutes

class Store extends EventTarget {
  constructor() {
    super()
    /** undefined: not known yet; null: nobody. @type {User|null|undefined} */
    this.user = undefined
    this.ended = false
    /** Of the service; empty while it is not known. */ this.version = ''
    /** Whether the user has just deleted their account. */
    this.left = false
    this.stream = new Stream()
    /** @type {Record<string, {id: string|number}[]>} */ this.lists = {}
    /** @type {Map<string, Promise<any>>} */ this.kept = new Map()
    /** While a guest begins. @type {Promise<boolean>|null} */ this.entering = null
    session.addEventListener('ended', () => this.signedOut(true))
    this.stream.addEventListener('state', () => this.changed())
    setInterval(() => this.renewIfDue(), 30_000)
    document.addEventListener('visibilitychange', () => this.renewIfDue())
    addEventListener('storage', change => change.key === WHO && this.whoAmI())
  }

  changed() {
    this.dispatchEvent(new Event('change'))
  }

  /** Whether somebody tries the service without an account. */
  get isGuest() {
    return Boolean(this.user?.guest)
  }

  /** Who is signed in with an account. */
  get account() {
    return this.isGuest ? null : this.user
  }

  /**
   * Sees to it that somebody is there who may run something: who has no account begins as a guest, where the service lets
   * guests in. Fails as the server refuses it.
   * @returns {Promise<boolean>}
   */
  enter() {
    if (this.user) return Promise.resolve(true)
    this.entering ??= this.begin().finally(() => {
      this.entering = null
    })
    return this.entering
  }

  async begin() {
    if (!(await this.read('/limits')).guests) return false
    this.signedIn((await api.post('/guests')).user)
    return true
  }

  /** Who is signed in; asked where nobody is no refusal, which browsers would write into their console in red. */
  async ask() {
    const { user, renewable, version } = await api.get('/service')
    this.version = version
    if (user) return user
    if (!renewable) throw new ApiError({ type: 'urn:problem:auth/required', title: '', status: 401 })
    return (await api.get('/session')).user
  }

  async whoAmI() {
    try {
      this.signedIn(await this.ask(), false)
    } catch (error) {
      if (/** @type {any} */ (error).status === 401) this.signedOut(false)
      else throw error
    }
  }

  /** @param {User} user @param {boolean} [tell] whether other tabs have to hear of it */
  signedIn(user, tell = true) {
    const another = this.user?.id !== user.id
    if (this.isGuest && !user.guest) this.stream.stop() // its line is that of the session before
    this.user = user
    this.ended = false
    this.left = false
    if (another) this.kept.clear()
    if (tell) {
      noteRenewal()
      localStorage.setItem(WHO, user.id)
    }
    this.stream.start(user.id)
    this.changed()
  }

  /** @param {boolean} ended by itself, not by the user */
  signedOut(ended) {
    this.ended = ended && Boolean(this.account)
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
    localStorage.setItem(WHO, '')
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
