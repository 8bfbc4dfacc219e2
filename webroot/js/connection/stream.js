// @ts-check
// The user's push channel: one connection, a cursor over the user's events that outlives every broken one.
import { answers, api, renewSession, session } from './api.js'
import { TRANSPORTS } from './transports.js'

/**
 * @typedef {{type: 'event', offset: number, job: string, attempt: number, state: string, stage: string, at: string,
 *   message: string, messageKey?: string, params?: Record<string, unknown>, result?: object, problem?: import('./api.js').Problem}} JobEvent
 * @typedef {'idle'|'connecting'|'live'|'lost'|'stopped'} ConnectionState
 */

const SILENT = 0
const SILENCE_MS = 25_000 // the server speaks about every 15 s
const QUIET_MS = 4_000 // while somebody waits for a job: then the server is asked whether it is still there …
const ANSWER_MS = 4_000 // … and has so long to answer, so that one that froze is noticed within ten seconds
const FIRST_MS = 10_000 // on a connection that is let through, it speaks at once
const BEHIND_MS = 5_000
const RECENT_MS = 5_000 // a renewal by another tab that is this fresh will do
const BACKOFF_START_MS = 500
const BACKOFF_CAP_MS = 15_000
const BARRED_TIMES = 2 // that a connection was not let through although the server answers: then another kind is tried
const BETTER_AFTER_MS = 5 * 60_000 // until the best kind is tried again
const FINAL_CODES = new Set([1003, 1008, 4400, 4403]) // asking again would be refused again

/** Says `event`, `progress`, `reset` (CustomEvents carrying the message) and `state`. */
export class Stream extends EventTarget {
  constructor() {
    super()
    /** @type {ConnectionState} */ this.state = 'idle'
    /** @type {string} */ this.userId = ''
    this.offset = 0
    this.attempt = 0
    /** The gap that was asked for again: what is missing after that is gone for good, not late. */
    this.askedFor = -1
    /** @type {{close: () => void}|undefined} */ this.connection = undefined
    /** Which kind of connection, and since when it is not the best. */
    this.kind = 0
    this.kindSince = 0
    this.barred = 0
    /** Whether the connection was lost because the server said nothing any more. */ this.silent = false
    /** Who waits for a job that is under way. @type {Set<object>} */ this.waiting = new Set()
    /** @type {Record<string, ReturnType<typeof setTimeout>|undefined>} */ this.timers = {}
    addEventListener('online', () => this.hurry())
    document.addEventListener('visibilitychange', () => document.hidden || this.hurry())
  }

  /** @param {string} userId */
  start(userId) {
    if (this.userId === userId) return
    this.stop()
    this.userId = userId
    this.offset = Number(localStorage.getItem(`driftline.offset.${userId}`)) || 0
    this.connect()
  }

  stop() {
    this.userId = ''
    this.kind = 0
    this.drop()
    this.to('idle')
  }

  /** Tries at once, without waiting for the back-off: the machine woke up or has a network again. */
  hurry() {
    if (!this.userId || this.state === 'stopped') return
    const silent = Date.now() - (this.heardAt ?? 0) > SILENCE_MS
    if (this.state === 'lost' || (this.state === 'live' && silent)) this.connect()
  }

  connect() {
    this.drop()
    if (this.state !== 'lost') this.to('connecting')
    if (this.kind > 0 && Date.now() - this.kindSince > BETTER_AFTER_MS) this.kind = 0
    this.spoke = false
    this.connection = TRANSPORTS[this.kind](this.offset, {
      message: message => this.heard(message),
      close: code => this.closed(code),
    })
    this.watch(FIRST_MS)
  }

  /** Lets go of the connection without hearing from it again. */
  drop() {
    for (const timer of Object.values(this.timers)) clearTimeout(timer)
    this.timers = {}
    this.connection?.close()
    this.connection = undefined
  }

  watch(patience = SILENCE_MS) {
    this.heardAt = Date.now()
    clearTimeout(this.timers.silence)
    this.timers.silence = setTimeout(() => this.closed(SILENT), patience)
  }

  /** @param {object} who @param {boolean} waits for a job that is under way */
  attend(who, waits) {
    if (waits === this.waiting.has(who)) return
    if (waits) this.waiting.add(who)
    else this.waiting.delete(who)
    this.probeSoon()
  }

