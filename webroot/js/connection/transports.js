// @ts-check
// What carries the push channel, the best first: a WebSocket, server-sent events, and asking again and again.
import { at } from '../base/site.js'
import { api } from './api.js'

/**
 * @typedef {{message: (message: any) => void, close: (code: number) => void}} Ear
 * @typedef {(after: number, ear: Ear) => {close: () => void}} Transport opens a connection behind an offset; closed by us, it says nothing more
 */

const BROKEN = 1006 // what a browser calls a socket that ended without a word
const RESTARTING = 1012
const POLL_MS = 4_000
const POLLS = 75 // then a better connection is tried again

/** @type {Transport} */
function socket(after, ear) {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  const connection = new WebSocket(`${scheme}://${location.host}${at('/api/v1/stream')}?after=${after}`, [
    'driftline.v1',
  ])
  connection.onmessage = frame => ear.message(JSON.parse(frame.data))
  connection.onclose = close => ear.close(close.code)
  return {
    close() {
      connection.onmessage = connection.onclose = null
      connection.close()
    },
  }
}

/** @type {Transport} */
function events(after, ear) {
  const connection = new EventSource(`${at('/api/v1/events')}?after=${after}`)
  connection.onmessage = frame => {
    const message = JSON.parse(frame.data)
    if (message.type !== 'close') return ear.message(message)
    connection.close()
    ear.close(message.code)
  }
  // It would come back by itself; when that is to be is decided in one place for all connections.
  connection.onerror = () => {
    connection.close()
    ear.close(BROKEN)
  }
  return {
    close() {
      connection.onmessage = connection.onerror = null
      connection.close()
    },
  }
}

/** Says `reset` at first and whenever a job has moved: the pages then read what they show. @type {Transport} */
function polling(after, ear) {
  let open = true
  let polls = 0
  let known = ''
  /** @type {ReturnType<typeof setTimeout>|undefined} */ let timer
  async function look() {
    try {
      const { items } = await api.get('/jobs?limit=50')
      if (!open) return
      const now = JSON.stringify(items.map((/** @type {any} */ job) => [job.id, job.state, job.attempt, job.position]))
      ear.message(now === known ? { type: 'heartbeat', offset: after } : { type: 'reset', offset: after })
      known = now
      if (++polls < POLLS) timer = setTimeout(look, POLL_MS)
      else ear.close(RESTARTING)
    } catch {
      if (open) ear.close(BROKEN)
    }
  }
  look()
  return {
    close() {
      open = false
      clearTimeout(timer)
    },
  }
}

/** @type {Transport[]} */
export const TRANSPORTS = [socket, events, polling]
