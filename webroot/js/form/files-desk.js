// @ts-check
// The files that were given for a new prediction: kept in this browser, and read as soon as somebody is signed in.
import { keepFiles, recallFiles } from './kept-files.js'
import { asText, EDITABLE, given, readGiven } from './readings.js'
import { store } from '../base/store.js'

/** @typedef {import('./readings.js').Given} Given */

/** Says `change` when there are other files, or more is known of them, and `kept` when they have been stored. */
export class FilesDesk extends EventTarget {
  constructor() {
    super()
    /** @type {Given[]} */ this.files = []
    /** Whether they would outlive a reload. */ this.kept = true
    /** How many times they have changed and are not yet stored. */ this.keeping = 0
    /** Stored in the order in which they changed. */ this.stored = Promise.resolve()
    /** Bytes of a request. */ this.most = Number.MAX_SAFE_INTEGER
    /** Ids of those that are being read. @type {Set<string>} */ this.reading = new Set()
    this.onUser = () => {
      this.readOn()
    }
  }

  /** Takes what a reload left here. @param {number} most bytes of a request */
  async recall(most) {
    this.most = most
    this.files = await recallFiles()
    store.addEventListener('change', this.onUser)
    this.readOn()
  }

  leave() {
    store.removeEventListener('change', this.onUser)
  }

  /** @param {Given[]} files */
  set(files) {
    this.files = files
    this.keeping += 1
    this.dispatchEvent(new Event('change'))
    this.stored = this.stored.then(() => this.keep(files))
    return this.stored
  }

  /** @param {Given[]} files */
  async keep(files) {
    const { kept } = this
    this.kept = await keepFiles(files)
    this.keeping -= 1
    this.dispatchEvent(new Event(this.kept === kept ? 'kept' : 'change'))
  }

  /** @param {string[]} ids */
  remove(ids) {
    return this.set(this.files.filter(({ id }) => !ids.includes(id)))
  }

  /**
   * Adds files; a list of pairs is one table. One file that says nothing but its text is not kept: the text is told instead.
   * @param {import('./readings.js').Field} field @param {File[]} files @param {number} room letters for a text
   * @returns {Promise<string|null>}
   */
  async add(field, files, room) {
    const added = files.map(file => given(field, file))
    await Promise.all([
      this.set([...this.files.filter(file => field !== 'pairs' || file.field !== field), ...added]),
      this.read(added),
    ])
    const [only, more] = this.files.filter(({ id }) => added.some(file => file.id === id))
    const text = only && !more && added.length === 1 ? asText(only) : null
    if (text === null || text.length > Math.min(room, EDITABLE)) return null
    await this.remove([only.id])
    return text
  }

  /** What only a server reads takes somebody who asks it; where nobody may without an account, it waits for one. */
  async enter() {
    try {
      await store.enter()
    } catch {
      // it is told when a check or a run is asked for
    }
  }

  /** Those that were waiting for somebody to sign in. */
  readOn() {
    return this.read(this.files.filter(({ id, readings, problem }) => !readings && !problem && !this.reading.has(id)))
  }

  /** @param {Given[]} files @returns {Promise<void>} */
  async read(files) {
    if (files.length === 0) return
    const nobody = !store.user
    for (const { id } of files) this.reading.add(id)
    const read = new Map((await readGiven(files, this.most)).map(file => [file.id, file]))
    for (const { id } of files) this.reading.delete(id)
    if (nobody && [...read.values()].some(({ readings, problem }) => !readings && !problem)) await this.enter()
    if (nobody && store.user) return this.readOn() // who signed in meanwhile
    if ([...read.values()].some(({ readings, problem }) => readings || problem))
      await this.set(this.files.map(file => read.get(file.id) ?? file))
  }
}
