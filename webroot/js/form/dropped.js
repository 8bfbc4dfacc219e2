// @ts-check
// Files as they are dropped: folders opened. What they are, the server's reader finds out (readings.js).

/** Kinds of sequences and lists of pairs; in a folder other files are no mistake of who chose the folder. */
export const SEQUENCES =
  '.fasta,.fa,.fas,.faa,.fna,.ffn,.fst,.fsa,.seq,.txt,.gz,.xz,.zip,.gb,.gbk,.gbff,.aln,.clustal,text/plain'
export const PAIRS = '.csv,.tsv,.txt,.gz,.xz,.zip,text/csv'

const FILES = 10_000 // more than any job takes; how many one takes is told before it is run

/** Whether a name ends as one of the file kinds of `accept`. @param {string} name @param {string} accept such as `.fa,.gz,text/plain` */
export const isOf = (name, accept) =>
  accept.split(',').some(kind => kind.startsWith('.') && name.toLowerCase().endsWith(kind))

/**
 * The files of a drop: those that were dropped by themselves, and of folders, however deep, those of the kinds that are accepted.
 * @param {DataTransfer} transfer @param {string} accept
 * @returns {Promise<File[]>} in the order of their paths
 */
export async function droppedFiles(transfer, accept) {
  // Only while the drop is being handled do its items answer; from then on the entries do.
  const entries = [...transfer.items]
    .filter(item => item.kind === 'file')
    .map(item => item.webkitGetAsEntry() ?? item.getAsFile())
  const found = await Promise.all(
    entries.map(async entry => {
      if (!entry || entry instanceof File) return entry ? [entry] : []
      return entry.isFile
        ? [await fileOf(/** @type {FileSystemFileEntry} */ (entry))]
        : within(/** @type {FileSystemDirectoryEntry} */ (entry), accept)
    }),
  )
  return found.flat().slice(0, FILES)
}

/** @param {FileSystemDirectoryEntry} folder @param {string} accept @returns {Promise<File[]>} */
async function within(folder, accept) {
  const reader = folder.createReader()
  /** @type {File[]} */ const files = []
  for (;;) {
    const some = await /** @type {Promise<FileSystemEntry[]>} */ (
      new Promise((resolve, reject) => reader.readEntries(resolve, reject))
    )
    if (some.length === 0 || files.length >= FILES) return files // a reader tells up to 100 entries at a time
    for (const entry of some.toSorted((x, y) => x.name.localeCompare(y.name))) {
      if (entry.isDirectory) files.push(...(await within(/** @type {FileSystemDirectoryEntry} */ (entry), accept)))
      else if (isOf(entry.name, accept)) files.push(await fileOf(/** @type {FileSystemFileEntry} */ (entry)))
    }
  }
}

/** @param {FileSystemFileEntry} entry @returns {Promise<File>} */
const fileOf = entry => new Promise((resolve, reject) => entry.file(resolve, reject))
