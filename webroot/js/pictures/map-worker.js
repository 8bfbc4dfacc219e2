// @ts-check
// Draws an antigenic map in a worker of the browser, so that nothing waits for it.
import { at } from '../base/site.js'

// The page's policy takes the addresses of scripts from named places only: this one has a single address to give.
const ADDRESS = at('/js/pictures/cartography-worker.js')
const WORKER =
  /** @type {any} */ (globalThis).trustedTypes
    ?.createPolicy('driftline-worker', { createScriptURL: () => ADDRESS })
    .createScriptURL('') ?? ADDRESS

export class MapWorker {
  /** @param {{share: (share: number) => void, map: (map: import('./cartography.js').Drawn) => void, failed: () => void}} listener */
  constructor(listener) {
    this.listener = listener
    /** @type {Worker|null} */ this.worker = null
  }

  /** In place of what is being drawn. @param {import('./cartography.js').Distances} distances */
  draw(distances) {
    this.stop()
    const { share, map, failed } = this.listener
    this.worker = new Worker(WORKER, { type: 'module' })
    this.worker.addEventListener('message', ({ data }) => {
      if (!data.map) return share(data.share)
      this.stop()
      map(data.map)
    })
    this.worker.addEventListener('error', failed)
    this.worker.postMessage(distances)
  }

  stop() {
    this.worker?.terminate()
    this.worker = null
  }
}
