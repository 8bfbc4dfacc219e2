// @ts-check
// Files as they are dropped or chosen: folders opened, gzip unpacked.

const FILES = 2_000 // as many as a job may have records

/** Whether a name ends as one of the file kinds of `accept`. @param {string} name @param {string} accept such as `.fa,.gz,text/plain` */
export const isOf = (name, accept) => accept.split(',').some(kind => kind.startsWith('.') && name.toLowerCase().endsWith(kind))

/**
 * The files of a drop: those that were dropped by themselves, and of folders, however deep, those of the kinds that are accepted.
 * @param {DataTransfer} transfer @param {string} accept
 * @returns {Promise<File[]>} in the order of their paths
 */
export async function droppedFiles(transfer, accept) {
  // Only while the drop is being handled do its items answer; from then on the entries do.
  const entries = [...transfer.items].filter(item => item.kind === 'file').map(item => item.webkitGetAsEntry() ?? item.getAsFile())
  const found = await Promise.all(entries.map(async entry => {
    if (!entry || entry instanceof File) return entry ? [entry] : []
    return entry.isFile ? [await fileOf(/** @type {FileSystemFileEntry} */ (entry))] : within(/** @type {FileSystemDirectoryEntry} */ (entry), accept)
  }))
  return found.flat().slice(0, FILES)
}

/** @param {FileSystemDirectoryEntry} folder @param {string} accept @returns {Promise<File[]>} */
async function within(folder, accept) {
  const reader = folder.createReader()
  /** @type {File[]} */ const files = []
  for (;;) {
    const some = await /** @type {Promise<FileSystemEntry[]>} */ (new Promise((resolve, reject) => reader.readEntries(resolve, reject)))
    if (some.length === 0 || files.length >= FILES) return files // a reader tells up to 100 entries at a time
    for (const entry of some.toSorted((x, y) => x.name.localeCompare(y.name))) {
      if (entry.isDirectory) files.push(...await within(/** @type {FileSystemDirectoryEntry} */ (entry), accept))
      else if (isOf(entry.name, accept)) files.push(await fileOf(/** @type {FileSystemFileEntry} */ (entry)))
    }
  }
}

/** @param {FileSystemFileEntry} entry @returns {Promise<File>} */
const fileOf = entry => new Promise((resolve, reject) => entry.file(resolve, reject))

/** The text of a file, unpacked if it is gzip. @param {File} file */
export async function readFile(file) {
  const bytes = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b
  return zipped ? new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).text() : file.text()
}
