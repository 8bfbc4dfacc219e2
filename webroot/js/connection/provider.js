// @ts-check
// The way to the provider by which people sign in, and back. What was asked for waits in this tab meanwhile.
import { go, ours } from '../base/router.js'
import { at, named } from '../base/site.js'
import { store } from '../base/store.js'
import { api } from './api.js'

/** @typedef {{next: string, invitation?: string, stay?: boolean, connect?: boolean}} Asked `next`: where to go afterwards; `connect`: to an account that is signed in */

const KEPT = named('driftline.provider')

/** Leaves the page for the provider's. @param {Asked} asked */
export async function setOut(asked) {
  const { address } = await api.post('/session/provider', undefined, { renew: false })
  sessionStorage.setItem(KEPT, JSON.stringify(asked))
  location.assign(address)
}

/** Signs in, or connects the account, as whom a proxy names, and goes on. @param {Asked} asked */
export async function asNamed({ next, connect, stay = false, invitation }) {
  if (connect) {
    await api.post('/account/proxy')
    location.assign(at('/account?connected'))
    return
  }
  const { user } = await api.post('/session/proxy', { stay, ...(invitation ? { invitation } : {}) }, { renew: false })
  store.signedIn(user)
  go(ours(next), { replace: true })
}

/**
 * What the provider sent back by the address, which forgets it, and what had been asked for.
 * @returns {{asked: Asked, refused: boolean, answer: {state: string, code: string, issuer?: string}}}
 */
export function comeBack() {
  const given = new URLSearchParams(location.search)
  const kept = sessionStorage.getItem(KEPT)
  sessionStorage.removeItem(KEPT)
  history.replaceState(null, '', location.pathname)
  const issuer = given.get('iss')
  return {
    asked: kept ? JSON.parse(kept) : { next: '/' },
    refused: given.has('error'),
    answer: { state: given.get('state') || 'none', code: given.get('code') || 'none', ...(issuer ? { issuer } : {}) },
  }
}
