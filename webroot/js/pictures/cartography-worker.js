// @ts-check
// Draws an antigenic map beside the page, so that nothing there waits: takes the distances, tells how much is done, gives the map.
import { drawn } from './cartography.js'

addEventListener('message', (/** @type {MessageEvent<import('./cartography.js').Distances>} */ { data }) => {
  postMessage({ map: drawn(data, { tell: share => postMessage({ share }) }) })
})
