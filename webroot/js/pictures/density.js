// @ts-check
// How large a PNG is meant to be: its chunk pHYs (ISO/IEC 15948, 11.3.5.3), which stands behind the header.

const HEADER_END = 33 // 8 bytes of signature, 25 of the chunk IHDR
const POLYNOMIAL = 0xedb88320

/** @param {Uint8Array} png without such a chunk @param {number} dots a millimetre @returns {Uint8Array<ArrayBuffer>} */
export function withDensity(png, dots) {
  const chunk = new Uint8Array(21)
  const view = new DataView(chunk.buffer)
  const metre = Math.round(1_000 * dots)
  view.setUint32(0, 9)
  chunk.set(
    [...'pHYs'].map(letter => letter.charCodeAt(0)),
    4,
  )
  view.setUint32(8, metre)
  view.setUint32(12, metre)
  view.setUint8(16, 1)
  view.setUint32(17, crc(chunk.subarray(4, 17)))
  const whole = new Uint8Array(png.length + chunk.length)
  whole.set(png.subarray(0, HEADER_END))
  whole.set(chunk, HEADER_END)
  whole.set(png.subarray(HEADER_END), HEADER_END + chunk.length)
  return whole
}

/** CRC-32 as PNG has it. @param {Uint8Array} bytes */
export function crc(bytes) {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1
  }
  return (sum ^ 0xffffffff) >>> 0
}
