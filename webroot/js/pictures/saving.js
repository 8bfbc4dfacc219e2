// @ts-check
// Hands files to the reader.
import { withDensity } from './density.js'

export const DOTS = 300 // per inch of a PNG
const INCH = 25.4 // millimetres

/** @param {string} svg @param {string} name of the file, without its ending */
export const saveSvg = (svg, name) =>
  save(new Blob([`<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`], { type: 'image/svg+xml' }), `${name}.svg`)

/**
 * Saves an SVG picture as PNG of 300 dots an inch, and says so in it.
 * @param {string} svg @param {{width: number, height: number}} size in millimetres @param {string} name of the file, without its ending
 * @returns {Promise<void>} fails if the browser cannot draw the picture
 */
export async function savePng(svg, { width, height }, name) {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}` // not a blob: the page's policy allows images from data only
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round((width / INCH) * DOTS)
  canvas.height = Math.round((height / INCH) * DOTS)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser draws no canvas')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const bytes = new Uint8Array(await (await png(canvas)).arrayBuffer())
  save(new Blob([withDensity(bytes, DOTS / INCH)], { type: 'image/png' }), `${name}.png`)
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
const png = canvas =>
  new Promise((resolve, reject) => {
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('the picture is too large'))), 'image/png')
  })

/**
 * Hands a file to the reader.
 * @param {Blob} blob @param {string} name with its ending
 */
export function save(blob, name) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000) // a browser may still be asking where to put it
}
