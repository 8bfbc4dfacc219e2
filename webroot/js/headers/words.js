// @ts-check
// What a word of a FASTA header is: one table, the same in Java (`input.headers.HeaderWords`) and Python (`headers/words.py`). Words are short, and no pattern
// can be read in more than a few ways, so that text of users costs no more than its length.

export const BLANKS = ' \t\u00a0\u3000\ufeff'
const LONGEST = 60

const ID =
  /^(?:EPI_ISL_[0-9]+|EPI[0-9]+|[A-Z]{1,2}[0-9]{5,8}(?:\.[0-9]{1,2})?|[A-Z]{3}[0-9]{5,7}(?:\.[0-9]{1,2})?|[ANXYW][CGMPRTZ]_[0-9]{6,9}(?:\.[0-9]{1,2})?)$/
const DATE =
  /^(?:(?:19|20)[0-9]{2}(?:[-/](?:[0-9]{1,2}|XX|[A-Z][a-z]{2})){0,2}|[0-9]{1,2}-[A-Z][a-z]{2}-(?:19|20)[0-9]{2})$/
const SUBTYPE = /^(?:INFLUENZA)?(?:A\/?)?\(?H(1[0-9]|[1-9])(?:N(1[01]|[1-9]|X))?\)?(\(?PDM(?:09)?\)?)?$/
const PANDEMIC = /^\(?(?:PDM(?:09)?|2009PDM|PANDEMIC)\)?$/
const LINEAGE_OF_B = /^(?:B[-/]?)?(?:(VIC(?:TORIA)?)|YAM(?:AGATA)?)(?:-?LIKE|-?LINEAGE)?$/
const PART = /^(?:PB[12]|PB1-F2|PA|PA-X|HA[0-9]?|H|NP|NA|MP|M[12]?|NS[12]?|NEP|HE|[1-8]|MIXED|V)$/
const SEED = '(?:NYMC|IVR|NIBRG|NIB|RESVIR|IDCDC|CNIC|CVR|BVR|CBER|CDC|SJRG|SAN|BX|RG|PR8|X)'
/** Vaccine strains and reassortants: IVR-165, X-179A, NIB-104, NYMC, PR8-IDCDC-RG6. */
const VACCINE = new RegExp(
  `^(?:NYMC|LIKE|(?:${SEED}-?){1,4}[0-9]{2,6}[A-Z]{0,2}|(?:${SEED}-){1,4}(?:RG-?)?[0-9]{1,6}[A-Z]{0,2})$`,
)
const HOUSE = '(?:EGGS?|CELLS?|MDCK|SIAT|VERO|ORIGINAL|CLINICAL|UNPASSAGED|LLC|HCK|SPF|PMK|RHMK|RMK|QMC)'
const LETTERS = '(?:MX|CK|MK|AM|AL|OR|CS|E|C|M|S|P|X|D)'
const PASSAGE = new RegExp(`^(?:${HOUSE}(?:X|[0-9]{1,2})?|${LETTERS}(?:X|[0-9]{1,2})){1,3}$`)
const BESIDE_PASSAGE = new RegExp(`^(?:${LETTERS}|[0-9]{1,4}|PASSAGE|SPECIMEN|SAMPLE)$`)

/**
 * @typedef {'id'|'date'|'subtype'|'pandemic'|'lineage'|'part'|'vaccine'|'passage'} Kind
 * @typedef {{kind: Kind, value: string}} Word
 */

/** What a word or a field of a header is, if that is certain. @param {string} text @returns {Word|null} */
export function wordOf(text) {
  if (text.length > LONGEST) return null
  if (ID.test(text)) return { kind: 'id', value: text }
  if (DATE.test(text)) return { kind: 'date', value: text }
  const bare = upper(text.replace(/[ _]/g, ''))
  const subtype = SUBTYPE.exec(bare)
  if (subtype)
    return {
      kind: subtype[3] ? 'pandemic' : 'subtype',
      value: `H${subtype[1]}${subtype[2] && subtype[2] !== 'X' ? `N${subtype[2]}` : ''}`,
    }
  if (PANDEMIC.test(bare)) return { kind: 'pandemic', value: '' }
  const lineage = LINEAGE_OF_B.exec(bare)
  if (lineage) return { kind: 'lineage', value: lineage[1] ? 'Victoria' : 'Yamagata' }
  if (PART.test(bare)) return { kind: 'part', value: text }
  if (VACCINE.test(upper(text))) return { kind: 'vaccine', value: text }
  return isPassage(text) ? { kind: 'passage', value: text } : null
}

/** E4/E1, SIAT2/SIAT1, MDCKx, egg: each piece is one of passage or may stand beside one. @param {string} text */
function isPassage(text) {
  const pieces = upper(text)
    .split(/[^A-Z0-9]+/)
    .filter(piece => piece)
  return (
    pieces.some(piece => PASSAGE.test(piece)) &&
    pieces.every(piece => PASSAGE.test(piece) || BESIDE_PASSAGE.test(piece))
  )
}

/** Letters of ASCII alone: others have no upper case that all languages agree on. @param {string} text */
const upper = text => text.replace(/[a-z]+/g, letters => letters.toUpperCase())

/** @param {string} text @param {string} edges what goes at both ends */
export function trimmed(text, edges) {
  let [from, to] = [0, text.length]
  while (from < to && edges.includes(text[from])) from++
  while (to > from && edges.includes(text[to - 1])) to--
  return text.slice(from, to)
}
