// @ts-check
// Where this installation lies on its host: at the root, or below a path, beside services of others.

/** Empty at the root, else such as `/driftline`: it stands before each of the page's own addresses, such as `/new`. */
export const BASE = new URL('../..', import.meta.url).pathname.replace(/\/$/, '')

/** The address on this host of one of the page's own. @param {string} address */
export const at = address => BASE + address

/** The page's own address of one on this host; empty where that is another's. @param {string} path */
export const own = path => (path.startsWith(`${BASE}/`) ? path.slice(BASE.length) : '')

/** Of what the browser keeps for the whole host, this installation's own. @param {string} name */
export const named = name => name + BASE

/** Gives links that name the page's own addresses, as templates do, their place on this host. @param {ParentNode} part */
export function placeLinks(part) {
  if (BASE === '') return
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (part.querySelectorAll('a[href^="/"]')))
    if (!own(link.pathname)) link.href = at(link.getAttribute('href') ?? '')
}
