// @ts-check
import { readFasta, withHeader } from '../../../../webroot/js/form/fasta.js'
import { equal, golden, ok, test } from '../testing.js'

/** Of a reading without records its own name stands for it; what stands before any header has no name here. @param {any} reading */
const namesOf = ({ name, records }) =>
  (records.length > 0 ? records.map((/** @type {any} */ record) => record.name) : [name]).map(
    (/** @type {string} */ each) => each.replace(/^line \d+$/, ''),
  )

test('what is pasted has the records that the server reads', async () => {
  const files = (await golden('readings/')).filter((/** @type {string} */ name) =>
    /^(?!pairs-).*\.read\.json$/.test(name),
  )
  let read = 0
  for (const file of files) {
    const readings = (await golden(`readings/${file}`)).files
    for (const reading of readings.filter((/** @type {any} */ each) => each.format === 'fasta')) {
      equal(
        readFasta(reading.text).map(({ name }) => name),
        namesOf(reading),
      )
      read++
    }
  }
  ok(read > 10, `only ${read} readings`)
})

test('letters are counted without gaps, and told apart', () => {
  const [protein, bases, nothing] = readFasta('>a\nMKT-II*\n>b\nACGT\nNNNN\n>c\n')
  equal([protein.letters, protein.form], [5, 'protein'])
  equal([bases.letters, bases.form], [8, 'nucleotide'])
  equal([nothing.letters, nothing.form], [0, 'empty'])
})

test('a bare sequence gets the header that FASTA wants', () => {
  equal(withHeader(' MKT\n', 'Sequence A'), '>Sequence A\nMKT')
  equal(withHeader('>x\nMKT', 'Sequence A'), '>x\nMKT')
  equal(withHeader('  ', 'Sequence A'), '')
})
