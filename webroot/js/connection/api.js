// @ts-check
// The one place that talks HTTP: problems become ApiError, an expired session is renewed once.
import { at, named } from '../base/site.js'

/**
 * @typedef {{pointer?: string, record?: number, name?: string, line?: number, column?: number|null, detail?: string, key?: string, params?: any}} Fault
 * @typedef {{type: string, title: string, status?: number, detail?: string, key?: string, params?: any, errors?: Fault[]}} Problem
 */

/** The fewest characters that a password may have. */
export const PASSWORD_LENGTH = 12

const API = at('/api/v1')
const RENEWED_AT = named('driftline.renewedAt')

/** A refusal, as RFC 9457 words it, in `language` if the server says which. Status 0: the server could not be reached. */
export class ApiError extends Error {
  /** @param {Problem & {status: number}} problem @param {number} [retryAfter] seconds @param {string} [language] */
  constructor(problem, retryAfter, language) {
    super(problem.detail ?? problem.title)
    this.type = problem.type
    this.title = problem.title
    this.status = problem.status
    this.detail = problem.detail
    this.errors = problem.errors ?? []
    this.retryAfter = retryAfter
    this.language = language
  }
}

/** Says `ended` when the session is over and only signing in again helps. */
export const session = new EventTarget()

/**
 * @param {string} method @param {string} path below /api/v1
 * @param {{body?: unknown, headers?: Record<string, string>, renew?: boolean, patience?: number}} [options] patience in
 *   milliseconds: a server that has not answered by then cannot be reached
 * @returns {Promise<any>} the JSON body, or null when there is none
 */
export async function request(method, path, { body, headers = {}, renew = true, patience } = {}) {
  const sentAt = Date.now()
  const response = await send(method, path, body, headers, patience)
  if (response.status === 401 && renew) {
    if (await renewSession(sentAt)) return request(method, path, { body, headers, renew: false, patience })
    session.dispatchEvent(new Event('ended'))
  }
  if (!response.ok) throw await toError(response)
  if (response.status === 204) return null
  const text = await response.text()
  return text ? JSON.parse(text) : null
}

/** @param {string} method @param {string} path @param {unknown} body @param {Record<string, string>} headers @param {number} [patience] */
async function send(method, path, body, headers, patience) {
  const control = new AbortController()
  const timer = patience && setTimeout(() => control.abort(), patience)
  try {
    return await fetch(API + path, {
      method,
      headers: {
        Accept: 'application/json, application/problem+json',
        'Accept-Language': document.documentElement.lang,
        ...(isSentAsIs(body) ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: isSentAsIs(body) ? body : JSON.stringify(body),
      credentials: 'same-origin',
      signal: control.signal,
    })
  } catch {
    throw new ApiError({ type: 'urn:problem:client/unreachable', title: 'The server could not be reached', status: 0 })
  } finally {
    clearTimeout(timer)
  }
}

/** @param {unknown} body @returns {body is Blob|FormData|undefined} */
const isSentAsIs = body => body === undefined || body instanceof Blob || body instanceof FormData

/** @param {Response} response */
async function toError(response) {
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined
  try {
    const problem = await response.json()
    if (typeof problem?.type === 'string') {
      return new ApiError(
        { ...problem, status: response.status },
        retryAfter,
        response.headers.get('Content-Language') ?? undefined,
      )
    }
  } catch {
    // not a problem body: a proxy's page, most likely
  }
  const title = response.statusText || `HTTP ${response.status}`
  return new ApiError({ type: 'about:blank', title, status: response.status }, retryAfter)
}

/** @type {Promise<boolean>|null} */
let renewing = null

/**
 * Renews the session once, however many requests and tabs ask for it: the refresh token rotates, so a second
 * use of the old one would look like theft.
 * @param {number} since when the failed request left; a renewal after that will do
 * @returns {Promise<boolean>} false when there is no session left
 */
export function renewSession(since) {
  renewing ??= exclusively(async () => {
    if (Number(localStorage.getItem(RENEWED_AT)) > since) return true
    const response = await send('POST', '/session/refresh', undefined, {})
    if (response.status === 401 || response.status === 403) return false
    if (!response.ok) throw await toError(response)
    noteRenewal()
    return true
  }).finally(() => {
    renewing = null
  })
  return renewing
}

/**
 * @param {() => Promise<boolean>} action
 * @returns {Promise<boolean>}
 */
async function exclusively(action) {
  return navigator.locks ? await navigator.locks.request(named('driftline.session'), action) : action()
}

export function noteRenewal() {
  localStorage.setItem(RENEWED_AT, String(Date.now()))
}

/** Milliseconds since any tab last renewed the session. */
export function renewalAge() {
  return Date.now() - Number(localStorage.getItem(RENEWED_AT))
}

/** Whether the server answers within so many milliseconds; a refusal is an answer. @param {number} patience */
export async function answers(patience) {
  try {
    await request('GET', '/limits', { patience })
    return true
  } catch (error) {
    return /** @type {any} */ (error).status !== 0
  }
}

export const api = {
  /** @param {string} path @param {object} [options] */
  get: (path, options) => request('GET', path, options),
  /** @param {string} path @param {unknown} [body] @param {object} [options] */
  post: (path, body, options) => request('POST', path, { body, ...options }),
  /** @param {string} path @param {unknown} [body] @param {object} [options] */
  put: (path, body, options) => request('PUT', path, { body, ...options }),
  /** @param {string} path @param {Blob} archive a zip */
  upload: (path, archive) => request('POST', path, { body: archive, headers: { 'Content-Type': 'application/zip' } }),
  /** @param {string} path */
  delete: path => request('DELETE', path),
}
