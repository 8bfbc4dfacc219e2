// @ts-check
// Addresses and pages: plain links stay plain links, the History API only saves the reload.

import { begin, leave } from './place.js'

/** @typedef {{page: string, id?: string, needsUser: boolean}} Route */

const ROUTES = /** @type {[RegExp, string, boolean][]} */ ([
  [/^\/$/, 'catalogue', false],
  [/^\/models\/([\w-]+)$/, 'catalogue', false],
  [/^\/new$/, 'new', false],
  [/^\/jobs\/([\w-]+)$/, 'job', true],
  [/^\/shared$/, 'shared', false],
  [/^\/compare$/, 'compare', true],
  [/^\/history$/, 'history', true],
  [/^\/api$/, 'api', false],
  [/^\/account$/, 'account', true],
  [/^\/about$/, 'about', false],
  [/^\/operator(?:\/(models|use|users))?$/, 'operator', true],
  [/^\/signin$/, 'signin', false],
  [/^\/signup$/, 'signup', false],
])

export const router = new EventTarget()

/** @returns {Route} */
export function route() {
  for (const [pattern, page, needsUser] of ROUTES) {
    const match = pattern.exec(location.pathname)
    if (match) return { page, id: match[1], needsUser }
  }
  return { page: 'missing', needsUser: false }
}

/** @param {string} address @param {{replace?: boolean}} [options] */
export function go(address, { replace = false } = {}) {
  if (replace) history.replaceState(null, '', address)
  else {
    leave()
    history.pushState(null, '', address)
  }
  scrollTo(0, 0)
  router.dispatchEvent(new Event('change'))
}

/** Where to go after signing in: only ever a page of this site. */
export function next() {
  const wanted = new URL(new URLSearchParams(location.search).get('next') ?? '/', location.origin)
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
  if (inPage || link.origin !== location.origin || link.pathname.startsWith('/api/')) return
  click.preventDefault()
  go(link.pathname + link.search + link.hash)
})
