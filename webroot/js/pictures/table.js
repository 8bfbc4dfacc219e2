// @ts-check
// A table that somebody keeps beside their strains, as spreadsheets save it: CSV or TSV in whatever letters Excel writes.

const LARGEST = 5_000_000 // bytes

/** @typedef {{lines: string[][]}|{wrong: 'large'|'binary'|'empty'}} Read `wrong`: why there are no lines */

/** @param {Blob} file @returns {Promise<Read>} */
export async function tableIn(file) {
  if (file.size > LARGEST) return { wrong: 'large' }
  const text = decoded(new Uint8Array(await file.arrayBuffer()))
  if (text.includes('\0')) return { wrong: 'binary' }
  const lines = linesOf(text)
  return lines.length > 0 ? { lines } : { wrong: 'empty' }
}

/** UTF-16 says so by its first letter; what is no UTF-8 comes from an Excel in Chinese. @param {Uint8Array} bytes @returns {string} */
export function decoded(bytes) {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/**
 * Lines of cells (RFC 4180, also with tabs or semicolons, whichever the first line has most of); empty lines are left out.
 * @param {string} text @returns {string[][]} without blanks around
 */
export function linesOf(text) {
  const mark = separatorOf(text.slice(0, /[\r\n]|$/.exec(text)?.index))
  /** @type {string[][]} */ const lines = [[]]
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${mark}\\r\\n]*))(${mark}|\\r\\n?|\\n|$)`, 'y')
  for (let found = cell.exec(text); found; found = cell.lastIndex < text.length ? cell.exec(text) : null) {
    const [, quoted, bare, end] = found
    lines[lines.length - 1].push((quoted?.replaceAll('""', '"') ?? bare).trim())
    if (end !== mark) lines.push([])
  }
  return lines.filter(line => line.some(Boolean))
}

/** @param {string} line */
const separatorOf = line =>
  ['\t', ',', ';'].map(mark => ({ mark, count: line.split(mark).length })).reduce((x, y) => (y.count > x.count ? y : x))
    .mark