  probeSoon() {
    clearTimeout(this.timers.quiet)
    if (this.waiting.size > 0 && this.state === 'live') this.timers.quiet = setTimeout(() => this.probe(), QUIET_MS)
  }

  /** A server that is frozen keeps its connections open: only asking tells it from one that has nothing to say. */
  async probe() {
    const { connection, heardAt } = this
    const answered = await answers(ANSWER_MS)
    if (connection !== this.connection) return
    if (answered || heardAt !== this.heardAt) this.probeSoon()
    else this.closed(SILENT)
  }

  /** @param {any} message */
  heard(message) {
    this.watch()
    this.attempt = 0
    this.barred = 0
    this.spoke = true
    this.to('live')
    this.probeSoon()
    if (message.type === 'event') this.take(message)
    else if (message.type === 'progress') this.say('progress', message)
    else if (message.type === 'reset') {
      this.moveTo(message.offset)
      if (!message.more) this.say('reset', message)
    } else if (message.type === 'hello' && message.offset < this.offset) {
      this.moveTo(message.offset) // another database: what was known of this user is void
      this.say('reset', message)
    } else if (message.type === 'heartbeat') this.compare(message.offset)
  }

  /** @param {JobEvent} event */
  take(event) {
    if (event.offset <= this.offset) return
    const gap = event.offset > this.offset + 1 && this.offset > 0
    if (gap && this.askedFor !== this.offset) return this.askAgain()
    this.moveTo(event.offset)
    this.say('event', event)
  }

  /** Asks for what is missing, once, on a connection of its own, so that no frame underway can be taken for the answer. */
  askAgain() {
    this.askedFor = this.offset
    this.connect()
  }

  /** An announcement may be a little late; what is still missing after a while is asked for. @param {number} serverOffset */
  compare(serverOffset) {
    if (serverOffset <= this.offset || this.timers.behind) return
    this.timers.behind = setTimeout(() => {
      this.timers.behind = undefined
      if (serverOffset <= this.offset) return
      if (this.askedFor !== this.offset) return this.askAgain()
      this.moveTo(serverOffset)
      this.say('reset', { offset: serverOffset })
    }, BEHIND_MS)
  }

  /** @param {number} offset */
  moveTo(offset) {
    this.offset = offset
    localStorage.setItem(`driftline.offset.${this.userId}`, String(offset))
  }

  /** @param {number} code */
  async closed(code) {
    if (FINAL_CODES.has(code)) {
      this.drop()
      return this.to('stopped')
    }
    const refused = code === 4401 || !this.spoke
    this.retry(code === SILENT)
    if (!refused) return
    try {
      // A browser does not tell why an upgrade was refused; asking who we are renews a session that has run out.
      if (code === 4401 && !(await renewSession(Date.now() - RECENT_MS))) session.dispatchEvent(new Event('ended'))
      else {
        await api.get('/session', { patience: FIRST_MS })
        this.wasBarred()
      }
    } catch {
      // still out of reach: the back-off goes on
    }
  }

  /** The server answers, but the connection does not get through: a proxy, most likely. */
  wasBarred() {
    if (this.state !== 'lost' || ++this.barred < BARRED_TIMES || this.kind === TRANSPORTS.length - 1) return
    this.barred = 0
    this.kind++
    this.kindSince = Date.now()
    this.connect()
  }

  /** Full jitter, so that a restarted server is not met by everybody at once. @param {boolean} silent */
  retry(silent) {
    this.drop()
    this.to('lost', silent)
    const ceiling = Math.min(BACKOFF_CAP_MS, BACKOFF_START_MS * 2 ** this.attempt++)
    this.timers.retry = setTimeout(() => this.connect(), Math.random() * ceiling)
  }

  /** @param {ConnectionState} state @param {boolean} [silent] */
  to(state, silent = false) {
    if (state === this.state && silent === this.silent) return
    this.state = state
    this.silent = silent
    this.dispatchEvent(new Event('state'))
  }

  /** @param {string} name @param {object} message */
  say(name, message) {
    this.dispatchEvent(new CustomEvent(name, { detail: message }))
  }
}
