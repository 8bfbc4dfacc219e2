// @ts-check
import { remarksOf } from '../../../../webroot/js/form/remarks.js'
import { equal, test } from '../testing.js'

/** @param {string[]} names @returns {import('../../../../webroot/js/form/fasta.js').Entry[]} */
const entries = names => names.map(name => ({ name, letters: 329, form: 'protein' }))
/** @param {string[]} flags @param {any[]} [errors] */
const checked = (flags, errors = []) => ({ flags, errors })
/** @param {import('../../../../webroot/js/form/remarks.js').Remark[]} remarks */
const short = remarks => remarks.map(({ kind, reason, places }) => [kind, reason, places])

test('a reason stands once, faults first, then what is said of most', () => {
  const said = remarksOf(
    entries(['a', 'b', 'c', 'd']),
    [
      checked(['partial', 'signal-peptide']),
      checked(['partial', 'deletion-130', 'deletion-131']),
      checked([], [{ key: 'fault.stop-protein', detail: 'stop codon' }]),
      checked(['signal-peptide']),
    ],
    [],
  )
  equal(short(said), [
    ['fault', 'fault.stop-protein', [2]],
    ['flag', 'partial', [0, 1]],
    ['flag', 'deletion', [1]],
    ['calm', 'signal-peptide', [0, 3]],
  ])
})

test('what was refused, or found while reading, is said where no check has spoken', () => {
  const given = entries(['a', 'b', 'file'])
  given[1].faults = [{ key: 'reading.letter' }]
  given[2].file = true
  given[2].faults = [{ key: 'format.table' }]
  equal(short(remarksOf(given, [], [{ record: 1, key: 'reading.record' }])), [
    ['fault', 'reading.record', [0]],
    ['fault', 'reading.letter', [1]],
  ])
})

test('of nothing there is nothing to say', () => {
  equal(remarksOf(entries(['a']), [checked([])], []), [])
})
