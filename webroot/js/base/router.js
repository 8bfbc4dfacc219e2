// @ts-check
// Addresses and pages: plain links stay plain links, the History API only saves the reload.

import { begin, leave } from './place.js'
import { at, own } from './site.js'

/** @typedef {{page: string, id?: string, needsUser: boolean}} Route */

const ROUTES = /** @type {[RegExp, string, boolean][]} */ ([
  [/^\/$/, 'home', false],
  [/^\/models$/, 'catalogue', false],
  [/^\/examples\/([\w-]+)$/, 'example', false],
  [/^\/models\/([\w-]+)$/, 'catalogue', false],
  [/^\/new$/, 'new', false],
  [/^\/jobs\/([\w-]+)$/, 'job', true],
  [/^\/shared$/, 'shared', false],
  [/^\/compare$/, 'compare', true],
  [/^\/history$/, 'history', true],
  [/^\/api$/, 'api', false],
  [/^\/account$/, 'account', true],
  [/^\/about$/, 'about', false],
  [/^\/operator(?:\/(models|use|users|audit))?$/, 'operator', true],
  [/^\/signin$/, 'signin', false],
  [/^\/signup$/, 'signup', false],
  [/^\/signin\/return$/, 'return', false],
  [/^\/forgotten$/, 'forgotten', false],
  [/^\/reset$/, 'reset', false],
])

export const router = new EventTarget()

/** @returns {Route} */
export function route() {
  for (const [pattern, page, needsUser] of ROUTES) {
    const match = pattern.exec(own(location.pathname))
    if (match) return { page, id: match[1], needsUser }
  }
  return { page: 'missing', needsUser: false }
}

/** @param {string} address one of the page's own @param {{replace?: boolean, state?: any}} [options] `state`: plain data that the entry in the history keeps */
export function go(address, { replace = false, state = null } = {}) {
  if (replace) history.replaceState(null, '', at(address))
  else {
    leave()
    history.pushState(state, '', at(address))
  }
  scrollTo(0, 0)
  router.dispatchEvent(new Event('change'))
}

/** Where to go after signing in. */
export const next = () => ours(new URLSearchParams(location.search).get('next') ?? '/')

/** Only ever one of the page's own addresses. @param {string} address */
export function ours(address) {
  const wanted = new URL(address, location.origin)
  return wanted.origin === location.origin ? wanted.pathname + wanted.search + wanted.hash : '/'
}

addEventListener('popstate', ({ state }) => {
  begin(state)
  router.dispatchEvent(new Event('change'))
})

document.addEventListener('click', click => {
  if (click.defaultPrevented || click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey)
    return
  const link = click.target instanceof globalThis.Element ? click.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute('download')) return
  const inPage = link.getAttribute('href')?.startsWith('#')
  const address = own(link.pathname)
  if (inPage || link.origin !== location.origin || !address || address.startsWith('/api/')) return
  click.preventDefault()
  go(address + link.search + link.hash)
})
