// @ts-check
// The page's sans as a rule that holds the font itself, so that a saved picture looks the same wherever it is opened.
import { at } from '../base/site.js'

const NAME = 'Source Sans 3'
const FILE = at('/fonts/source-sans-3-5.3.1.woff2')

/** @type {Promise<string>|null} */
let rule = null

/** A `@font-face` for the style of an SVG; fails if the font cannot be fetched. The page measures by it from then on. */
export function embeddedFace() {
  rule ??= read().catch(error => {
    rule = null
    throw error
  })
  return rule
}

async function read() {
  const [answer] = await Promise.all([fetch(FILE), document.fonts.load(`16px "${NAME}"`)])
  if (!answer.ok) throw new Error(`${answer.status} ${FILE}`)
  const address = await asData(new Blob([await answer.arrayBuffer()], { type: 'font/woff2' }))
  return `@font-face{font-family:"${NAME}";font-weight:200 900;src:url(${address}) format("woff2")}`
}

/** @param {Blob} blob @returns {Promise<string>} a `data:` address */
const asData = blob =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
