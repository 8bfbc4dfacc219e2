// @ts-check
// Files that were given, kept in this browser so that they outlive a reload as typed text does. IndexedDB holds
// what session storage has no room for; each tab has its own, as with drafts.
import { named } from '../base/site.js'

/** @typedef {import('./readings.js').Given} Given */

const STORE = 'files'
const TAB = 'driftline.tab'
const KEPT_MS = 24 * 3_600_000 // what a closed tab left behind goes after a day

/** @returns {Promise<IDBDatabase>} */
function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(named('driftline'), 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/**
 * @template T
 * @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} action
 * @returns {Promise<T>}
 */
async function within(mode, action) {
  const database = await opened()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode)
      const request = action(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = transaction.onerror = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

function tab() {
  const known = sessionStorage.getItem(TAB)
  if (known) return known
  const id = Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => byte.toString(16).padStart(2, '0')).join('')
  sessionStorage.setItem(TAB, id)
  return id
}

/** @param {Given[]} files @returns {Promise<boolean>} whether a reload will find them */
export async function keepFiles(files) {
  try {
    await within(
      'readwrite',
      store =>
        /** @type {IDBRequest<unknown>} */ (
          files.length === 0 ? store.delete(tab()) : store.put({ at: Date.now(), files }, tab())
        ),
    )
    return true
  } catch {
    return false // storage is full or blocked; whoever calls says so
  }
}

/** @returns {Promise<Given[]>} */
export async function recallFiles() {
  try {
    await within('readwrite', forgetOld)
    return (
      (await within('readonly', store => store.get(tab())))?.files?.filter((/** @type {Given} */ file) => file.blob) ??
      []
    )
  } catch {
    return [] // blocked storage has kept nothing
  }
}

/** @param {IDBObjectStore} store */
function forgetOld(store) {
  const cursor = store.openCursor()
  cursor.onsuccess = () => {
    const found = cursor.result
    if (!found) return
    if (found.value.at < Date.now() - KEPT_MS) found.delete()
    found.continue()
  }
  return cursor
}

/** What was entered in this browser belongs to whoever signs out of it. */
export async function forgetAllFiles() {
  try {
    await within('readwrite', store => store.clear())
  } catch {
    // blocked storage has kept nothing
  }
}
